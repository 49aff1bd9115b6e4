import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { confidenceOf } from '../analysis/confidence.ts';
import { type JointShare, jointShares } from '../analysis/joint-shares.ts';
import { type SliceTotals, sliceTotals } from '../detectors/slice-totals.ts';
import type { Rung } from '../incidents/incident.ts';
import type { LogStart } from '../ingest/log-start.ts';
import type {
  CapacityInput,
  Culprit,
  Incident,
  LogInput,
  Report,
  SeriesInput,
  Traffic,
} from '../report/report.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { newNamesOf } from '../second-look/new-names.ts';
import { reportWindow } from '../second-look/report-window.ts';
import type { Series } from '../series/series.ts';
import type { AppliedCapacity } from '../series/stated-capacity.ts';
import { newProcessReason, reasonOf } from './abstention-text.ts';
import { adviceFor } from './advice/advice.ts';
import { softwareSeen } from './advice/software-seen.ts';
import { chartOf } from './chart.ts';
import { confidenceEvidence } from './confidence-evidence.ts';
import { diagnosisOf } from './diagnosis.ts';
import { evidenceOf, round } from './evidence.ts';
import { exemplarsOf } from './exemplars.ts';
import { isoTime } from './iso-time.ts';
import { jointEvidence } from './joint-evidence.ts';
import { limitsOf } from './limits.ts';
import { linkedIds } from './linked-incidents.ts';
import type { LogSummary } from './log-summary.ts';
import { mergedFoldersOf } from './merged-folders.ts';
import { remarksOf } from './remarks.ts';
import { repetitionEvidence } from './repetition-evidence.ts';
import type { ReportParts } from './report-parts.ts';
import { ruledOutText } from './ruled-out-text.ts';
import { timelineOf } from './timeline.ts';
import { victimsTold } from './victims-told.ts';

/** The report on an analysis: times, sentences and numbers for people and programs. Pure. */
export function composeReport(parts: ReportParts): Report {
  const { analysis, logs, series, capacities } = parts;
  const incidents = analysis.incidents.map((incident, at) => incidentOf(incident, at + 1, parts));
  return {
    schema: 'culprit/report@1',
    ...(parts.made === undefined ? {} : { made: parts.made }),
    verdict: verdictOf(parts),
    inputs: {
      ...(parts.options === undefined ? {} : { options: parts.options }),
      logs: logs.map((log) => logInput(log, parts)),
      series: series.map((one) => seriesInput(one, parts)),
      ...(capacities.length === 0 ? {} : { capacities: capacities.map(capacityInput) }),
    },
    incidents,
    timeline: timelineOf(analysis, incidents, parts.offsetMinutes),
    limits: limitsOf(parts),
  };
}

/** Without metrics a log in which nothing stands out does not say that the host was well. */
function verdictOf({ analysis, series }: ReportParts): Report['verdict'] {
  const isUnwatched = series.length === 0 && analysis.incidents.length === 0;
  return isUnwatched ? 'insufficient-data' : analysis.verdict;
}

function logInput(log: LogSummary, { offsetMinutes }: ReportParts): LogInput {
  const { path, host, format, formatSource, lines, parsed, missed, fromMs, toMs } = log;
  return {
    path,
    ...(host === undefined ? {} : { node: host }),
    format,
    ...(formatSource === undefined ? {} : { formatSource }),
    lines,
    parsed,
    missed,
    ...(fromMs === undefined ? {} : { from: isoTime(fromMs, offsetMinutes) }),
    ...(toMs === undefined ? {} : { to: isoTime(toMs, offsetMinutes) }),
    bytes: log.bytes,
    ...(log.clock.stamps === undefined ? {} : { stamps: log.clock.stamps }),
    ...(log.start.inSegment === 0 ? {} : { start: recordedStart(log.start) }),
  };
}

/** Without an order that decides nothing. */
function recordedStart({ inSegment, order }: LogStart): LogStart {
  return { inSegment, ...(Number.isFinite(order?.newestStartMs) ? { order } : {}) };
}

function seriesInput(series: Series, { offsetMinutes }: ReportParts): SeriesInput {
  const { name, node, role, unit, times, stepSeconds, capacity } = series;
  return {
    name,
    ...(node === undefined ? {} : { node }),
    role,
    unit,
    from: isoTime(times[0] ?? 0, offsetMinutes),
    to: isoTime(times.at(-1) ?? 0, offsetMinutes),
    stepSeconds: round(stepSeconds),
    points: series.values.filter(Number.isFinite).length,
    ...(capacity === undefined ? {} : { capacity }),
  };
}

function capacityInput(stated: AppliedCapacity): CapacityInput {
  const { role, value, source, text, host, series } = stated;
  return { role, value, source, text, ...(host === undefined ? {} : { node: host }), series };
}

function incidentOf(analysed: AnalysedIncident, number: number, parts: ReportParts): Incident {
  const { incident, scene, abstention, newProcess } = analysed;
  const { offsetMinutes } = parts;
  const { primary } = incident;
  const time = (ms: number): string => isoTime(ms, offsetMinutes);
  const id = String(number);
  const window = reportWindow(analysed, parts.within);
  const looked = parts.secondLook?.looked.get(analysed);
  const merged = mergedFoldersOf(analysed);
  const newNames = newNamesOf(analysed);
  const linked = linkedIds(analysed, parts.analysis.incidents);
  const shares = jointShares(
    analysed.culprits.map(({ finding }) => finding.lead),
    scene,
  );
  return {
    id,
    host: analysed.host ?? null,
    start: time(incident.startMs),
    end: time(incident.endMs),
    window: { from: time(window.fromMs), to: time(window.toMs) },
    logs: scene.tier.paths,
    onset: {
      time: time(primary.onset.timeMs),
      uncertaintySeconds: round(primary.onset.uncertaintyMs / 1000),
    },
    primary: {
      series: primary.window.series.name,
      role: primary.window.series.role,
      unit: primary.window.series.unit,
      baseline: round(primary.window.baseline),
      peak: round(peakOf(analysed)),
    },
    ladder: incident.ladder.map((rung) => ladderEntry(rung, time)),
    verdict: analysed.verdict,
    reasons: [
      ...(newProcess === undefined ? [] : [newProcessReason(newProcess)]),
      ...(abstention === undefined ? [] : [reasonOf(abstention, scene)]),
      ...remarksOf(analysed, parts.analysis.incidents),
    ],
    ...(linked.length === 0 ? {} : { linked }),
    ...(merged.length === 0 ? {} : { mergedFolders: merged }),
    ...(newNames === undefined ? {} : { newNames }),
    ...(analysed.culprits.length === 0
      ? {}
      : {
          countedBy: looked === undefined ? 'bucket' : 'line',
          traffic: trafficOf(looked?.traffic ?? sliceTotals(scene.rollup, undefined, window)),
        }),
    culprits: analysed.culprits.map((culprit, at) =>
      culpritOf(culprit, { incidentId: id, rank: at + 1, window, analysed, shares, parts }),
    ),
    victims: victimsTold(analysed),
    ruledOut: analysed.ruledOut.map((one) => ({ subject: one.subject, text: ruledOutText(one) })),
    chart: chartOf(analysed, id, offsetMinutes),
  };
}

function peakOf({ incident, scene }: AnalysedIncident): number {
  const { direction } = scene.series;
  const peaks = incident.episodes.map(({ peak }) => peak * direction);
  return Math.max(...peaks) * direction;
}

function ladderEntry(rung: Rung, time: (ms: number) => string): Incident['ladder'][number] {
  const { name, role } = rung.window.series;
  return { series: name, role, onset: time(rung.onset.timeMs) };
}

function trafficOf({ firstMs, lastMs, workerSeconds, ...counts }: SliceTotals): Traffic {
  return {
    ...counts,
    ...(workerSeconds === undefined ? {} : { workerSeconds: round(workerSeconds) }),
  };
}

function culpritOf(
  culprit: AnalysedCulprit,
  context: {
    readonly incidentId: string;
    readonly rank: number;
    readonly window: TimeSpan;
    readonly analysed: AnalysedIncident;
    readonly shares: readonly JointShare[];
    readonly parts: ReportParts;
  },
): Culprit {
  const { analysed, parts, window, rank, shares } = context;
  const idAt = (place: number): string => `${context.incidentId}.${place + 1}`;
  const shared = shares[rank - 1];
  const { lead, aliases } = culprit.finding;
  const isProven = culprit.verdict === 'culprit';
  const strength = { product: lead.score, isFirst: rank === 1, isProven };
  const looked = parts.secondLook?.looked.get(analysed)?.culprits[rank - 1];
  const totals = looked?.totals ?? sliceTotals(analysed.scene.rollup, lead.slice, window);
  const diagnosis = diagnosisOf(culprit, { analysed, totals, window, parts });
  const { kind, pattern, protocol } = diagnosis;
  return {
    id: idAt(rank - 1),
    rank,
    verdict: culprit.verdict,
    score: round(confidenceOf(strength)),
    product: round(strength.product),
    kind,
    ...(pattern === undefined ? {} : { pattern }),
    cost: lead.cost,
    subject: lead.subject,
    aliases,
    ...trafficOf(totals),
    explains: round(Math.min(1, lead.factors.explained)),
    ...(shared === undefined ? {} : { jointShare: round(shared.share) }),
    firstSeen: isoTime(totals.firstMs, parts.offsetMinutes),
    lastSeen: isoTime(totals.lastMs, parts.offsetMinutes),
    evidence: [
      ...evidenceOf(culprit, analysed),
      confidenceEvidence(strength),
      ...repetitionEvidence(culprit, analysed, {
        isFirst: rank === 1,
        all: parts.analysis.incidents,
      }),
      ...jointEvidence(shared, {
        series: analysed.scene.series.name,
        sharing: shares.length,
        idAt,
      }),
      ...diagnosis.evidence,
    ],
    exemplars: exemplarsOf(culprit, analysed, parts),
    advice: adviceFor({
      kind,
      ...(pattern === undefined ? {} : { pattern }),
      ...(protocol === undefined ? {} : { protocol }),
      role: analysed.scene.series.role,
      ...softwareSeen({
        logs: parts.logs.filter(({ host }) => host === undefined || host === analysed.host),
        paths: analysed.scene.tier.paths,
        configured: parts.configs.map(({ server }) => server),
        series: parts.series,
        subjects: [lead.subject, ...aliases],
      }),
    }),
  };
}
