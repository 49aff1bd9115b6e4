import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../parsers/compile-format.ts';
import { isMiss } from '../../parsers/contract.ts';
import { detect } from '../../parsers/detect.ts';
import { prefixes } from '../../parsers/prefix.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { compilePresets } from '../../parsers/rooms.ts';
import { bytesOf } from './read-line.ts';

/** So long that a parser which goes back over a line again and again does not end within a test's time. */
const LINE_BYTES = 256 * 1024;

/** What lines of every format are full of, and what opens what never ends. */
const pieces = [
  '"',
  '\\',
  '\\"',
  '" "',
  ' ',
  '[',
  '] [',
  '{"a":',
  '{"a":"b",',
  ':',
  ', ',
  ' : ',
  '=',
  '\t',
  'a:\t',
  'a',
  '1',
  '%',
  '-',
  ' HTTP/1.1',
  '" HTTP/1.1 ',
  '\\x',
  '\\u00',
  'GET / HTTP/1.1" ',
  '[pid: ',
  '127.0.0.1 ',
  '=> generated ',
];

const formats = [
  ...compilePresets().map(({ preset }) => preset.name),
  ...prefixes.map(({ name }) => `${name}:combined`),
  'nginx:escape=none $request $status $upstream_response_time|$uri$is_args$args $http_user_agent',
];

describe('lines longer than any', () => {
  it.each(formats)('%s ends on whatever they are full of', (name) => {
    const format = compileFormat(name);
    if (isMiss(format)) throw new Error(format.reason);
    const record = new AccessRecord();
    // The head of a line that fits, so that what follows is reached.
    const heads = ['', '192.0.2.7 - - [21/Nov/2026:05:06:17 +0100] "', '[pid: 1|app: 0|req: 1/1] '];
    for (const piece of pieces) {
      for (const head of heads) {
        const line = bytesOf(head + piece.repeat(LINE_BYTES / piece.length));
        format.parser.parse(line, 0, line.length, record);
        expect(record.stoppedAt).toBeLessThanOrEqual(line.length);
      }
    }
  });

  it('are looked at by detection, which ends too', () => {
    const lines = pieces.map((piece) => bytesOf(piece.repeat(LINE_BYTES / 4 / piece.length)));
    expect(detect(lines).best).toBeUndefined();
  });
});

describe('any bytes', () => {
  it('are detected as something or refused with a reason of one line', () => {
    const line = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.array(fc.constantFrom(...pieces)).map((all) => bytesOf(all.join(''))),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const { best, reason } = detect(lines);
        if (best === undefined) expect(reason).toMatch(/^[^\n]+$/);
        else expect(best.parsed).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
