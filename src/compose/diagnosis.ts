import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { type Diagnosis, diagnose } from '../detectors/diagnose.ts';
import { rolledFacts, rolledTraffic } from '../detectors/rolled-facts.ts';
import type { SliceFacts, TrafficFacts } from '../detectors/slice-facts.ts';
import { type SliceTotals, sliceTotals } from '../detectors/slice-totals.ts';
import { largeFrom } from '../detectors/usual-size.ts';
import type { Evidence } from '../report/report.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { impliedDurations } from './durations-evidence.ts';
import { round } from './evidence.ts';
import type { ReportParts } from './report-parts.ts';

interface Context {
  readonly analysed: AnalysedIncident;
  readonly totals: SliceTotals;
  readonly window: TimeSpan;
  readonly parts: Pick<ReportParts, 'secondLook' | 'logs'>;
}

/** What a culprit did, by the facts of its lines where they were read again, else of the rollup. */
export function diagnosisOf(
  culprit: AnalysedCulprit,
  context: Context,
): Omit<Diagnosis, 'observations'> & {
  readonly evidence: readonly Evidence[];
  /** That most of its requests came over. */
  readonly protocol?: string;
} {
  const { lead } = culprit.finding;
  const known = factsOf(culprit, context);
  const { observations, ...rest } = diagnose({
    scored: lead,
    scene: context.analysed.scene,
    kind: culprit.kind,
    ...known,
    spanSeconds: (context.totals.lastMs - context.totals.firstMs) / 1000,
  });
  const facts = observations.map(({ name, value, text }) => ({
    factor: name,
    value: round(value),
    text,
  }));
  const implied = impliedDurations(culprit, context.analysed, context.parts.logs);
  const protocol = lead.subject.protocol ?? known.facts.names.protocol?.most[0]?.name;
  return {
    ...rest,
    ...(protocol === undefined ? {} : { protocol }),
    evidence: implied === undefined ? facts : [...facts, implied],
  };
}

function factsOf(
  culprit: AnalysedCulprit,
  { analysed, totals, window, parts }: Context,
): { readonly facts: SliceFacts; readonly traffic: TrafficFacts } {
  const looked = parts.secondLook?.looked.get(analysed);
  const own = looked?.culprits[analysed.culprits.indexOf(culprit)];
  if (looked !== undefined && own !== undefined) {
    const { requests, clients } = looked.traffic;
    const { assetClients } = looked;
    return {
      facts: own.facts,
      traffic: {
        requests,
        ...(clients === undefined ? {} : { clients }),
        ...(assetClients === undefined ? {} : { assetClients }),
      },
    };
  }
  const { scene } = analysed;
  const { slice, subject } = culprit.finding.lead;
  return {
    facts: rolledFacts(scene, subject, { totals, window, largeFrom: largeFrom(scene, slice) }),
    traffic: rolledTraffic(sliceTotals(scene.rollup, undefined, window)),
  };
}
