import { describe, expect, it } from 'vitest';
import { plausibility } from '../../parsers/plausibility.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { bytesOf, parserOf } from './read-line.ts';

function plausibilityOf(format: string, line: string): number {
  const bytes = bytesOf(line);
  const record = new AccessRecord();
  expect(parserOf(format).parse(bytes, 0, bytes.length, record)).toBeUndefined();
  return plausibility(record);
}

describe('plausibility', () => {
  const time = '[21/Nov/2026:05:06:17 +0100]';
  const get = '"GET / HTTP/1.1"';
  it.each([
    ['a whole line', `192.0.2.7 - - ${time} ${get} 200 5`, 1],
    ['a refused request', `192.0.2.7 - - ${time} "-" 400 5`, 1],
    ['no request under success', `192.0.2.7 - - ${time} "-" 200 5`, 0.75],
    ['no client', `- - - ${time} ${get} 200 5`, 0.75],
    ['a user of two words', `192.0.2.7 - a b ${time} ${get} 200 5`, 0.5],
    ['a list torn apart', `192.0.2.7, 10.0.0.1, - ${time} ${get} 200 5`, 0.25],
    ['no HTTP status', `192.0.2.7 - - ${time} ${get} 2000 5`, 0],
    ['status 000', `192.0.2.7 - - ${time} ${get} 000 0`, 1],
  ])('%s', (_, line, value) => {
    expect(plausibilityOf('common', line)).toBe(value);
  });

  it('is nothing without a time or a status', () => {
    expect(plausibilityOf('%h %>s', '192.0.2.7 200')).toBe(0);
    expect(plausibilityOf('%h %t', `192.0.2.7 ${time}`)).toBe(0);
  });

  it('takes the words in a list of addresses for one', () => {
    expect(plausibilityOf('nginx:$remote_addr - [$time_local] $status', `a, b - ${time} 400`)).toBe(
      1,
    );
  });
});
