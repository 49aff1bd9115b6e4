import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { isCounted } from '../analysis/factors.ts';
import { contrastWeight } from '../analysis/farm-contrast.ts';
import type { LetGo } from '../analysis/let-go.ts';
import type { MissingLines } from '../analysis/missing-lines.ts';
import { isPerfect } from '../analysis/repetition.ts';
import { isLeak, lastsWithRequests, type Response } from '../analysis/response.ts';
import type { Scored } from '../analysis/score.ts';
import { LEAST_PLACEBOS, placeboChance } from '../analysis/verdict.ts';
import { isFromLog } from '../incidents/log-series.ts';
import { bytes, count, counted, decimal, duration, quantity, share } from '../report/numbers.ts';
import type { Evidence } from '../report/report.ts';
import { PLACEBO, type ScoreFactor } from '../report/score-factors.ts';
import type { Cost } from '../rollup/cost.ts';
import { unitOf } from '../series/series-unit.ts';
import { contrastText } from './contrast-text.ts';

/** A cost as the subject of a sentence. */
const costPhrases: Readonly<Record<Cost, string>> = {
  requests: 'requests',
  'bytes-out': 'bytes sent',
  'bytes-in': 'bytes received',
  'in-flight': 'requests in flight',
  'held-bytes': 'bytes in flight',
  aborts: 'aborted requests',
  errors: 'failed requests',
};

/** Evidence that weighs in the verdict. */
interface Weighing extends Evidence {
  readonly factor: ScoreFactor | typeof PLACEBO;
}

/**
 * The evidence for a culprit: one entry per factor, whose values multiply to the score, and one for the
 * placebo times where there were any.
 */
export function evidenceOf(
  { finding }: AnalysedCulprit,
  incident: AnalysedIncident,
): readonly Evidence[] {
  const { lead } = finding;
  const { weights } = lead;
  const entries: Weighing[] = [
    { factor: 'correlation', value: weights.fit, text: fitText(lead, incident) },
    { factor: 'explained', value: weights.explained, text: explainedText(lead, incident) },
    { factor: 'plausibility', value: weights.plausibility, text: slopeText(lead, incident) },
    { factor: 'onset-order', value: weights.order, text: orderText(lead) },
    { factor: 'coverage', value: weights.coverage, text: coverageText(lead) },
    { factor: 'support', value: weights.support, text: supportText(lead, incident) },
    { factor: 'innocence', value: weights.innocence, text: innocenceText(lead) },
    { factor: 'ownership', value: weights.ownership, text: ownershipText(lead) },
  ];
  if (weights.recurrence !== 1) {
    entries.push({
      factor: 'recurrence',
      value: weights.recurrence,
      text: recurrenceText(lead, incident),
    });
  }
  const { contrast } = finding;
  if (contrast !== undefined) {
    entries.push({
      factor: 'farm-contrast',
      value: contrastWeight(contrast),
      text: contrastText(contrast),
    });
  }
  const placebo = placeboEvidence(incident);
  return (placebo === undefined ? entries : [...entries, placebo]).map((entry) => ({
    ...entry,
    value: round(entry.value),
  }));
}

/** Numbers of a report carry four digits: more would be noise, and differ between machines. */
export function round(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(4));
}

function fitText({ cost, response, factors }: Scored, { scene }: AnalysedIncident): string {
  if (factors.missing !== undefined) return missingText(factors.missing, scene.series.name);
  if (factors.letGo !== undefined) return letGoText(factors.letGo, scene.series.name);
  const r = factors.correlation.toFixed(2);
  if (isFromLog(scene.series)) {
    return `Its ${costPhrases[cost]} move with ${scene.series.name}: r = ${r}.`;
  }
  return `Its ${costPhrases[cost]}${memoryPhrase(response)} move with ${scene.series.name}, the rest of the traffic held constant: r = ${r}.`;
}

/** What lines that did not come tell of requests in flight. */
function missingText({ expected, missing, later, spreads }: MissingLines, name: string): string {
  const back =
    later === undefined || later <= 0
      ? ''
      : `, and ${count(later)} beyond the expected ones did when it fell`;
  return `The log has no durations, but of ${count(expected)} lines that were to be expected while ${name} rose ${count(missing)} did not come${back}: ${decimal(spreads)} times what chance does.`;
}

/** What lines that came whenever the resource fell tell of requests in flight. */
function letGoText({ falls, requests }: LetGo, name: string): string {
  return `The log has no durations, but ${name} rose and fell ${counted(falls, 'time')}, and each time it fell one of its ${counted(requests, 'line')} was written, none at any other time: a request that ends lets go of what it held.`;
}

function memoryPhrase({ tauSeconds, hold, drains, fills, saturates }: Response): string {
  if (drains) return ', less and less as they are sent,';
  if (fills) return ', more and more while each lasts,';
  if (saturates) return ', as many as found room,';
  if (hold !== undefined) {
    const draining = hold.shape === 'draining' ? ', less and less,' : '';
    const side = hold.anchor === 'end' ? 'before its line was logged' : 'from its start';
    return `, each taken to be held${draining} for ${duration(hold.seconds)} ${side},`;
  }
  if (isLeak({ tauSeconds })) return ', added up,';
  return tauSeconds === 0 ? '' : `, felt for ${duration(tauSeconds)},`;
}

/** Up to this multiple of the rise an explanation is taken to be just as large. */
const CLEARLY_MORE = 1.1;

function explainedText({ factors }: Scored, { scene }: AnalysedIncident): string {
  const extra = `the extra ${quantity(scene.rise, unitOf(scene.series))}`;
  if (factors.explained >= CLEARLY_MORE) {
    return `It would account for ${decimal(factors.explained)} times ${extra}: more than there were.`;
  }
  return `It accounts for ${factors.explained > 1 ? 'all' : share(factors.explained)} of ${extra}.`;
}

function slopeText(
  { cost, response, factors, weights }: Scored,
  { scene }: AnalysedIncident,
): string {
  if (isFromLog(scene.series)) return 'It is itself a part of what rose.';
  const slope = `${quantity(factors.slope, unitOf(scene.series))} per ${unitPhrase(cost, response)}`;
  if (factors.pace !== undefined) {
    return `That is ${slope}, but it stood still for some of the time in which they came.`;
  }
  if (weights.plausibility >= 1) return `That is ${slope}, which is plausible.`;
  return `That is ${slope}, which is unusual for ${scene.series.role}.`;
}

function unitPhrase(cost: Cost, { tauSeconds, fills }: Response): string {
  const perSecond = fills || isLeak({ tauSeconds }) ? '' : ' a second';
  switch (cost) {
    case 'in-flight':
      return fills ? 'request at its end' : 'request in flight';
    case 'held-bytes':
      return 'byte in flight';
    case 'bytes-out':
      return `byte sent${perSecond}`;
    case 'bytes-in':
      return `byte received${perSecond}`;
    case 'requests':
      return `request${perSecond}`;
    case 'aborts':
      return `aborted request${perSecond}`;
    case 'errors':
      return `failed request${perSecond}`;
  }
}

function orderText({ factors }: Scored): string {
  const { leadSeconds } = factors;
  if (Math.abs(leadSeconds) < 1) return 'It began together with the rise.';
  return `It began ${duration(Math.abs(leadSeconds))} ${leadSeconds > 0 ? 'before' : 'after'} the rise.`;
}

function coverageText({ cost, factors }: Scored): string {
  return `It carries ${share(factors.coverage)} of the largest surplus of ${costPhrases[cost]} among all slices.`;
}

function supportText(scored: Scored, incident: AnalysedIncident): string {
  const { repetition } = scored.factors;
  const surplus = surplusText(scored, incident);
  if (repetition === undefined || !isPerfect(repetition)) return surplus;
  return `It came with each of the incident’s ${counted(repetition.episodes, 'rise')}, and at no other time. ${surplus}`;
}

function surplusText({ cost, response, factors }: Scored, { scene }: AnalysedIncident): string {
  const { observed, expected } = factors;
  // The report's own figures are of the window to the second.
  const where = `in the incident, by whole steps of ${duration(scene.bins.stepMs / 1000)}, where`;
  if (lastsWithRequests(cost, response)) {
    return observed > 0
      ? `Of its ${costPhrases[cost]} ${share(Math.max(0, observed - expected) / observed)} are new in the incident.`
      : `None of its ${costPhrases[cost]} are new.`;
  }
  return isCounted(cost)
    ? `${counted(observed, 'such request')} ${where} ${count(expected)} were to be expected.`
    : `${bytes(observed)} ${where} ${bytes(expected)} were to be expected.`;
}

function innocenceText({ factors }: Scored): string {
  return `It makes ${share(factors.share)} of all requests in the span that was looked at.`;
}

function ownershipText({ weights }: Scored): string {
  return weights.ownership < 1
    ? 'It slowed down no more than everything else did, and was not asked for more often.'
    : 'It was asked for more often, or slowed down beyond everything else: it is no victim of a slow machine.';
}

function recurrenceText({ weights }: Scored, { scene }: AnalysedIncident): string {
  return weights.recurrence > 1
    ? `It fits other rises of ${scene.series.name} better than this one, or as well.`
    : `It fits this rise of ${scene.series.name} better than the others.`;
}

function placeboEvidence({ placebo }: AnalysedIncident): Weighing | undefined {
  if (placebo.tried === 0) return undefined;
  const { tried, asHigh } = placebo;
  const short = tried < LEAST_PLACEBOS ? ' Too few to settle it.' : '';
  return {
    factor: PLACEBO,
    value: placeboChance(placebo),
    text: `Set against ${counted(tried, 'other time')} of this log, ${asHigh === 0 ? 'none' : asHigh} scored as high.${short}`,
  };
}
