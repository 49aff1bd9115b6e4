import type { LineRecord } from './contract.ts';

/** Whether the answer has no body, whatever its headers are: RFC 9110, section 6.4.1. */
export function isBodiless(record: LineRecord): boolean {
  const status = record.number('status');
  return status === 204 || status === 304 || record.text('method') === 'HEAD';
}
