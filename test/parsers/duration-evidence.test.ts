import { describe, expect, it } from 'vitest';
import { detect } from '../../parsers/index.ts';

function logOf(durations: readonly number[], agent: string): readonly Uint8Array[] {
  return durations.map((duration, at) =>
    Buffer.from(
      `127.0.0.1 ${agent === '-' ? '127.0.0.1:34163' : '-'} - [22/Nov/2026:09:06:41 +1345] "GET /page${at % 4}.html HTTP/1.1" 200 1500 "-" "${agent}" ${duration}`,
    ),
  );
}

/** Of a lighttpd on loopback that sends small files, as it logged them. */
const microseconds = [203, 183, 8, 227, 782, 209, 881, 5683, 191, 244, 30_611, 764];
const seconds = [0, 0, 1, 0, 0, 0, 12, 0, 0, 300, 0, 0];

describe('durations of a log that nothing else tells the unit of', () => {
  it.each([
    ['a fast lighttpd', microseconds, '-', 'lighttpd_d'],
    ['a fast httpd', microseconds, 'Mozilla/5.0', 'combined_d'],
    ['a lighttpd in seconds, with a long poll', seconds, '-', 'lighttpd_t'],
  ])('are those of %s', (_, durations, agent, format) => {
    expect(detect(logOf(durations, agent)).best?.name).toContain(format);
  });
});
