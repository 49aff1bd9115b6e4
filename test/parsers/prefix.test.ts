import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormat, MAX_PREFIXES } from '../../parsers/compile-format.ts';
import { UNTOLD_YEAR } from '../../parsers/contract.ts';
import { detect } from '../../parsers/detect.ts';
import { prefixes } from '../../parsers/prefix.ts';
import { MAX_SERVICE_BYTES } from '../../parsers/prefix-container.ts';
import { MAX_FILE_NAME_BYTES } from '../../parsers/prefix-file.ts';
import { MAX_DATA_BYTES, MAX_WORD_BYTES } from '../../parsers/prefix-syslog.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { bytesOf, parserOf, readLine, readWholeLine, type Values, valuesOf } from './read-line.ts';

const line =
  '192.0.2.7 - - [21/Nov/2026:05:06:17 +0100] "GET /a HTTP/1.1" 200 5 "-" "say \\"hi\\""';
const inner = readLine(parserOf('combined'), line) as Values;
const docker = (log: string): string =>
  `${JSON.stringify({ log, stream: 'stdout', time: '2026-11-21T04:06:17.123456789Z' })}`;

/** Prefixes as loggers write them, each with its name. */
const headers = [
  ['syslog', '<190>Nov 21 05:06:17 web1 nginx: '],
  ['syslog', 'Nov  1 05:06:17 web1 nginx[17]: '],
  ['syslog', 'Nov 21 05:06:17 nginx: '],
  ['syslog', 'Nov 21 05:06:17.123456 web1 httpd[17]: '],
  ['syslog', '2026-11-21T05:06:17.123456+01:00 web1 nginx: '],
  ['syslog', '2026-11-21T05:06:17+0100 web1 nginx[1]: '],
  ['syslog', 'Sat 2026-11-21 05:06:17 CET web1 nginx[1]: '],
  ['syslog', '1795233977.123456 web1 nginx[1]: '],
  ['syslog', '<34>1 2026-11-21T04:06:17.003Z web1.example nginx 17 ID47 - '],
  ['syslog', '<34>1 - - nginx - - [a@1 b="c]\\"d"][e@1] \ufeff'],
  ['cri', '2026-11-21T04:06:17.123456789Z stdout F '],
  ['cri', '2026-11-21T05:06:17.1+01:00 stderr F:x '],
  ['journal-export', 'MESSAGE='],
  ['compose', 'web-1  | '],
  ['file', 'access.log:'],
  ['file', '/var/log/httpd/access_log:'],
  ['file', 'other_vhosts_access.log.1:'],
  ['file-line', 'access.log:17:'],
] as const;

describe('prefixes', () => {
  it.each(headers)('%s steps over %j', (name, header) => {
    expect(readLine(parserOf(`${name}:combined`), header + line)).toEqual(inner);
    expect(detect([bytesOf(header + line)]).best?.name).toBe(`${name}:combined`);
  });

  it.each([
    ['docker', docker(`${line}\n`)],
    ['docker', docker(`${line}\r\n`)],
    ['docker', docker(line)],
    ['docker', `{"stream":"stdout", "attrs":{"log":"x"}, "log" : ${JSON.stringify(line)}}`],
    ['journal', JSON.stringify({ _PID: '1', PRIORITY: 6, MESSAGE: line, _HOSTNAME: 'web1' })],
  ])('%s unwraps %s', (name, wrapped) => {
    expect(readLine(parserOf(`${name}:combined`), wrapped)).toEqual(inner);
    expect(detect([bytesOf(wrapped)]).best?.name).toBe(`${name}:combined`);
  });

  it('reads a wrapped line without escapes where it lies', () => {
    const bytes = bytesOf(docker('192.0.2.7 - - [21/Nov/2026:05:06:17 +0100] GET\n'));
    const record = new AccessRecord();
    expect(
      parserOf('docker:apache:%h %l %u %t %m').parse(bytes, 0, bytes.length, record),
    ).toBeUndefined();
    expect(record.bytes).toBe(bytes);
    expect(record.text('method')).toBe('GET');
  });

  it.each([
    ['syslog:combined', `Nov 21 05:06:17 web1 nginx: ${line}`],
    ['docker:combined', docker(`${line}\n`)],
    ['file:syslog:combined', `access.log:Nov 21 05:06:17 web1 nginx: ${line}`],
  ])('%s keeps the line as the log has it', (name, text) => {
    const bytes = bytesOf(`..${text}\n`);
    const record = new AccessRecord();
    expect(parserOf(name).parse(bytes, 2, bytes.length - 1, record)).toBeUndefined();
    expect(valuesOf(record)).toEqual(inner);
    const own = record.lineBytes.subarray(record.lineStart, record.lineEnd);
    expect(new TextDecoder().decode(own)).toBe(text);
  });

  it.each([
    ['docker:syslog:combined', docker(`<190>Nov 21 05:06:17 web1 nginx: ${line}\n`)],
    ['compose:json', `web-1 | {"ts":1795233977,"status":200,"method":"GET","ip":"192.0.2.7"}`],
    ['docker:json', docker('{"ts":1795233977,"status":200,"method":"GET","ip":"192.0.2.7"}\n')],
    [
      'file:ltsv',
      'a.log:host:192.0.2.7\ttime:2026-11-21T04:06:17Z\treq:GET / HTTP/1.1\tstatus:200',
    ],
  ])('finds %s', (name, text) => {
    expect(detect([bytesOf(text)]).best?.name).toBe(name);
  });

  it.each([
    ['a host and its port', `www.example.org:80 ${line}`, 'vcombined'],
    ['an address of IPv6', line.replace('192.0.2.7', '2001:db8::1'), 'combined'],
    [
      'a label',
      'vhost:a.log\thost:192.0.2.7\ttime:2026-11-21T04:06:17Z\treq:GET / HTTP/1.1\tstatus:200',
      'ltsv',
    ],
    [
      'an address behind a file',
      `access.log:${line.replace('192.0.2.7', '2001:db8::1')}`,
      'file:combined',
    ],
    [
      'a line number and an address',
      `access.log:5:${line.replace('192.0.2.7', '2001:db8::1')}`,
      'file-line:combined',
    ],
    [
      'an address like a line number',
      `access.log:2500:${line.replace('192.0.2.7', '2001:db8::1')}`,
      'file-line:combined',
    ],
  ])('does not mistake %s', (_, text, name) => {
    expect(detect([bytesOf(text)]).best?.name).toMatch(new RegExp(`^(?:${name}|vhost_combined)$`));
  });

  it('takes a prefix that half of the lines have', () => {
    const headed = bytesOf(`Nov 21 05:06:17 web1 nginx: ${line}`);
    const other = bytesOf('-- Boot 1f7c --');
    expect(detect([headed, other]).best?.name).toBe('syslog:combined');
    expect(detect([headed, other, other]).best).toBeUndefined();
  });

  it.each([
    ['syslog:combined', 'Nov 21 05:06 web1 nginx: x', /does not begin with a syslog header/],
    [
      'syslog:combined',
      `<34>1 2026-11-21T04:06:17Z a b c d [${'x'.repeat(MAX_DATA_BYTES)}] x`,
      /a syslog header/,
    ],
    [
      'syslog:combined',
      `Nov 21 05:06:17 ${'x'.repeat(MAX_WORD_BYTES + 1)} nginx: x`,
      /a syslog header/,
    ],
    ['cri:combined', `2026-11-21T04:06:17Z stdout P ${line}`, /a header of the container runtime/],
    [
      'compose:combined',
      `${'x'.repeat(MAX_SERVICE_BYTES)} | ${line}`,
      /a service of docker compose/,
    ],
    ['file:combined', `${'log'.repeat(MAX_FILE_NAME_BYTES / 3)}.log:${line}`, /a file name/],
    ['file-line:combined', `a.log:${line}`, /a file name and line number/],
    ['docker:combined', '{"stream":"stdout"}', /not wrapped in docker's JSON/],
    ['docker:combined', '{"log":17}', /not wrapped in docker's JSON/],
    ['journal:combined', '{"MESSAGE":[65,66]}', /not wrapped in journald's JSON/],
    ['docker:combined', docker('hello\n'), /^%/],
  ])('%s misses %s', (name, text, reason) => {
    expect(readLine(parserOf(name), text)).toHaveProperty('reason', expect.stringMatching(reason));
  });

  it('are bounded in a format', () => {
    const spec = `${'file:'.repeat(MAX_PREFIXES + 1)}combined`;
    expect(compileFormat(spec)).toHaveProperty('reason', `more than ${MAX_PREFIXES} prefixes`);
    expect(compileFormat('syslog:squid')).toHaveProperty(
      'reason',
      expect.stringMatching(/no preset/),
    );
  });

  it('unwrap whatever JSON.stringify wraps', () => {
    const parser = parserOf('docker:apache:"%{User-Agent}i" %t');
    const agent = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/["\\]|^-$/.test(text));
    fc.assert(
      fc.property(agent, (text) => {
        const wrapped = docker(`"${text}" [21/Nov/2026:05:06:17 +0100]\n`);
        expect(readLine(parser, wrapped)).toHaveProperty('agent', text);
      }),
    );
  });

  it.each(prefixes.map(({ name }) => name))('%s reads any bytes without throwing', (name) => {
    const parser = parserOf(`${name}:combined`);
    const record = new AccessRecord();
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc
        .array(
          fc.constantFrom('{', '}', '"log"', '"', '\\', ':', ',', ' ', 'Nov 21', '<1>1', '[', 'a'),
        )
        .map((pieces) => bytesOf(pieces.join(''))),
    );
    fc.assert(
      fc.property(text, (bytes) => {
        const first = parser.parse(bytes, 0, bytes.length, record);
        expect(parser.parse(bytes, 0, bytes.length, record)).toBe(first);
        expect(record.stoppedAt).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

const TIMELESS = 'apache:%h "%r" %>s';
const timeless = '192.0.2.7 "GET / HTTP/1.1" 200';
const endMs = Date.UTC(2026, 10, 21, 4, 6, 17);
const untoldMs = Date.UTC(UNTOLD_YEAR, 10, 21, 5, 6, 17);

describe('the time of a logger', () => {
  it.each([
    ['syslog', `<190>Nov 21 05:06:17 web1 nginx: ${timeless}`, { endMs: untoldMs }],
    [
      'syslog',
      `Nov  1 05:06:17.25 nginx: ${timeless}`,
      { endMs: untoldMs - 20 * 86_400_000 + 250 },
    ],
    ['syslog', `2026-11-21T05:06:17+01:00 web1 nginx: ${timeless}`, { endMs, zoneMinutes: 60 }],
    [
      'syslog',
      `<34>1 2026-11-21T04:06:17Z web1 nginx 17 - - ${timeless}`,
      { endMs, zoneMinutes: 0 },
    ],
    [
      'syslog',
      `Sat 2026-11-21 05:06:17 CET web1 nginx[1]: ${timeless}`,
      { endMs: endMs + 3_600_000 },
    ],
    ['syslog', `Sat 2026-11-21 04:06:17 UTC web1 nginx[1]: ${timeless}`, { endMs, zoneMinutes: 0 }],
    ['syslog', `1795233977.125 web1 nginx[1]: ${timeless}`, { endMs: endMs + 125 }],
    ['cri', `2026-11-21T04:06:17.5Z stdout F ${timeless}`, { endMs: endMs + 500, zoneMinutes: 0 }],
    [
      'docker',
      JSON.stringify({ log: `${timeless}\n`, stream: 'stdout', time: '2026-11-21T04:06:17Z' }),
      { endMs, zoneMinutes: 0 },
    ],
    [
      'journal',
      JSON.stringify({ __REALTIME_TIMESTAMP: `${endMs}250`, MESSAGE: timeless }),
      { endMs: endMs + 0.25 },
    ],
  ])('%s is that of a line without one: %s', (name, text, times) => {
    const { request, method, target, protocol, ...values } = readWholeLine(
      parserOf(`${name}:${TIMELESS}`),
      text,
    ) as Values;
    expect(values).toEqual({ client: '192.0.2.7', status: 200, ...times });
  });

  it.each([
    ['Nov 21 05:06:17 web1 nginx: ', true, true],
    ['Sat 2026-11-21 05:06:17 CET web1 nginx[1]: ', true, false],
    ['2026-11-21T05:06:17+0100 web1 nginx[1]: ', false, false],
    ['1795233977.125 web1 nginx[1]: ', false, false],
  ])('says what %j lacks', (header, isZoneless, isYearless) => {
    const bytes = bytesOf(header + timeless);
    const record = new AccessRecord();
    expect(parserOf(`syslog:${TIMELESS}`).parse(bytes, 0, bytes.length, record)).toBeUndefined();
    expect(record).toMatchObject({ isYearless });
    expect(record.isZoneless('endMs')).toBe(isZoneless);
  });

  it('is that of names without one, but of a line that is no request', () => {
    const parser = parserOf('syslog:json');
    const header = 'Nov 21 05:06:17 web1 nginx: ';
    expect(readLine(parser, `${header}{"status":200,"ip":"192.0.2.7"}`)).toEqual({
      endMs: untoldMs,
      status: 200,
      client: '192.0.2.7',
    });
    expect(readLine(parser, `${header}{"msg":"started"}`)).toHaveProperty('reason');
  });

  it('is not taken for that of a line which has its own', () => {
    const text = 'Nov 21 09:09:09 web1 nginx: ';
    expect(readLine(parserOf('syslog:combined'), text + line)).toEqual(inner);
    expect(parserOf('syslog:combined').fields).not.toContain('endMs');
    expect(parserOf(`syslog:${TIMELESS}`).fields).toContain('endMs');
  });

  it.each(['Feb 30 05:06:17', 'Nov 21 25:06:17', 'Nov 21 05:06:61'])('is none: %s', (time) => {
    const values = readLine(parserOf(`syslog:${TIMELESS}`), `${time} web1 nginx: ${timeless}`);
    expect(values).not.toHaveProperty('endMs');
  });

  it('knows 29 February and 23:59:60', () => {
    const text = `Feb 29 23:59:60 web1 nginx: ${timeless}`;
    const values = readLine(parserOf(`syslog:${TIMELESS}`), text);
    expect(values).toHaveProperty('endMs', Date.UTC(UNTOLD_YEAR, 2, 1));
  });
});

describe('journalctl -o export', () => {
  const entry = (message: string): readonly string[] => [
    '__CURSOR=s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7',
    '__REALTIME_TIMESTAMP=1795233977125000',
    '_PID=17',
    'SYSLOG_IDENTIFIER=nginx',
    `MESSAGE=${message}`,
    'COREDUMP',
    '',
  ];
  const lines = [...entry('Started nginx.'), ...entry(line), ...entry(line)];

  it('is found, though few of its lines are messages', () => {
    expect(detect(lines.map(bytesOf)).best?.name).toBe('journal-export:combined');
  });

  it('has fields that do not speak against the format, and messages that do', () => {
    const parser = parserOf('journal-export:combined');
    expect(readLine(parser, '_PID=17')).toMatchObject({ between: true });
    expect(readLine(parser, 'COREDUMP')).toMatchObject({ between: true });
    expect(readLine(parser, 'MESSAGE=Started nginx.')).not.toHaveProperty('between');
    expect(readLine(parser, 'a line')).not.toHaveProperty('between');
    expect(readLine(parser, `${'A'.repeat(65)}=1`)).not.toHaveProperty('between');
  });

  it('is read where a message is no UTF-8, its length in front', () => {
    const data = bytesOf(line);
    const bytes = Uint8Array.of(data.length, 0, 0, 0, 0, 0, 0, 0, ...data);
    expect(readLine(parserOf('journal-export:combined'), bytes)).toEqual(inner);
    bytes[0] = data.length + 1;
    expect(readLine(parserOf('journal-export:combined'), bytes)).toHaveProperty('reason');
  });
});

describe('pieces of lines', () => {
  const pieceIn = (name: string, text: string): readonly unknown[] | undefined => {
    const bytes = bytesOf(text);
    const piece = parserOf(`${name}:combined`).pieceOf?.(bytes, 0, bytes.length);
    if (piece === undefined) return undefined;
    return [piece.stream, piece.isLast, piece.mayBeWhole, text.slice(piece.at, piece.stop)];
  };
  const long = 'x'.repeat(16 * 1024);

  it.each([
    ['cri', '2026-11-21T04:06:17Z stdout P abc', ['stdout', false, false, 'abc']],
    ['cri', '2026-11-21T04:06:17Z stderr F:x abc', ['stderr', true, true, 'abc']],
    ['cri', '2026-11-21T04:06:17Z stdout X abc', undefined],
    ['docker', '{"log":"abc\\n","stream":"stderr"}', ['stderr', true, true, 'abc\\n']],
    ['docker', '{"log":"abc\\\\n","stream":"stdout"}', ['stdout', false, true, 'abc\\\\n']],
    ['docker', '{"log":"abc","stream":"stdout"}', ['stdout', false, true, 'abc']],
    ['docker', `{"log":"${long}","stream":"stdout"}`, ['stdout', false, false, long]],
    ['docker', '{"message":"abc"}', undefined],
  ])('of %s are told: %s', (name, text, expected) => {
    expect(pieceIn(name, text)).toEqual(expected);
  });

  it('are none of formats whose logger cuts no lines', () => {
    expect(parserOf('combined').pieceOf).toBeUndefined();
    expect(parserOf('syslog:combined').pieceOf).toBeUndefined();
  });
});
