import { isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { AccessRecord } from '../../parsers/record.ts';
import type { Exemplar } from '../report/report.ts';
import { joinedTarget } from '../request/request-names.ts';
import { withoutAddresses, withoutValues } from './anonymized-text.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What stands for a line that could not be read again: what it holds is not known. */
export const LEFT_OUT = '(left out: what this line holds is not known)';

/**
 * A line made anew, in the layout of `combined`, of what is known of a request: a log may hold cookies and other things that
 * nobody would think of replacing.
 */
export function anonymizedLine(
  { line, start, client }: Exemplar,
  format: string | undefined,
  pseudonyms: Pseudonyms,
): string {
  const record = recordOf(line, format);
  if (record === undefined) return LEFT_OUT;
  const url = (text: string | undefined): string =>
    text === undefined ? '-' : withoutValues(text, pseudonyms);
  const user = record.text('user');
  const request = [
    record.text('method') ?? '-',
    url(joinedTarget(record) ?? record.text('target')),
  ];
  return [
    client === undefined ? '-' : pseudonyms.of('client', client),
    '-',
    user === undefined ? '-' : pseudonyms.of('user', user),
    `[${start ?? '-'}]`,
    `"${request.join(' ')} ${record.text('protocol') ?? '-'}"`,
    record.number('status') ?? '-',
    record.number('bytesOut') ?? record.number('bodyBytes') ?? '-',
    `"${url(record.text('referer'))}"`,
    `"${withoutAddresses(record.text('agent') ?? '-', pseudonyms)}"`,
  ].join(' ');
}

function recordOf(line: string, name: string | undefined): AccessRecord | undefined {
  const format = name === undefined ? undefined : compileFormat(name);
  if (format === undefined || isMiss(format)) return undefined;
  const record = new AccessRecord();
  const bytes = new TextEncoder().encode(line);
  const miss = format.parser.parse(bytes, 0, bytes.length, record);
  return miss === undefined ? record : undefined;
}
