import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TempFolder } from '../../support/temp-folder.ts';
import { madeCases } from '../made-cases.ts';
import type { BackgroundLog, LoggedRequest } from './background-log.ts';
import { Draw } from './draw.ts';
import { families } from './families.ts';
import { makeCase } from './made-case.ts';
import { writeCase } from './write-case.ts';

const files = new TempFolder();
const resolution = { source: 'table', stepSeconds: 60, spanSeconds: 3600, rate: 0.5 } as const;

/** Each with a number of its own, so that it is found again. */
function loggedBy(draw: Draw, startMs: number, number: number): LoggedRequest {
  const route = draw.oneOf(['/', '/forum/topic', '/forum/user', '/api/v1/tiles', '/img/logo.png']);
  return {
    startMs,
    durationSeconds: undefined,
    client: `198.51.100.${draw.whole(1, 200)}`,
    agent: 'Reader/1.0 "beta"',
    referer: '-',
    method: draw.chance(0.1) ? 'POST' : 'GET',
    target: `${route}?number=${number}`,
    route,
    status: draw.chance(0.1) ? 404 : 200,
    bytes: draw.whole(100, 60_000),
  };
}

function madeLog(): BackgroundLog {
  const draw = new Draw(3);
  const times = draw.arrivals(0.1, 0, 40_000);
  return { name: 'forum.log', requests: times.map((at, i) => loggedBy(draw, at * 1000, i)) };
}

const background = madeLog();

it.each(families.map((family) => [family.name, family] as const))(
  '%s on a real log: its lines in their order, and whose each line is',
  async (name, family) => {
    const folder = files.folder(name);
    const made = makeCase('c1', family, 11, { resolution, background, format: 'nginx_rt' });
    await writeCase(folder, made);
    const truth = JSON.parse(readFileSync(join(folder, 'truth/c1.json'), 'utf8')) as object;
    expect(truth).toHaveProperty('background', 'forum.log');
    const [labelled] = await madeCases(folder);
    if (labelled === undefined) throw new Error('no case was written');
    const lines = await labelled.linesOf(labelled.logs.at(-1)?.path ?? '');
    for (const { id } of labelled.culprits) expect(lines?.culprits).toContain(id);
    const served = made.hosts.at(-1)?.happened.served ?? [];
    // A line of the log is the culprit's only where a page of the log became slow.
    expect(Array.from(lines?.culprits ?? [])).toEqual(served.map(({ request }) => request.owner));
    expect(lines?.texts).toHaveLength(served.length);
    const begun = made.hosts.at(-1)?.happened.served.toSorted((a, b) => a.start - b.start) ?? [];
    const numbers = begun
      .filter(({ request }) => request.owner === 0 && request.target.includes('number='))
      .filter(({ request }) => request.agent === 'Reader/1.0 "beta"')
      .map(({ request }) => Number(request.target.split('number=')[1]));
    expect(new Set(numbers).size).toBeGreaterThan(100);
    if (name === 'none') expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  },
);

it('asks for what the log has', () => {
  const own = new Set(background.requests.map(({ route }) => route));
  const asked = (name: string): readonly string[] => {
    const family = families.find((one) => one.name === name);
    if (family === undefined) throw new Error(`no family ${name}`);
    const { hosts } = makeCase('c1', family, 5, { resolution, background });
    const requests = hosts.flatMap(({ happened }) => happened.served.map(({ request }) => request));
    const culprits = requests.filter(({ owner }) => owner > 0);
    return [...new Set(culprits.map(({ target }) => target.split('?')[0] ?? ''))];
  };
  for (const name of [
    'slowbackend',
    'flashcrowd',
    'distributed',
    'cachebusting',
    'raisedvictims',
  ]) {
    for (const path of asked(name)) expect(own).toContain(path);
  }
});
