import { sameHost } from '../match-hosts.ts';
import { type Hint, pointsAt } from './hint.ts';
import {
  type FoundIncident,
  hostIncidents,
  type LookAround,
  lookCloser,
  type Watched,
} from './host-incidents.ts';

/** A hint at which nothing was to be seen on any of its hosts. */
export interface UnmetHint extends LookAround {
  readonly hint: Hint;
  /** Whether it names a host of which there is neither log nor series. */
  readonly isElsewhere: boolean;
}

export interface FarmIncidents<Host> {
  readonly found: readonly (FoundIncident & { readonly host: Host })[];
  readonly unmet: readonly UnmetHint[];
}

/** The incidents of all hosts; where a hint meets none of them, its hosts are looked at more closely at that time. */
export function farmIncidents<Host extends Watched & { readonly name: string | undefined }>(
  hosts: readonly Host[],
  hints: readonly Hint[],
): FarmIncidents<Host> {
  const found = hosts.flatMap((host) =>
    hostIncidents(
      host,
      hints.filter((hint) => isAt(hint, host)),
    ).map((one) => ({ ...one, host })),
  );
  const unmet: UnmetHint[] = [];
  for (const hint of hints) {
    const isMet = found.some(({ host, incident }) => isAt(hint, host) && pointsAt(hint, incident));
    if (isMet) continue;
    const looks = hosts
      .filter((host) => isAt(hint, host))
      .map((host) => ({ host, look: lookCloser(host, hint) }));
    const shy = looks.flatMap(({ host, look }) => ('incident' in look ? [{ ...look, host }] : []));
    if (shy.length > 0) found.push(...shy);
    else unmet.push(unmetBy(hint, looks));
  }
  return { found, unmet };
}

function isAt({ host }: Hint, { name }: { readonly name: string | undefined }): boolean {
  return host === undefined || name === undefined || sameHost(host, name);
}

function unmetBy(
  hint: Hint,
  looks: readonly { readonly look: FoundIncident | LookAround }[],
): UnmetHint {
  const around = looks.flatMap(({ look }) => ('incident' in look ? [] : [look]));
  const nearest = around.flatMap((look) => look.nearest ?? []).sort((a, b) => b.share - a.share)[0];
  const series = around.reduce((sum, look) => sum + look.series, 0);
  return { hint, series, nearest, isElsewhere: looks.length === 0 };
}
