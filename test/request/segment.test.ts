import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileRules, segmentTemplate, staysAsIs, tokenRules } from '../../src/request/segment.ts';
import { withoutEscapes } from '../../src/request/segment-escapes.ts';
import { makeupOf, makeupOfBytes } from '../../src/request/segment-makeup.ts';

const segments: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.uuid(),
  fc.ulid(),
  fc.stringMatching(/^[a-f\d]{0,12}(?:[-_.][a-f\d]{1,10}){0,7}(?:\.[a-z]{2,5})?$/),
  fc.stringMatching(/^[A-Za-z\d_=-]{10,70}$/),
  fc.stringMatching(/^(?:eyJ)?[\w-]{1,9}\.[\w-]{0,9}$/),
  fc.stringMatching(/^(?:%[2-9a-fA-F][\da-fA-F]|[{}\w]|é){0,12}$/),
);

function makeupOfAll(text: string): number {
  return makeupOf(text, 0, text.length);
}

/** The rules alone, each of them tried. */
function plainTemplate(encoded: string): string {
  const segment = withoutEscapes(encoded);
  const token = tokenRules.find(({ pattern }) => pattern.test(segment));
  if (token !== undefined) return token.name;
  return fileRules.reduce((text, { name, pattern }) => text.replace(pattern, name), segment);
}

describe('a segment', () => {
  it.each(
    [...tokenRules, ...fileRules].map((rule) => [rule.name, String(rule.pattern), rule] as const),
  )('has what the rule of %s needs where %s matches', (_, __, { pattern, needs }) => {
    // The generator knows neither looks around nor case: what it makes stands among what they may ask for.
    const source = pattern.source.replace(/\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g, '');
    // Without anchors it makes text on either side, which would seldom be what stands beside a number in a file's name.
    const whole = source.includes('^') ? source : `^(?:${source})$`;
    const core = fc.stringMatching(new RegExp(whole, pattern.flags.replace('i', '')));
    const matching = fc.oneof(
      core,
      core.map((text) => `a-${text}.js`),
      core.map((text) => `${text}.js`),
    );
    let matched = 0;
    fc.assert(
      fc.property(fc.oneof(segments, matching), (segment) => {
        if (!pattern.test(segment)) return;
        matched += 1;
        expect(makeupOfAll(segment) & needs).toBe(needs);
      }),
      { numRuns: 1000 },
    );
    expect(matched).toBeGreaterThan(0);
  });

  it('has the template that the rules alone give', () => {
    fc.assert(
      fc.property(segments, (segment) => {
        expect(segmentTemplate(segment, makeupOfAll(segment))).toBe(plainTemplate(segment));
      }),
      { numRuns: 2000 },
    );
  });

  it('is its own template where its makeup says so', () => {
    fc.assert(
      fc.property(segments, (segment) => {
        if (staysAsIs(makeupOfAll(segment))) expect(plainTemplate(segment)).toBe(segment);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['index', 'README', 'v2', 'contact-us', 'style_sheet.css', 'a-b-c-d-e', ''])(
    'like %j is seen to stay without any pattern',
    (segment) => {
      expect(staysAsIs(makeupOfAll(segment))).toBe(true);
    },
  );

  it('has the same makeup as text and as bytes, where it is ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (segment) => {
        const bytes = new TextEncoder().encode(segment);
        expect(makeupOfBytes(bytes, 0, bytes.length)).toBe(makeupOfAll(segment));
      }),
    );
  });
});

describe('escapes', () => {
  /** What RFC 3986 says, run by run. */
  function undone(segment: string): string {
    return segment.replace(/[{}]/g, encodeURIComponent).replace(/(?:%[\da-f]{2})+/gi, (run) => {
      try {
        const kept = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}/?#%;{}\\]/gu;
        return decodeURIComponent(run).replace(kept, encodeURIComponent);
      } catch {
        return run.toUpperCase();
      }
    });
  }

  it('are undone run by run', () => {
    const pieces = fc.constantFrom('%', '%2', '%20', '%7e', '%c3%a9', '%C3', '%ff', '{', '}', 'é');
    const texts = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 2 })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(withoutEscapes(text)).toBe(undone(text));
      }),
      { numRuns: 1000 },
    );
  });
});
