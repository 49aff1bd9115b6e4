import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendRequest, NamedBatch } from '../../src/rollup/append-request.ts';
import { ODD_AGENTS } from '../../src/rollup/derived.ts';
import type { Subject } from '../../src/rollup/dimension.ts';
import { MAX_KEY_LENGTH } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import { RouteNames } from '../../src/rollup/route-names.ts';
import { isOf } from '../../src/rollup/subject-match.ts';
import { SubjectNames } from '../../src/rollup/subject-names.ts';
import { SubjectKeys } from '../../src/second-look/subject-keys.ts';

const names = new SubjectNames(new RouteNames([{ folder: '/user/', kept: ['login'] }]), {
  client: ['b', 'c'],
  route: ['/user/{…}'],
});
const long = `/${'x'.repeat(2 * MAX_KEY_LENGTH)}`;

function request(dimensions: Request['dimensions']): Request {
  const facts = { startMs: 1, endMs: 2, durationKnown: true, aborted: false, failed: false };
  return { ...facts, bytesOut: 1, bytesIn: undefined, source: 0, offset: 0, dimensions };
}

/** Which of the requests are the subject's, by their places. */
function found(all: readonly Request[], subject: Subject): number[] {
  const batch = new NamedBatch();
  for (const one of all) {
    appendRequest(batch, one, (place, name) => batch.newNames[place]?.id(name) ?? 0);
  }
  const keys = new SubjectKeys(batch, subject, names);
  return [...all.keys()].filter((at) => keys.has(at));
}

describe('SubjectKeys', () => {
  const requests = [
    { route: '/user/alice', client: 'a' },
    { route: '/user/login', client: 'a' },
    { route: '/user/bob', client: 'b' },
    { client: 'a' },
    { route: long },
  ].map(request);

  it.each<[string, Subject, number[]]>([
    ['a merged route', { route: '/user/{…}' }, [0, 2]],
    ['a name that was kept', { route: '/user/login' }, [1]],
    ['two dimensions', { route: '/user/{…}', client: 'a' }, [0]],
    ['one that some do not have', { client: 'a' }, [0, 1, 3]],
    ['a name that was cut', { route: `${long.slice(0, MAX_KEY_LENGTH - 1)}…` }, [4]],
    ['all traffic', {}, [0, 1, 2, 3, 4]],
    ['nobody', { agent: 'nobody' }, []],
    ['pages below a folder', { folder: '/user/' }, [0, 1, 2]],
    ['pages below a folder of one client', { folder: '/user/', client: 'b' }, [2]],
    ['those without an agent', { without: 'agent' }, [0, 1, 2, 3, 4]],
    ['clients that are new', { new: 'client' }, [2]],
    ['routes that are new, as they are called', { new: 'route' }, [0, 2]],
    ['new routes of a client', { new: 'route', client: 'a' }, [0]],
    ['agents where none is new', { new: 'agent' }, []],
    ['odd agents where none is told', { agentClass: ODD_AGENTS }, []],
  ])('find %s', (_, subject, expected) => {
    expect(found(requests, subject)).toEqual(expected);
  });

  it('find what culprit lines finds', () => {
    const some = fc.record(
      {
        route: fc.constantFrom('/user/x', '/user/login', '/user/', '/'),
        client: fc.constantFrom('a', 'b'),
        status: fc.constantFrom('200', '499'),
        agent: fc.constantFrom('MSIE 6.0', 'curl'),
      },
      { requiredKeys: [] },
    );
    const subject = fc.record(
      {
        route: fc.constantFrom('/user/{…}', '/user/login', '/'),
        client: fc.constantFrom('a', 'b'),
        folder: fc.constantFrom('/', '/user/'),
        agentClass: fc.constant(ODD_AGENTS),
        without: fc.constantFrom('agent', 'referer'),
        new: fc.constantFrom('client', 'agent', 'route'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 20 }), subject, (each, wanted) => {
        const all = each.map(request);
        const expected = [...all.keys()].filter((at) => {
          const one = all[at];
          return one !== undefined && isOf(one, wanted, names);
        });
        expect(found(all, wanted)).toEqual(expected);
      }),
    );
  });
});
