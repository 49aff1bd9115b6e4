import type { Preset } from '../contract.ts';

const endMs = Date.UTC(2026, 10, 21, 4, 6, 17);

/** One preset: labels say what they are, in whatever order. */
export const presets: readonly Preset[] = [
  {
    name: 'ltsv',
    format: '',
    samples: [
      {
        line: 'host:192.0.2.7\tident:-\tuser:jo\ttime:[21/Nov/2026:05:06:17 +0100]\treq:GET /a?b=1 HTTP/1.1\tstatus:200\tsize:169\treferer:-\tua:curl/8.5.0\treqtime_microsec:1418',
        record: {
          client: '192.0.2.7',
          user: 'jo',
          startMs: endMs,
          zoneMinutes: 60,
          request: 'GET /a?b=1 HTTP/1.1',
          method: 'GET',
          target: '/a?b=1',
          protocol: 'HTTP/1.1',
          status: 200,
          bodyBytes: 169,
          agent: 'curl/8.5.0',
          durationMs: 1.418,
        },
      },
      {
        line: 'time:2026-11-21T05:06:17+01:00\thost:192.0.2.7\tforwardedfor:198.51.100.1, 10.0.0.1\tmethod:POST\turi:/a?b=1\tprotocol:HTTP/1.1\tstatus:200\tsize:12\treqsize:93\tvhost:www.example.org\treqtime:0.057\tapptime:0.050',
        record: {
          client: '192.0.2.7',
          forwardedFor: '198.51.100.1, 10.0.0.1',
          endMs,
          zoneMinutes: 60,
          vhost: 'www.example.org',
          method: 'POST',
          target: '/a?b=1',
          protocol: 'HTTP/1.1',
          status: 200,
          bodyBytes: 12,
          bytesIn: 93,
          durationMs: 57,
          upstreamMs: 50,
        },
      },
    ],
  },
];
