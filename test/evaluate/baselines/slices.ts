import { baselineDimensions, type ParsedRequest } from './parsed-requests.ts';

/** Requests of one name, or of one route and client. */
export interface Slice {
  readonly name: string;
  readonly requests: readonly ParsedRequest[];
}

/** Slices that are kept of each cost: the largest in the windows. */
const KEPT = 150;

/** All slices with a good part of any cost in the windows. */
export function slicesOf(
  requests: readonly ParsedRequest[],
  isInside: (request: ParsedRequest) => boolean,
): readonly Slice[] {
  const all = new Map<string, ParsedRequest[]>();
  const put = (name: string, request: ParsedRequest): void => {
    const own = all.get(name);
    if (own === undefined) all.set(name, [request]);
    else own.push(request);
  };
  for (const request of requests) {
    for (const [at, dimension] of baselineDimensions.entries()) {
      const value = request.names[at];
      if (value !== undefined) put(`${dimension} ${value}`, request);
    }
    const [route, client] = request.names;
    if (route !== undefined && client !== undefined)
      put(`route ${route}, client ${client}`, request);
  }
  const slices = [...all].map(([name, own]) => ({ name, requests: own }));
  const kept = new Set<Slice>();
  for (const cost of [() => 1, bytesOf, secondsOf]) {
    const inside = slices.map((slice) => {
      const own = slice.requests.filter(isInside);
      return { slice, sum: own.reduce((sum, request) => sum + cost(request), 0) };
    });
    inside.sort((a, b) => b.sum - a.sum);
    for (const { slice, sum } of inside.slice(0, KEPT)) if (sum > 0) kept.add(slice);
  }
  return [...kept];
}

export function bytesOf({ bytes }: ParsedRequest): number {
  return bytes;
}

/** Time in flight. */
export function secondsOf({ startMs, endMs }: ParsedRequest): number {
  return (endMs - startMs) / 1000;
}
