import type { Preset } from '../contract.ts';

const COMMON = '%h %l %u %t "%r" %>s %b';
const HEADERS = '"%{Referer}i" "%{User-Agent}i"';
const COMBINED = `${COMMON} ${HEADERS}`;
const CLIENTLESS = '- %u %t "%r" %>s %b';
const DEBIAN_COMMON = '%h %l %u %t "%r" %>s %O';
const DEBIAN_COMBINED = `${DEBIAN_COMMON} ${HEADERS}`;

const anonymousLine = '- - [21/Nov/2026:05:06:17 +0100] "GET /a?b=1 HTTP/1.1"';
const line = `192.0.2.7 ${anonymousLine}`;
const anonymousRequest = {
  startMs: Date.UTC(2026, 10, 21, 4, 6, 17),
  request: 'GET /a?b=1 HTTP/1.1',
  method: 'GET',
  target: '/a?b=1',
  protocol: 'HTTP/1.1',
  status: 200,
} as const;
const request = { client: '192.0.2.7', ...anonymousRequest } as const;
const headers = '"http://www.example.org/" "say \\"hi\\""';
const headerTexts = { referer: 'http://www.example.org/', agent: 'say "hi"' } as const;
const body = { ...request, bodyBytes: 169 } as const;
const anonymous = { ...anonymousRequest, bodyBytes: 169 } as const;
const sent = { ...request, bytesOut: 169 } as const;
const vhost = { vhost: 'www.example.org' } as const;

/**
 * Formats that httpd and Debian ship under a name, and those names with a duration behind (`_d` for `%D`,
 * `_t` for `%T`). `common` and `combined` are httpd's; Debian gives the names to other formats, with the bytes
 * sent (`%O`) in the body's place: they are `debian_common` and `debian_combined` here, while
 * `vhost_combined` is Debian's alone. `clientless` is a common log as people paste it, with the address taken away.
 *
 * - https://github.com/apache/httpd/blob/trunk/docs/conf/httpd.conf.in
 * - https://salsa.debian.org/apache-team/apache2/-/blob/master/debian/config-dir/apache2.conf.in
 * - https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#examples (with a virtual host first)
 */
export const presets: readonly Preset[] = [
  {
    name: 'combined',
    format: COMBINED,
    samples: [
      { line: `${line} 200 169 ${headers}`, record: { ...body, ...headerTexts } },
      {
        line: '192.0.2.7 - Jo Doe [21/Nov/2026:05:06:17 +0100] "-" 408 - "-" "-"',
        record: {
          client: '192.0.2.7',
          user: 'Jo Doe',
          startMs: request.startMs,
          status: 408,
        },
      },
    ],
  },
  {
    name: 'common',
    format: COMMON,
    samples: [{ line: `${line} 200 169`, record: body }],
  },
  {
    name: 'combined_d',
    format: `${COMBINED} %D`,
    samples: [
      {
        line: `${line} 200 169 ${headers} 1418`,
        record: { ...body, ...headerTexts, durationMs: 1.418 },
      },
    ],
  },
  {
    name: 'combined_t',
    format: `${COMBINED} %T`,
    samples: [
      {
        line: `${line} 200 169 ${headers} 2`,
        record: { ...body, ...headerTexts, durationMs: 2000 },
      },
    ],
  },
  {
    name: 'combinedio',
    format: `${COMBINED} %I %O`,
    samples: [
      {
        line: `${line} 200 169 ${headers} 321 456`,
        record: { ...body, ...headerTexts, bytesIn: 321, bytesOut: 456 },
      },
    ],
  },
  {
    name: 'debian_combined',
    format: DEBIAN_COMBINED,
    samples: [{ line: `${line} 200 169 ${headers}`, record: { ...sent, ...headerTexts } }],
  },
  {
    name: 'debian_common',
    format: DEBIAN_COMMON,
    samples: [{ line: `${line} 200 169`, record: sent }],
  },
  {
    name: 'debian_combined_d',
    format: `${DEBIAN_COMBINED} %D`,
    samples: [
      {
        line: `${line} 200 169 ${headers} 54`,
        record: { ...sent, ...headerTexts, durationMs: 0.054 },
      },
    ],
  },
  {
    name: 'vhost_combined',
    format: `%v:%p ${DEBIAN_COMBINED}`,
    samples: [
      {
        line: `www.example.org:80 ${line} 200 169 ${headers}`,
        record: { ...sent, ...headerTexts, ...vhost },
      },
    ],
  },
  {
    name: 'vhost_combined_d',
    format: `%v:%p ${DEBIAN_COMBINED} %D`,
    samples: [
      {
        line: `www.example.org:80 ${line} 200 169 ${headers} 1418`,
        record: { ...sent, ...headerTexts, ...vhost, durationMs: 1.418 },
      },
    ],
  },
  {
    name: 'vcommon',
    format: `%v ${COMMON}`,
    samples: [{ line: `www.example.org ${line} 200 169`, record: { ...body, ...vhost } }],
  },
  {
    name: 'vcombined',
    format: `%v ${COMBINED}`,
    samples: [
      {
        line: `www.example.org ${line} 200 169 ${headers}`,
        record: { ...body, ...headerTexts, ...vhost },
      },
    ],
  },
  {
    name: 'clientless',
    format: CLIENTLESS,
    samples: [{ line: `${anonymousLine} 200 169`, record: anonymous }],
  },
  {
    name: 'clientless_combined',
    format: `${CLIENTLESS} ${HEADERS}`,
    samples: [
      { line: `${anonymousLine} 200 169 ${headers}`, record: { ...anonymous, ...headerTexts } },
    ],
  },
];
