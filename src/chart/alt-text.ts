import { quantity, quantityRange } from '../report/numbers.ts';
import type { Panel } from './panel.ts';
import type { Picture } from './picture.ts';

/** What a picture tells, for those who do not see it: the resource and its culprits; safe to show. */
export function altText({ panels, when, leftOut }: Picture): string {
  const told = panels.filter(({ kind }) => kind !== 'other').map(panelText);
  return [`${when}.`, ...told, ...(leftOut === undefined ? [] : [leftOut])].join(' ');
}

function panelText({ title, kind, unit, values, baseline, limit }: Panel): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return `${title}: nothing known.`;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (kind === 'culprit') return `${title}: up to ${quantity(most, unit)}.`;
  const usual = baseline === undefined ? '' : `, usually ${quantity(baseline, unit)}`;
  const top = limit === undefined ? '' : `, limit ${quantity(limit, unit)}`;
  return `${title}: ${quantityRange(least, most, unit)}${usual}${top}.`;
}
