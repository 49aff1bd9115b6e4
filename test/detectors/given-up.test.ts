import { describe, expect, it } from 'vitest';
import { givenUp } from '../../src/detectors/given-up.ts';
import { sliceCase, tally } from './cases.ts';

const named = (status: string): { readonly scored: { readonly subject: { status: string } } } => ({
  scored: { subject: { status } },
});

describe('givenUp', () => {
  it.each([
    ['504', /^A gateway answers 504 /],
    ['499', /^nginx logs 499 /],
  ])('says what status %s tells of durations', (status, text) => {
    const detection = givenUp(sliceCase({}, named(status)));
    expect(detection).toMatchObject({
      observations: [{ name: 'given-up', value: 300, text: expect.stringMatching(text) }],
    });
  });

  it.each([
    [
      tally({ '/shop/oak': 200, '/shop/elm': 100 }),
      'They were for `/shop/oak` (200 times), `/shop/elm` (100 times).',
    ],
    [
      tally({ '/a': 90, '/b': 80, '/c': 50, '/d': 40, '/e': 20 }, 9),
      'They were for 9 routes, most for `/a` (90 times), `/b` (80 times), `/c` (50 times), `/d` (40 times).',
    ],
    [
      { ...tally({ '/a`b': 1 }), isMore: true },
      "They were for at least 1 route, most for `/a'b` (1 time).",
    ],
  ])('tells what they were for', (route, text) => {
    const detection = givenUp(sliceCase({ names: { route } }, named('504')));
    expect(detection).toMatchObject({ observations: [{}, { name: 'routes', text }] });
  });

  it.each([{ status: '503' }, { route: '/asked', status: '504' }, { route: '/asked' }])(
    'says nothing of %j',
    (subject) => {
      expect(givenUp(sliceCase({}, { scored: { subject } }))).toBe('clear');
    },
  );
});
