import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json } from '../../parsers/json/index.ts';
import { MAX_PAIRS } from '../../parsers/named-mapping.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { describeRoom } from './contract.ts';
import { bytesOf, compiled, parserOf, readWholeLine, zonelessIn } from './read-line.ts';

describeRoom({
  room: json,
  escaping: 'json',
  print: ({ client, user, vhost, time, request, status, bytes, referer, agent }) =>
    `{"time_local":"${time}","remote_addr":"${client}","remote_user":"${user}","host":"${vhost}","request":"${request}","status":${status},"body_bytes_sent":${bytes},"http_referer":"${referer}","http_user_agent":"${agent}"}`,
  refused: [
    ['apache', /apache is none of any, caddy, traefik/],
    ['clinet=ip', /"clinet" is no field; did you mean client\?/],
    ['squirrel=ip', /"squirrel" is no field; the fields are time, start/],
    ['client=ip,b', /"b" is no pair field=name/],
    ['time=', /no name tells the time/],
  ],
});

const stamp = '"time":"2026-11-21T04:06:17Z"';
const endMs = Date.UTC(2026, 10, 21, 4, 6, 17);
const required = `${stamp},"status":200`;
const told = { endMs, zoneMinutes: 0, status: 200 };

describe('lines of JSON', () => {
  const parser = compiled(json, '');

  it.each<[string, string, object]>([
    ['blanks', `  {"a" : 1 ,\t${required} } `, told],
    ['an empty object inside', `{"a":{},"b":[],${required}}`, told],
    ['a comma behind', `{${required}},`, told],
    ['a comma before the end', `{${required}, }`, told],
    ['values nobody knows', `{"a":{"status":[{"x":"}]\\""}]},"b":["]",1],${required}}`, told],
    ['null, nothing and a dash', `{"user":null,"size":-,"ua": ,"host":"-",${required}}`, told],
    [
      'a list without quotes',
      `{"upstream_response_time":0.1, 0.2,${required}}`,
      { ...told, upstreamMs: 300 },
    ],
    ['an exponent', `{"request_time":5.7e-02,${required}}`, { ...told, durationMs: 57 }],
    ['a unit in the value', `{"duration":"1m2.5s",${required}}`, { ...told, durationMs: 62_500 }],
    ['a unit in the name', `{"latencyMs":12.5,${required}}`, { ...told, durationMs: 12.5 }],
    ['a duration without a unit', `{"duration":12,${required}}`, told],
    [
      'the finer of two durations',
      `{"duration":"9s","request_time":0.057,${required}}`,
      { ...told, durationMs: 57 },
    ],
    [
      'names in another case',
      `{"Remote-Addr":"192.0.2.7",${required}}`,
      { ...told, client: '192.0.2.7' },
    ],
    ['a header as a list', `{"user_agent":["a","b"],${required}}`, { ...told, agent: 'a' }],
    ['escapes', `{"ua":"\\u20ac \\"\\/\\\\",${required}}`, { ...told, agent: '€ "/\\' }],
    [
      'the raw target before the path',
      `{"uri":"/a","request":"GET /a?b HTTP/1.1",${required}}`,
      {
        ...told,
        request: 'GET /a?b HTTP/1.1',
        method: 'GET',
        target: '/a?b',
        protocol: 'HTTP/1.1',
      },
    ],
    [
      'a request that is none',
      `{"request":"\\u0016\\u0003",${required}}`,
      { ...told, request: '\x16\x03' },
    ],
    [
      'a start, not the time of ingestion',
      `{"start_time":1795233977.5,"@timestamp":"2027-01-01T00:00:00Z","status":200}`,
      { startMs: endMs + 500, status: 200 },
    ],
    [
      'milliseconds since 1970',
      `{"ts":1795233977042,"status":200}`,
      { endMs: endMs + 42, status: 200 },
    ],
  ])('reads %s', (_, line, record) => {
    expect(readWholeLine(parser, line)).toEqual(record);
  });

  it.each([
    ['[]', /no JSON object/],
    ['', /no JSON object/],
    [`{${required}`, /does not end/],
    [`{${required}} x`, /followed by more text/],
    [`{"a":"b",x,${required}}`, /a quoted name is missing/],
    [`{"a" 1,${required}}`, /not followed by a colon/],
    [`{"a":"b" "c":1,${required}}`, /without a comma/],
    ['{"status":200}', /tells the time/],
    [`{${stamp}}`, /tells the status/],
    ['{"time":"yesterday","status":200}', /^time is no time$/],
    [`{${stamp},"status":"ok"}`, /^status is no number$/],
  ])('misses %s', (line, reason) => {
    expect(readWholeLine(parser, line)).toHaveProperty('reason', expect.stringMatching(reason));
  });

  it('keeps bytes that are no UTF-8 apart from the rest', () => {
    const line = Uint8Array.of(...bytesOf(`{"ua":"a`), 0xff, ...bytesOf(`b",${required}}`));
    expect(readWholeLine(parser, line)).toEqual({ ...told, agent: 'a\ufffdb' });
  });

  it('takes the escapes of servers that know no JSON for theirs', () => {
    const line = `{"ua":"\\x22q\\x22 \\\\x","request":"\\x16\\x03",${required}}`;
    expect(readWholeLine(parser, line)).toEqual({ ...told, agent: '"q" \\x', request: '\x16\x03' });
  });

  it('says at which value it stopped', () => {
    const bytes = bytesOf(`..{${stamp},"status":"ok"}`);
    const record = new AccessRecord();
    expect(parser.parse(bytes, 2, bytes.length, record)).toBeDefined();
    expect(record.stoppedAt).toBe(bytes.length - 4);
  });

  it('carries the fields that its lines have carried', () => {
    const fresh = compiled(json, '');
    expect(fresh.fields.size).toBe(0);
    readWholeLine(fresh, `{${required}}`);
    expect([...fresh.fields].sort()).toEqual(['endMs', 'status', 'zoneMinutes']);
  });

  it('reads what JSON.stringify writes, in any order of names', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text !== '-');
    const texts = fc.record({
      remote_user: value,
      referer: value,
      user_agent: value,
      other: value,
    });
    const entries = texts.chain((fields) =>
      fc.shuffledSubarray(Object.entries({ ...fields, status: 404, ts: endMs / 1000 }), {
        minLength: 6,
      }),
    );
    fc.assert(
      fc.property(entries, (pairs) => {
        const values = new Map(pairs);
        expect(readWholeLine(parser, JSON.stringify(Object.fromEntries(values)))).toEqual({
          endMs,
          status: 404,
          user: values.get('remote_user'),
          referer: values.get('referer'),
          agent: values.get('user_agent'),
        });
      }),
    );
  });
});

describe('a mapping of names', () => {
  it.each<[string, string, object]>([
    [
      'client=addr,durationMs=took',
      `{"addr":"192.0.2.7","took":12,${required}}`,
      { ...told, client: '192.0.2.7', durationMs: 12 },
    ],
    ['durationUs=took', `{"took":12,"request_time":5,${required}}`, { ...told, durationMs: 0.012 }],
    [
      'client=req.from.ip',
      `{"req":{"from":{"ip":"192.0.2.7"}},${required}}`,
      { ...told, client: '192.0.2.7' },
    ],
    ['client=req.ip', `{"req.ip":"192.0.2.7",${required}}`, { ...told, client: '192.0.2.7' }],
    ['target=a\\,b', `{"a,b":"/x",${required}}`, { ...told, target: '/x' }],
    ['status=', `{${stamp},"status":200}`, { endMs, zoneMinutes: 0 }],
    [
      'start=began,end=done',
      '{"began":1795233977,"done":1795233978,"status":200}',
      { startMs: endMs, endMs: endMs + 1000, status: 200 },
    ],
    ['time=at', `{"at":"2026-11-21T04:06:17Z","time":"2027-01-01T00:00:00Z","status":200}`, told],
    [
      'target=route',
      `{"request":"GET /a HTTP/1.1","route":"/b",${required}}`,
      { ...told, request: 'GET /a HTTP/1.1', method: 'GET', target: '/b', protocol: 'HTTP/1.1' },
    ],
    [
      'traefik,client=ClientAddr',
      '{"ClientAddr":"a:1","ClientHost":"a","StartUTC":"2026-11-21T04:06:17Z","DownstreamStatus":200}',
      { startMs: endMs, zoneMinutes: 0, status: 200, client: 'a:1' },
    ],
  ])('%s reads %s', (mapping, line, record) => {
    const format = parserOf(`json:${mapping}`);
    expect(readWholeLine(format, line)).toEqual(record);
  });

  it('bounds its pairs', () => {
    const pairs = Array.from({ length: MAX_PAIRS + 1 }, (_, i) => `client=a${i}`).join(',');
    expect(json.compile(pairs)).toHaveProperty(
      'reason',
      `the format holds more than ${MAX_PAIRS} pairs`,
    );
  });
});

describe('the zone of times in JSON and LTSV', () => {
  it.each([
    ['json', '{"ts":"2026-11-21T04:06:17","status":200}', ['endMs']],
    ['json', '{"ts":"2026-11-21T04:06:17Z","status":200}', []],
    ['json', '{"ts":1795233977,"status":200}', []],
    ['json:start=began', '{"began":"2026-11-21 04:06:17","status":200}', ['startMs']],
    ['json:start=a,end=b', '{"a":"2026-11-21 04:06:17","b":1795233979,"status":200}', ['startMs']],
    ['ltsv', 'time:2026-11-21T04:06:17\thost:192.0.2.7\treq:GET / HTTP/1.1\tstatus:200', ['endMs']],
    ['ltsv', 'time:[21/Nov/2026:05:06:17 +0100]\treq:GET / HTTP/1.1\tstatus:200', []],
  ])('%s says which lack it in %s', (name, text, zoneless) => {
    expect(zonelessIn(parserOf(name), text)).toEqual(zoneless);
  });
});
