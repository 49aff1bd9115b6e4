import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormat, MAX_PREFIXES } from '../../parsers/compile-format.ts';
import { detect } from '../../parsers/detect.ts';
import { prefixes } from '../../parsers/prefix.ts';
import { MAX_SERVICE_BYTES } from '../../parsers/prefix-container.ts';
import { MAX_FILE_NAME_BYTES } from '../../parsers/prefix-file.ts';
import { MAX_DATA_BYTES, MAX_WORD_BYTES } from '../../parsers/prefix-syslog.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { bytesOf, parserOf, readLine, type Values, valuesOf } from './read-line.ts';

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
