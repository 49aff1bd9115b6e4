import type { Preset } from '../contract.ts';

const time = '2026-11-21T05:06:17+01:00';
const endMs = Date.UTC(2026, 10, 21, 4, 6, 17);

/**
 * One preset for names as people choose them, and one for each server that fixes its own. Each format is the
 * name of a table; `json` has no name to give.
 */
export const presets: readonly Preset[] = [
  {
    name: 'json',
    format: '',
    samples: [
      {
        line: `{"time_local":"21/Nov/2026:05:06:17 +0100","remote_addr":"192.0.2.7","request":"GET /a?b=1 HTTP/1.1","status":"200","body_bytes_sent":"3","request_time":"0.057","upstream_response_time":"0.020, 0.030","http_user_agent":"say \\"hi\\""}`,
        record: {
          client: '192.0.2.7',
          endMs,
          zoneMinutes: 60,
          request: 'GET /a?b=1 HTTP/1.1',
          method: 'GET',
          target: '/a?b=1',
          protocol: 'HTTP/1.1',
          status: 200,
          bodyBytes: 3,
          durationMs: 57,
          upstreamMs: 50,
          agent: 'say "hi"',
        },
      },
      {
        line: `{ "time": "[21/Nov/2026:05:06:17 +0100]", "remoteIP": "192.0.2.7", "host": "www.example.org", "request": "/a", "query": "?b=1", "method": "GET", "status": "304", "bytesSent": "180", "userAgent": "-" }`,
        record: {
          client: '192.0.2.7',
          startMs: endMs,
          zoneMinutes: 60,
          vhost: 'www.example.org',
          request: '/a',
          method: 'GET',
          target: '/a',
          query: 'b=1',
          status: 304,
          bytesOut: 180,
        },
      },
      {
        line: `{"time":"${time}","method":"POST","uri":"/a?b=1","status":200,"body_bytes":12,"response_time":0.057,"ua":"UA1"}`,
        record: {
          endMs,
          zoneMinutes: 60,
          method: 'POST',
          target: '/a?b=1',
          status: 200,
          bodyBytes: 12,
          durationMs: 57,
          agent: 'UA1',
        },
      },
    ],
  },
  {
    name: 'caddy',
    format: 'caddy',
    samples: [
      {
        line: `{"level":"info","ts":1795233977.25,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"10.0.0.1","remote_port":"4790","client_ip":"192.0.2.7","proto":"HTTP/2.0","method":"GET","host":"www.example.org","uri":"/a?b=1","headers":{"Accept":["*/*"],"User-Agent":["curl/8.5.0"]},"tls":{"proto":"h2"}},"bytes_read":7,"user_id":"","duration":0.000002701,"size":3,"status":200,"resp_headers":{"Server":["Caddy"]}}`,
        record: {
          client: '192.0.2.7',
          endMs: endMs + 250,
          durationMs: 0.002701,
          vhost: 'www.example.org',
          method: 'GET',
          target: '/a?b=1',
          protocol: 'HTTP/2.0',
          status: 200,
          bodyBytes: 3,
          bytesIn: 7,
          agent: 'curl/8.5.0',
        },
      },
    ],
  },
  {
    name: 'traefik',
    format: 'traefik',
    samples: [
      {
        line: `{"ClientAddr":"192.0.2.7:3949","ClientHost":"192.0.2.7","ClientUsername":"-","DownstreamContentSize":357,"DownstreamStatus":200,"Duration":357000,"OriginDuration":324000,"RequestContentSize":0,"RequestHost":"www.example.org","RequestMethod":"GET","RequestPath":"/a?b=1","RequestProtocol":"HTTP/1.1","ServiceURL":{"Scheme":"http","User":null},"StartUTC":"2026-11-21T04:06:17.250000000Z","request_User-Agent":"curl/8.5.0","time":"2026-11-21T04:06:17Z"}`,
        record: {
          client: '192.0.2.7',
          startMs: endMs + 250,
          zoneMinutes: 0,
          durationMs: 0.357,
          upstreamMs: 0.324,
          vhost: 'www.example.org',
          method: 'GET',
          target: '/a?b=1',
          protocol: 'HTTP/1.1',
          status: 200,
          bodyBytes: 357,
          bytesIn: 0,
          agent: 'curl/8.5.0',
        },
      },
    ],
  },
  {
    name: 'api_gateway',
    format: 'api_gateway',
    samples: [
      {
        line: `{"requestId":"JKJaXmPLvHcESHA=","ip":"192.0.2.7","requestTime":"21/Nov/2026:04:06:17 +0000","httpMethod":"GET","path":"/pets","status":"200","protocol":"HTTP/1.1","responseLength":"157","responseLatency":"12"}`,
        record: {
          client: '192.0.2.7',
          startMs: endMs,
          zoneMinutes: 0,
          method: 'GET',
          path: '/pets',
          protocol: 'HTTP/1.1',
          status: 200,
          bodyBytes: 157,
          durationMs: 12,
        },
      },
    ],
  },
];
