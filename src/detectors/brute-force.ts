import { counted, share } from '../report/numbers.ts';
import type { Detection, SliceCase } from './detection.ts';
import { requestsNamed, requestsWhere } from './slice-facts.ts';

/** Fewer tries are a person who forgot a password. */
const LEAST_REQUESTS = 30;
/** Each client tries so often; a page that many people send a form to has one or two of each. */
const LEAST_PER_CLIENT = 10;
/** Such a share of the requests sends something, or… */
const POSTED_SHARE = 0.8;
/** …such a share is refused. */
const REFUSED_SHARE = 0.3;
/** Not signed in, forbidden, too many tries (RFC 9110, 15.5; RFC 6585, 4). */
const REFUSED = /^(?:401|403|429)$/;
/** A guess is a name and a password; what is larger is an upload. Bytes with headers. */
const MOST_BYTES_RECEIVED = 8000;

/**
 * Many tries of few clients at one route: nearly all send something, or many are refused. An application may answer a
 * wrong password with 200, so that either sign is enough.
 */
export function bruteForce({ facts, kind, scored }: SliceCase): Detection | 'clear' | 'no-data' {
  const { requests, clients, names, received } = facts;
  if (kind === 'upload' || kind === 'steady-growth' || kind === 'oversized-response')
    return 'clear';
  if (scored.subject.route === undefined) return 'clear';
  if (clients === undefined || names.method === undefined) return 'no-data';
  if (requests < LEAST_REQUESTS || requests < LEAST_PER_CLIENT * clients) return 'clear';
  const posted = requestsNamed(names.method, 'POST') / requests;
  const refused = requestsWhere(names.status, (status) => REFUSED.test(status)) / requests;
  const isUpload =
    received !== undefined && received.bytes > MOST_BYTES_RECEIVED * received.requests;
  if (isUpload || (posted < POSTED_SHARE && refused < REFUSED_SHARE)) return 'clear';
  const how = [
    ...(posted > 0 ? [`${share(posted)} of them POST`] : []),
    ...(refused > 0 ? [`${share(refused)} refused with 401, 403 or 429`] : []),
  ];
  return {
    ...(kind === 'traffic-surge' ? { kind: 'crawler-burst' } : {}),
    pattern: 'brute-force',
    observations: [
      {
        name: 'tries-per-client',
        value: requests / clients,
        text: `${counted(requests, 'request')} of ${counted(clients, 'client')} to one URL, ${how.join(', ')}: tried again and again.`,
      },
    ],
  };
}
