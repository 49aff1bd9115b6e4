import { readFloatText } from './float-text.ts';
import { labelsEnd, readLabels } from './label-set.ts';
import { openMetricsLabels } from './openmetrics-labels.ts';
import { decodeText } from './quoted-text.ts';
import { isFault, type TextFault } from './text-fault.ts';

const SPACE = 0x20;
const HASH = 0x23;
const OPEN_BRACE = 0x7b;

/**
 * Characters of an exemplar's label names and values at most.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#exemplars
 */
export const MAX_EXEMPLAR_CHARACTERS = 128;

/** What is wrong with the exemplar `# {trace_id="a"} 0.5 1700000000` in `bytes[at, end)`, if anything is. */
export function exemplarFault(bytes: Uint8Array, at: number, end: number): TextFault | undefined {
  if (bytes[at] !== HASH || bytes[at + 1] !== SPACE || bytes[at + 2] !== OPEN_BRACE) {
    return { at, what: 'an exemplar or the line end is expected' };
  }
  const close = labelsEnd(bytes, at + 2, end);
  if (close < 0) return { at, what: 'the labels of an exemplar are not closed' };
  const set = readLabels(bytes, at + 2, close, openMetricsLabels);
  if (isFault(set)) return set;
  if (set.name !== undefined) return { at, what: 'an exemplar has no metric name' };
  const characters = [...set.labels].flat().reduce((sum, text) => sum + [...text].length, 0);
  if (characters > MAX_EXEMPLAR_CHARACTERS) {
    return { at, what: `labels of an exemplar over ${MAX_EXEMPLAR_CHARACTERS} characters` };
  }
  return numbersFault(bytes, close, end);
}

/** A value and perhaps a time. */
function numbersFault(bytes: Uint8Array, at: number, end: number): TextFault | undefined {
  const [blank, value = '', time = '0', ...others] = (decodeText(bytes, at, end) ?? '').split(' ');
  const isExemplar =
    blank === '' &&
    readFloatText(value) !== undefined &&
    Number.isFinite(readFloatText(time)) &&
    others.length === 0;
  return isExemplar
    ? undefined
    : { at, what: 'an exemplar needs a value, and perhaps a time, behind its labels' };
}
