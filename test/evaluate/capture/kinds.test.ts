import { describe, expect, it } from 'vitest';
import { Draw } from '../generate/draw.ts';
import type { CaptureKind } from './capture-kind.ts';
import { kinds } from './kinds.ts';
import { phasesOf } from './phases.ts';
import type { SentRequest } from './sent-request.ts';
import { siteVisits } from './site-visits.ts';

const phases = phasesOf(1);
/** Plans are the same or not however long they are. */
const brief = phasesOf(0.2);
/** A host has other work to do: what a capture may have of its memory and of its time. */
const MOST_BYTES = 1.5e9;
const MOST_RATE = 100;

function plannedOf(
  { plan, rate, root }: CaptureKind,
  seed: number,
  span = phases,
): { readonly visits: readonly SentRequest[]; readonly requests: readonly SentRequest[] } {
  const draw = new Draw(seed);
  const usual = siteVisits({ spanSeconds: span.end, rate, root }, draw.apart());
  const { requests = [], visits = (same) => same } = plan(span, draw.apart());
  return { visits: visits(usual), requests };
}

/** As a combined log has it; what is slow to send its head has no path there. */
function lineOf({ client, method, target, agent }: SentRequest): string {
  return `${client} - - [time] "${method} ${target} HTTP/1.1" 200 1 "-" "${agent}"`;
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('a capture of %s', (_, kind) => {
  const { visits, requests } = plannedOf(kind, 1);
  const all = [...visits, ...requests];

  it('is planned the same with the same seed, and otherwise with another', () => {
    const text = (seed: number): string => JSON.stringify(plannedOf(kind, seed, brief));
    const first = text(1);
    expect([text(1) === first, text(2) === first]).toEqual([true, false]);
  });

  it('comes from addresses of the loopback within its time', () => {
    const isIn = ({ client, at }: SentRequest): boolean =>
      client.startsWith('127.') && at >= 0 && at < phases.end;
    expect(all.filter((one) => !isIn(one))).toEqual([]);
  });

  it('asks no more of the host than it may', () => {
    const { incident, recovery } = phases;
    const inIncident = all.filter(({ at }) => at >= incident && at < recovery);
    expect(inIncident.length / (recovery - incident)).toBeLessThan(MOST_RATE);
    const leaked = all.reduce((sum, one) => sum + one.leakedBytes, 0);
    expect(leaked + mostHeldAtOnce(all)).toBeLessThan(MOST_BYTES);
  });

  it('tells whose lines are guilty', () => {
    const { culprit } = kind;
    if (culprit === undefined) return;
    const regex = new RegExp(culprit.logRegex);
    const guilty = all.filter((one) => regex.test(lineOf(one)));
    const share = guilty.filter(({ at }) => at >= phases.incident).length / guilty.length;
    expect(guilty.length).toBeGreaterThanOrEqual(3);
    // More of them than by chance, where they did not come all the time.
    if (culprit.inWindow === undefined) expect(share).toBeGreaterThan(0.5);
    const others = requests.filter((one) => one.at < phases.incident && regex.test(lineOf(one)));
    expect(others).toEqual([]);
  });
});

/** Bytes that are held while a request is worked on, and its response taken. */
function mostHeldAtOnce(requests: readonly SentRequest[]): number {
  const changes = requests.flatMap(({ at, waitSeconds, bytes, bytesPerSecond, memoryBytes }) => [
    { at, by: memoryBytes },
    { at: at + waitSeconds + bytes / bytesPerSecond, by: -memoryBytes },
  ]);
  let [held, most] = [0, 0];
  for (const { by } of changes.sort((a, b) => a.at - b.at)) {
    held += by;
    most = Math.max(most, held);
  }
  return most;
}
