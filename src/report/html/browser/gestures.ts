/** What a pointer does on a chart; places are pixels from its left and top. */
export interface Gestures {
  hover(x: number): void;
  click(x: number, y: number): void;
  /** A span is being chosen, or has been. */
  select(fromX: number, toX: number, isDone: boolean): void;
  /** Wheel with Ctrl, and pinching: closer where `closer`. */
  zoom(closer: boolean): void;
}

/** A pointer that moves less than this between press and release has clicked. */
const CLICK_PIXELS = 5;

/** Tells gestures on a chart. A plain wheel and a swipe up or down still scroll the page. */
export function listen(chart: HTMLElement, gestures: Gestures): void {
  let pressedX: number | undefined;
  const place = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = chart.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  chart.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    pressedX = place(event).x;
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener('pointermove', (event) => {
    const { x } = place(event);
    gestures.hover(x);
    if (pressedX !== undefined) gestures.select(pressedX, x, false);
  });
  chart.addEventListener('pointerup', (event) => {
    const { x, y } = place(event);
    if (pressedX === undefined) return;
    const isClick = Math.abs(x - pressedX) < CLICK_PIXELS;
    if (isClick) gestures.select(x, x, false);
    else gestures.select(pressedX, x, true);
    if (isClick) gestures.click(x, y);
    pressedX = undefined;
  });
  chart.addEventListener('pointercancel', () => {
    pressedX = undefined;
    gestures.select(0, 0, false);
  });
  chart.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      gestures.zoom(event.deltaY < 0);
    },
    { passive: false },
  );
}
