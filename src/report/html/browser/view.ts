import type { Picture } from '../../../chart/picture.ts';

/** The part of a picture's time that is shown. */
export interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the buttons of a figure do. */
export type Zoom = 'in' | 'out' | 'earlier' | 'later' | 'incident' | 'whole';

/** A view shows at least so many points. */
const LEAST_POINTS = 4;
/** Of the view's length: how far one step goes, and room around the incident. */
const STEP = 0.5;
const ROOM = 0.1;

/** The view after a button; it never leaves the picture. */
export function zoomed({ fromMs, toMs }: View, zoom: Zoom, picture: Picture): View {
  const quarter = (toMs - fromMs) / 4;
  const step = STEP * (toMs - fromMs);
  const { incident } = picture;
  const room = ROOM * (incident.toMs - incident.fromMs);
  const wanted: Readonly<Record<Zoom, View>> = {
    in: { fromMs: fromMs + quarter, toMs: toMs - quarter },
    out: { fromMs: fromMs - 2 * quarter, toMs: toMs + 2 * quarter },
    earlier: { fromMs: fromMs - step, toMs: toMs - step },
    later: { fromMs: fromMs + step, toMs: toMs + step },
    incident: { fromMs: incident.fromMs - room, toMs: incident.toMs + room },
    whole: picture,
  };
  return within(wanted[zoom], picture);
}

/** A view of a length that can be shown, moved into the picture. */
export function within({ fromMs, toMs }: View, picture: Picture): View {
  const whole = picture.toMs - picture.fromMs;
  const least = Math.min(whole, LEAST_POINTS * picture.stepMs);
  const length = Math.min(whole, Math.max(least, toMs - fromMs));
  const middle = (fromMs + toMs) / 2;
  const from = Math.min(picture.toMs - length, Math.max(picture.fromMs, middle - length / 2));
  return { fromMs: from, toMs: from + length };
}
