import { bytes, counted, decimal } from '../report/numbers.ts';
import type { Detection, SliceCase } from './detection.ts';
import { requestsWhere } from './slice-facts.ts';

/** Methods whose requests carry a body (RFC 9110, 9.3; PATCH of RFC 5789). */
const WITH_BODY = /^(?:POST|PUT|PATCH)$/;
/** Such a share of the slice makes it one of uploads. */
const MOST_OF_IT = 0.8;
/** Fewer are no stream. */
const LEAST_REQUESTS = 30;

/**
 * A stream of uploads: nearly all requests bring a body, in a slice whose requests or received bytes add up. Few of them are uploads too
 * where memory fills while they last.
 */
export function uploadStream({
  scored,
  facts,
  kind,
  spanSeconds,
}: SliceCase): Detection | 'clear' | 'no-data' {
  const { fills: isFilling, letsGo } = scored.response;
  const fills = isFilling === true || letsGo !== undefined;
  if (kind !== 'upload' && kind !== 'steady-growth' && !fills) return 'clear';
  const { names, requests, received } = facts;
  if (names.method === undefined) return 'no-data';
  const uploads = requestsWhere(names.method, (method) => WITH_BODY.test(method));
  if (uploads < MOST_OF_IT * requests) return 'clear';
  const minutes = Math.max(1, spanSeconds / 60);
  const protocol = names.protocol?.most[0];
  const over =
    protocol !== undefined && protocol.requests >= MOST_OF_IT * requests
      ? ` over ${protocol.name}`
      : '';
  const size =
    received === undefined || received.requests === 0
      ? ''
      : ` of ${bytes(received.bytes / received.requests)} on average`;
  return {
    ...(fills ? { kind: 'upload' as const } : {}),
    ...(uploads >= LEAST_REQUESTS ? { pattern: 'upload-stream' } : {}),
    observations: [
      {
        name: 'uploads',
        value: uploads,
        text: `${counted(uploads, 'upload')}${size}${over}, ${decimal(uploads / minutes)} a minute.`,
      },
    ],
  };
}
