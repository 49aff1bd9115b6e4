import type { Picture } from '../../../chart/picture.ts';
import { quantity } from '../../numbers.ts';

/** What all strips show in one point, in words. */
export function readout({ panels, fromMs, stepMs }: Picture, point: number): string {
  const time = new Date(fromMs + point * stepMs).toISOString().slice(0, 19).replace('T', ' ');
  const values = panels.map(({ title, unit, values: all, allTraffic }) => {
    const value = all[point];
    const every = allTraffic?.[point];
    const of = every === undefined || every === null ? '' : ` of ${quantity(every, unit)}`;
    const own = value === undefined || value === null ? 'not known' : quantity(value, unit);
    return `${title}: ${own}${of}`;
  });
  return `${time} · ${values.join(' · ')}`;
}
