import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { largeFrom } from '../detectors/usual-size.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { RequestBatch } from '../rollup/request-batch.ts';
import { touches } from '../rollup/subject-match.ts';
import { SubjectNames } from '../rollup/subject-names.ts';
import { AssetClients } from './asset-clients.ts';
import type { ClientIds } from './client-ids.ts';
import type { RequestCount } from './count-lines.ts';
import { largenessOf, MOST_EXEMPLARS, otherLargeness } from './largeness.ts';
import { type Largeness, LargestLines } from './largest-lines.ts';
import type { LookedIncident } from './looked.ts';
import { newNamesOf } from './new-names.ts';
import { type LinesAtHand, SliceCount } from './slice-count.ts';
import { SubjectKeys } from './subject-keys.ts';
import { WindowCount } from './window-count.ts';

interface CulpritCount {
  readonly culprit: AnalysedCulprit;
  readonly count: WindowCount;
  readonly largest: LargestLines;
  readonly slice: SliceCount;
}

function largestOf(largeness: Largeness): LargestLines {
  return new LargestLines(largeness, MOST_EXEMPLARS, otherLargeness[largeness]);
}

/** Counts what an incident's culprits and all traffic did in its window. */
export class IncidentCount implements RequestCount {
  readonly #window: TimeSpan;
  readonly #names: SubjectNames;
  readonly #traffic: WindowCount;
  readonly #assets = new AssetClients();
  readonly #culprits: readonly CulpritCount[];

  constructor(incident: AnalysedIncident, window: TimeSpan) {
    const { scene, culprits } = incident;
    this.#window = window;
    this.#names = new SubjectNames(scene.rollup.routeNames, newNamesOf(incident));
    this.#traffic = new WindowCount(window);
    this.#culprits = culprits.map((culprit) => ({
      culprit,
      count: new WindowCount(window),
      largest: largestOf(largenessOf(culprit)),
      slice: new SliceCount(largeFrom(scene, culprit.finding.lead.slice)),
    }));
  }

  add(batch: RequestBatch, lines: LinesAtHand, clients: ClientIds): void {
    const keysOf = (subject: Subject): SubjectKeys => new SubjectKeys(batch, subject, this.#names);
    const culprits = this.#culprits.map((one) => {
      const { subject } = one.culprit.finding.lead;
      const { route } = subject;
      return {
        ...one,
        keys: keysOf(subject),
        ofRoute: route === undefined ? undefined : keysOf({ route }),
      };
    });
    for (let at = 0; at < batch.length; at++) {
      const startMs = (batch.startUs[at] ?? 0) / 1000;
      if (!touches(this.#window, startMs, (batch.endUs[at] ?? 0) / 1000)) continue;
      const client = clients.of(at);
      this.#traffic.add(batch, at, client);
      this.#assets.add(batch, at, client);
      for (const { keys, ofRoute, count, largest, slice } of culprits) {
        if (!keys.has(at)) {
          if (ofRoute?.has(at)) slice.addOther(batch, at, lines);
          continue;
        }
        count.add(batch, at, client);
        largest.add(batch, at, lines.block);
        slice.add(batch, at, client, lines);
      }
    }
    this.#assets.endBatch();
    for (const { slice } of culprits) slice.endBatch(batch);
  }

  counted(): LookedIncident {
    const assetClients = this.#assets.clients.count;
    return {
      traffic: this.#traffic.totals(),
      ...(assetClients === undefined ? {} : { assetClients }),
      culprits: this.#culprits.map(({ count, largest, slice }) => ({
        totals: count.totals(),
        largest: largest.largest,
        facts: slice.facts(this.#assets),
        limitsHit: slice.limitsHit,
      })),
    };
  }
}
