import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../src/chart/picture.ts';
import { type Zoom, zoomed } from '../../src/report/html/browser/view.ts';
import { chartedReport } from '../chart/charted-report.ts';

const [incident] = chartedReport.incidents;
const picture = incident === undefined ? undefined : pictureOf(incident);
if (picture === undefined) throw new Error('no picture');
const whole = { fromMs: picture.fromMs, toMs: picture.toMs };

describe('the view of a figure', () => {
  it('never leaves the picture, nor shrinks to nothing, whatever is pressed', () => {
    const zooms: readonly Zoom[] = ['in', 'out', 'earlier', 'later', 'incident', 'whole'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...zooms)), (pressed) => {
        const view = pressed.reduce((before, zoom) => zoomed(before, zoom, picture), whole);
        expect(view.fromMs).toBeGreaterThanOrEqual(whole.fromMs);
        expect(view.toMs).toBeLessThanOrEqual(whole.toMs + 1e-3);
        expect(view.toMs - view.fromMs).toBeGreaterThanOrEqual(4 * picture.stepMs - 1e-3);
      }),
    );
  });

  it('holds the incident', () => {
    const { fromMs, toMs } = zoomed(whole, 'incident', picture);
    expect(fromMs).toBeLessThan(picture.incident.fromMs);
    expect(toMs).toBeGreaterThan(picture.incident.toMs);
    expect(toMs - fromMs).toBeLessThan(whole.toMs - whole.fromMs);
  });

  it('goes back by as much as it went', () => {
    expect(zoomed(zoomed(whole, 'in', picture), 'out', picture)).toEqual(whole);
  });
});
