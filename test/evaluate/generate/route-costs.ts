import type { Draw } from './draw.ts';

/** What a request costs that no log tells. */
export interface RequestCost {
  readonly cpuSeconds: number;
  readonly waitSeconds: number;
}

/** What answers a route: the middle of its cost, and the long answers among the short. */
interface RouteCost extends RequestCost {
  readonly sigma: number;
  readonly longShare: number;
  readonly longFactor: number;
}

const STATIC_FILE =
  /\.(?:css|js|png|jpe?g|gif|webp|svg|ico|woff2?|ttf|eot|map|txt|pdf|zip|gz|mp[34]|webm)(?:\?|$)/i;

/** Whether a target is a file as it lies on the disk. */
export function isStaticFile(target: string): boolean {
  return STATIC_FILE.test(target);
}

const FILE: RequestCost = { cpuSeconds: 0.001, waitSeconds: 0 };
/** Redirects, errors and pages that have not changed are answered before there is much to do. */
const SHORT_ANSWER = 0.25;

/** Costs of requests by their routes: a mixture of two log-normal distributions for each, drawn when it is first met. */
export class RouteCosts {
  readonly #draw: Draw;
  readonly #byRoute = new Map<string, RouteCost>();

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  costOf(asked: {
    readonly route: string;
    readonly target: string;
    readonly status: number;
  }): RequestCost {
    const draw = this.#draw;
    if (isStaticFile(asked.target)) return FILE;
    const { cpuSeconds, waitSeconds, sigma, longShare, longFactor } = this.#routeCost(asked.route);
    const isShort = asked.status >= 300 && asked.status < 500;
    const factor = (isShort ? SHORT_ANSWER : 1) * (draw.chance(longShare) ? longFactor : 1);
    return {
      cpuSeconds: draw.logNormal(cpuSeconds, sigma) * Math.min(factor, 2),
      waitSeconds: draw.logNormal(waitSeconds, sigma) * factor,
    };
  }

  #routeCost(route: string): RouteCost {
    const known = this.#byRoute.get(route);
    if (known !== undefined) return known;
    const draw = this.#draw;
    const cost = {
      cpuSeconds: draw.logBetween(0.01, 0.08),
      waitSeconds: draw.logBetween(0.02, 0.35),
      sigma: draw.between(0.3, 0.7),
      longShare: draw.between(0.01, 0.06),
      longFactor: draw.logBetween(3, 12),
    };
    this.#byRoute.set(route, cost);
    return cost;
  }
}
