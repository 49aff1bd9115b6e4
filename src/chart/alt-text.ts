import { quantity } from '../report/numbers.ts';
import type { Panel } from './panel.ts';
import type { Picture } from './picture.ts';

/** What a picture tells, for those who do not see it; safe to show. */
export function altText({ panels, when }: Picture): string {
  return `${when}. ${panels.map(panelText).join(' ')}`;
}

function panelText({ title, unit, values, baseline, limit }: Panel): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return `${title}: nothing known.`;
  const range = [Math.min(...known), Math.max(...known)]
    .map((value) => quantity(value, unit))
    .join(' to ');
  const usual = baseline === undefined ? '' : `, usually ${quantity(baseline, unit)}`;
  const top = limit === undefined ? '' : `, limit ${quantity(limit, unit)}`;
  return `${title}: ${range}${usual}${top}.`;
}
