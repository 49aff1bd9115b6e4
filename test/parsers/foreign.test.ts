import { describe, expect, it } from 'vitest';
import { detect } from '../../parsers/detect.ts';
import { foreignFormat, MAX_FOREIGN_BYTES, MAX_FOREIGN_LINES } from '../../parsers/foreign.ts';
import { bytesOf } from './read-line.ts';

const haproxy =
  '192.0.2.7:1485 [14/Jan/2026:12:48:57.127] https-in~ back/node1 170/0/0/3/173 200 739 - - --NN 0/0/0/0/0 0/0 "GET / HTTP/1.1"';

describe('formats that are not read', () => {
  it.each([
    ["HAProxy's log", [haproxy]],
    ["HAProxy's log", [`Jan 14 12:48:57 lb1 haproxy[14]: ${haproxy}`]],
    [
      'a log in the W3C extended format, as IIS writes it',
      [
        '#Software: Microsoft Internet Information Services 8.5',
        '2026-01-13 00:32:17 192.0.2.1 GET / - 80',
      ],
    ],
    [
      "Amazon CloudFront's log",
      [
        '#Version: 1.0',
        '#Fields: date time x-edge-location sc-bytes c-ip',
        '2026-01-13\t00:32:17\tFRA2\t5\t192.0.2.7',
      ],
    ],
    ["Amazon CloudFront's log", ['2026-01-13\t00:32:17\tFRA56-C1\t5\t192.0.2.7']],
    [
      'the log of an AWS Application Load Balancer',
      [
        'h2 2026-04-26T12:22:55.463821Z app/lb/1 192.0.2.7:44740 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET http://a:80/ HTTP/1.1" "curl"',
      ],
    ],
    [
      'the log of an AWS Classic Load Balancer',
      [
        '2026-05-13T23:39:43.945958Z lb 192.0.2.7:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://a:80/ HTTP/1.1"',
      ],
    ],
    ["Cloudflare's log", ['{"ClientIP":"192.0.2.7","EdgeResponseStatus":200,"RayID":"87a1"}']],
    [
      "Azure Front Door's log",
      ['{"time":"2026-04-26T12:22:55Z","category":"FrontDoorAccessLog","properties":{}}'],
    ],
    [
      "Apache's error log",
      [
        '[Sat Nov 21 03:19:13.449568 2026] [mpm_event:notice] [pid 14:tid 14] AH00489: resuming normal operations',
      ],
    ],
    [
      "nginx' error log",
      [
        '2026/11/21 02:55:01 [crit] 36#36: *1 connect() to unix:/srv/php-fpm.sock failed (2: No such file or directory)',
      ],
    ],
    [
      "lighttpd's error log",
      ['2026-11-20 19:43:25: (server.c.1704) server started (lighttpd/1.4.69)'],
    ],
    [
      "php-fpm's access log",
      ['- -  21/Nov/2026:02:55:02 +0000 "GET /health" 200 1.347 2048 0.00%'],
    ],
    [
      'the access log of an Amazon S3 bucket',
      [
        '79a5 bucket [06/Feb/2026:00:00:38 +0000] 192.0.2.3 79a5 3E57427F3EXAMPLE REST.GET.VERSIONING - "GET /bucket?versioning HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4" -',
      ],
    ],
    [
      "Squid's log",
      [
        '1580740555.461    138 192.0.2.5 TCP_MISS/200 3853 GET http://a.example/ - DIRECT/192.0.2.9 text/html',
      ],
    ],
    [
      "MySQL's slow query log",
      [
        '# Time: 2026-11-21T04:06:17.000000Z',
        '# User@Host: shop[shop] @ localhost []  Id:     7',
        '# Query_time: 12.5  Lock_time: 0.0 Rows_sent: 1  Rows_examined: 9',
        'SELECT 1;',
      ],
    ],
    ["MySQL's error log", ['2026-11-21T04:06:17.000000Z 0 [System] [MY-010116] ready']],
    [
      "uWSGI's own log",
      ['*** Starting uWSGI 2.0.21-debian (64bit) on [Sat Nov 21 08:13:09 2026] ***', 'os: Linux'],
    ],
    ['a system log', ['Nov 21 05:06:17 web1 sshd[14]: Accepted publickey for root']],
    ['a system log', ['2026-11-21T05:06:17.123456+01:00 web1 systemd[1]: Started Daily apt.']],
    ["an application's log", ['2026-11-21 05:06:17,123 INFO main Started']],
    ["an application's log", ['[2026-11-21T05:06:17Z] WARN: slow']],
    ["an application's log", ['ERROR 2026-11-21 05:06:17 request failed']],
    ["php-fpm's error log", ['[21-Nov-2026 02:55:01] NOTICE: fpm is running, pid 7']],
  ])('%s is refused by name', (what, lines) => {
    const { best, reason } = detect(lines.map(bytesOf));
    expect(best).toBeUndefined();
    expect(reason).toMatch(/^it is .*, which is not read; take the access log [^\n]+$/);
    expect(reason).toContain(what);
  });

  it('may hold requests further down, where applications and systems write together', () => {
    const requests = ['a', 'b'].map(
      (path) =>
        `Nov 21 05:06:17 web1 app[1]: 192.0.2.7 "GET /${path} HTTP/1.1" 200 5 [21/Nov/2026:05:06:17 +0100]`,
    );
    expect(detect(requests.map(bytesOf)).best?.name).toMatch(/^syslog:apache:/);
  });

  it('are not seen in a single line among others', () => {
    expect(foreignFormat([haproxy, 'a', 'b'].map(bytesOf))).toBeUndefined();
    expect(foreignFormat([])).toBeUndefined();
  });

  it('are looked for in the first bytes of a line', () => {
    const line = (padding: number): Uint8Array =>
      bytesOf(`{"a":"${'x'.repeat(padding)}","RayID":"87a1"}`);
    expect(foreignFormat([line(MAX_FOREIGN_BYTES - 100)])?.told).toContain('Cloudflare');
    expect(foreignFormat([line(MAX_FOREIGN_BYTES)])).toBeUndefined();
  });

  it('are looked for in the first lines', () => {
    const lines = Array.from({ length: MAX_FOREIGN_LINES }, () => bytesOf('x'));
    expect(foreignFormat([...lines, bytesOf('#Fields: date')])).toBeUndefined();
  });
});
