import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { largenessOf, MOST_EXEMPLARS, otherLargeness } from '../compose/exemplars.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { RequestBatch } from '../rollup/request-batch.ts';
import type { RouteNames } from '../rollup/route-names.ts';
import { touches } from '../rollup/subject-match.ts';
import type { ClientIds } from './client-ids.ts';
import type { RequestCount } from './count-lines.ts';
import { LargestLines } from './largest-lines.ts';
import type { LineBlock } from './line-blocks.ts';
import type { LookedIncident } from './looked.ts';
import { SubjectKeys } from './subject-keys.ts';
import { WindowCount } from './window-count.ts';

interface CulpritCount {
  readonly culprit: AnalysedCulprit;
  readonly count: WindowCount;
  readonly largest: LargestLines;
  /** By the other of both: where the log has no durations, or no bytes. */
  readonly otherwise: LargestLines;
}

/** Counts what an incident's culprits and all traffic did in its window. */
export class IncidentCount implements RequestCount {
  readonly #window: TimeSpan;
  readonly #routeNames: RouteNames;
  readonly #traffic: WindowCount;
  readonly #culprits: readonly CulpritCount[];

  constructor({ scene, culprits }: AnalysedIncident, window: TimeSpan) {
    this.#window = window;
    this.#routeNames = scene.rollup.routeNames;
    this.#traffic = new WindowCount(window);
    this.#culprits = culprits.map((culprit) => ({
      culprit,
      count: new WindowCount(window),
      largest: new LargestLines(largenessOf(culprit), MOST_EXEMPLARS),
      otherwise: new LargestLines(otherLargeness[largenessOf(culprit)], MOST_EXEMPLARS),
    }));
  }

  add(batch: RequestBatch, block: LineBlock, clients: ClientIds): void {
    const culprits = this.#culprits.map((one) => ({
      ...one,
      keys: new SubjectKeys(batch, one.culprit.finding.lead.subject, this.#routeNames),
    }));
    for (let at = 0; at < batch.length; at++) {
      const startMs = (batch.startUs[at] ?? 0) / 1000;
      if (!touches(this.#window, startMs, (batch.endUs[at] ?? 0) / 1000)) continue;
      const client = clients.of(at);
      this.#traffic.add(batch, at, client);
      for (const { keys, count, largest, otherwise } of culprits) {
        if (!keys.has(at)) continue;
        count.add(batch, at, client);
        largest.add(batch, at, block);
        if (largest.largest.length === 0) otherwise.add(batch, at, block);
      }
    }
  }

  counted(): LookedIncident {
    return {
      traffic: this.#traffic.totals(),
      culprits: this.#culprits.map(({ count, largest, otherwise }) => ({
        totals: count.totals(),
        largest: largest.largest.length === 0 ? otherwise.largest : largest.largest,
      })),
    };
  }
}
