import { LineChart } from 'echarts/charts';
import {
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
} from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Geometry, geometryOf } from '../../../chart/geometry.ts';
import { chartOption } from '../../../chart/option.ts';
import { paletteOf } from '../../../chart/theme.ts';
import type { FigureData } from '../figure-data.ts';
import { listen } from './gestures.ts';
import { readout } from './readout.ts';
import { type View, within, type Zoom, zoomed } from './view.ts';

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

/** Keys on a chart, beside the arrows that move the mark. */
const KEYS: Readonly<Record<string, Zoom>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  PageUp: 'earlier',
  PageDown: 'later',
  Escape: 'whole',
};

/** A figure that can be explored: by mouse, by touch, by keyboard and by its buttons alike. */
export class LiveFigure {
  readonly #figure: HTMLElement;
  readonly #data: FigureData;
  readonly #live: HTMLElement;
  readonly #place: HTMLElement;
  readonly #output: HTMLElement;
  readonly #mark: HTMLElement = document.createElement('div');
  readonly #span: HTMLElement = document.createElement('div');
  readonly #dark: MediaQueryList = matchMedia('(prefers-color-scheme: dark)');
  #geometry: Geometry;
  #chart: ECharts | undefined;
  #view: View;
  #point: number | undefined;
  #culprit: string | undefined;

  constructor(figure: HTMLElement, data: FigureData) {
    this.#figure = figure;
    this.#data = data;
    this.#live = one(figure, '.live');
    this.#place = one(figure, '.chart');
    this.#output = one(figure, '.readout');
    this.#view = data.picture;
    this.#geometry = geometryOf(data.picture, 0);
    this.#mark.className = 'mark';
    this.#span.className = 'span';
  }

  start(): void {
    this.#figure.classList.add('is-live');
    this.#live.hidden = false;
    this.#chart = init(this.#place, null, { renderer: 'svg', width: 1, height: 1 });
    this.#place.append(this.#mark, this.#span);
    this.#mark.hidden = true;
    this.#span.hidden = true;
    this.#listen();
    this.#dark.addEventListener('change', () => this.#draw());
    new ResizeObserver(() => this.#fit()).observe(this.#place);
    this.#fit();
  }

  #listen(): void {
    for (const button of this.#live.querySelectorAll<HTMLElement>('[data-zoom]')) {
      button.addEventListener('click', () => this.#zoom(button.dataset['zoom'] as Zoom));
    }
    for (const button of this.#live.querySelectorAll<HTMLElement>('[data-culprit]')) {
      button.addEventListener('click', () => this.#choose(button.dataset['culprit']));
    }
    this.#place.addEventListener('keydown', (event) => this.#press(event));
    listen(this.#place, {
      hover: (x) => this.#tell(this.#pointAt(x)),
      click: (_, y) => this.#choose(this.#culpritAt(y)),
      select: (fromX, toX, isDone) => this.#select(fromX, toX, isDone),
      zoom: (closer) => this.#zoom(closer ? 'in' : 'out'),
    });
  }

  #press(event: KeyboardEvent): void {
    const zoom = KEYS[event.key];
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (zoom === undefined && step === undefined) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (zoom !== undefined) this.#zoom(zoom);
    if (step !== undefined) this.#tell((this.#point ?? this.#firstPoint()) + step);
  }

  #zoom(zoom: Zoom): void {
    this.#view = zoomed(this.#view, zoom, this.#data.picture);
    this.#draw();
  }

  #select(fromX: number, toX: number, isDone: boolean): void {
    const [left, right] = [Math.min(fromX, toX), Math.max(fromX, toX)];
    this.#span.hidden = isDone || left === right;
    this.#span.style.left = `${left}px`;
    this.#span.style.width = `${right - left}px`;
    if (!isDone) return;
    const chosen = { fromMs: this.#timeAt(left), toMs: this.#timeAt(right) };
    this.#view = within(chosen, this.#data.picture);
    this.#draw();
  }

  /** Shows the requests of a culprit, or hides them where they are shown. */
  #choose(culprit: string | undefined): void {
    if (culprit === undefined) return;
    this.#culprit = this.#culprit === culprit ? undefined : culprit;
    for (const button of this.#live.querySelectorAll<HTMLElement>('[data-culprit]')) {
      button.ariaPressed = String(button.dataset['culprit'] === this.#culprit);
    }
    for (const list of this.#live.querySelectorAll<HTMLElement>('[data-requests-of]')) {
      list.hidden = list.dataset['requestsOf'] !== this.#culprit;
    }
    this.#draw();
  }

  /** Marks a point and says what all strips show there. */
  #tell(point: number): void {
    const { picture } = this.#data;
    const last = Math.round((picture.toMs - picture.fromMs) / picture.stepMs) - 1;
    const next = Math.min(last, Math.max(0, point));
    if (next === this.#point) return;
    this.#point = next;
    this.#output.textContent = readout(picture, next);
    this.#placeMark();
  }

  #placeMark(): void {
    const { left, right } = this.#geometry;
    const { fromMs, stepMs } = this.#data.picture;
    const timeMs = fromMs + ((this.#point ?? 0) + 0.5) * stepMs;
    const share = (timeMs - this.#view.fromMs) / (this.#view.toMs - this.#view.fromMs);
    this.#mark.hidden = this.#point === undefined || share < 0 || share > 1;
    this.#mark.style.left = `${left + share * (right - left)}px`;
  }

  #fit(): void {
    const { clientWidth } = this.#place;
    if (clientWidth === 0 || clientWidth === this.#geometry.width) return;
    this.#geometry = geometryOf(this.#data.picture, clientWidth);
    const { width, height } = this.#geometry;
    this.#place.style.height = `${height}px`;
    this.#chart?.resize({ width, height });
    this.#draw();
  }

  #draw(): void {
    const { picture, requests } = this.#data;
    const option = chartOption(picture, {
      geometry: this.#geometry,
      palette: paletteOf(this.#dark.matches ? 'dark' : 'light'),
      view: this.#view,
      requests: this.#culprit === undefined ? [] : (requests[this.#culprit] ?? []),
    });
    this.#chart?.setOption(option, { notMerge: true });
    this.#placeMark();
  }

  #timeAt(x: number): number {
    const { left, right } = this.#geometry;
    const { fromMs, toMs } = this.#view;
    return fromMs + ((x - left) / (right - left)) * (toMs - fromMs);
  }

  #pointAt(x: number): number {
    const { fromMs, stepMs } = this.#data.picture;
    return Math.floor((this.#timeAt(x) - fromMs) / stepMs);
  }

  #firstPoint(): number {
    const { fromMs, stepMs } = this.#data.picture;
    return Math.ceil((this.#view.fromMs - fromMs) / stepMs) - 1;
  }

  #culpritAt(y: number): string | undefined {
    const at = this.#geometry.strips.findIndex(
      ({ titleTop, top, height }) => y >= titleTop && y <= top + height,
    );
    const panel = this.#data.picture.panels[at];
    return panel?.kind === 'culprit' ? panel.id : undefined;
  }
}

function one(parent: HTMLElement, selector: string): HTMLElement {
  const found = parent.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`no ${selector} in the figure`);
  return found;
}
