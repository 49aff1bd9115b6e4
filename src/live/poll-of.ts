import { ExpectedError } from '../errors.ts';
import type { Environment } from './access.ts';
import { isMunin, isPolled, isProc, isStatusPage } from './addresses.ts';
import { ApiPoll } from './api-poll.ts';
import { MuninPoll } from './munin-poll.ts';
import { PagePoll } from './page-poll.ts';
import { exporterPages, statusPages } from './page-readers.ts';
import { ProcPoll } from './proc-poll.ts';
import type { NamedPoll } from './steady-polling.ts';

/** What asks an address again and again, and keeps what it told for so long. Throws an ExpectedError where it is none. */
export function pollOf(
  address: string,
  { environment, keptMs }: { readonly environment: Environment; readonly keptMs: number },
): NamedPoll {
  if (isProc(address)) return new ProcPoll(keptMs);
  if (!URL.canParse(address)) {
    throw new ExpectedError(`${address} is no address`, 'write it like http://prometheus:9090');
  }
  const url = new URL(address);
  if (isMunin(address)) return new MuninPoll(url);
  if (isStatusPage(address)) return new PagePoll(url, { environment, keptMs, ...statusPages });
  if (isPolled(address)) return new PagePoll(url, { environment, keptMs, ...exporterPages });
  return new ApiPoll(url, environment, keptMs);
}
