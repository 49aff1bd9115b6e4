import fc from 'fast-check';
import { getPattern, isbot, list } from 'isbot';
import { describe, expect, it } from 'vitest';
import { isCrawler, MORE_ROBOTS } from '../../src/request/crawler.ts';
import { access, linesOf, needsCorpus, why } from '../parsers/shared-logs.ts';

/** The patterns alone, all of them tried. */
function matches(agent: string): boolean {
  return isbot(agent) || MORE_ROBOTS.test(agent);
}

/** Texts that look like each pattern of isbot: its characters without what has a meaning. */
const looks: readonly string[] = list.map((pattern) =>
  pattern.replace(/\(\?<?[=!][^)]*\)|\\[bdsw]|[\\^$()?:[\]+*]/g, ''),
);
const pieces: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...looks),
  fc.constantFrom(...looks).map((text) => text.toUpperCase()),
  fc.constantFrom(...looks).chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))),
  fc.constantFrom('Mozilla/5.0 ', '(Windows NT 10.0)', ' ', ';', '/1.0;', 'GTmetrix', 'YLT Chrome'),
  fc.string({ maxLength: 4 }),
);

describe('a crawler', () => {
  it('is whom isbot’s patterns match, of which the list is the whole', () => {
    expect(getPattern().source).toBe(new RegExp(list.join('|'), 'i').source);
    expect(getPattern().flags).toBe('i');
  });

  it('is told as by all patterns', () => {
    const agents = fc.array(pieces, { maxLength: 6 }).map((all) => all.join(''));
    fc.assert(
      fc.property(agents, (agent) => {
        expect(isCrawler(agent)).toBe(matches(agent));
      }),
      { numRuns: 5000 },
    );
  });

  it.each(looks.map((look) => [look]))('that says %j is told', (look) => {
    for (const agent of [look, `x ${look}`, `${look} x`, `Mozilla/5.0 (${look}/2.0) Gecko`]) {
      expect(isCrawler(agent)).toBe(matches(agent));
    }
  });

  needsCorpus(`is told as by all patterns in real logs ${why}`, () => {
    const agents = new Set(
      ['elastic__examples/apache_logs', 'ployt0__nginx_log_parser/access.log'].flatMap((path) =>
        linesOf(access(path)).map((line) => agentIn(new TextDecoder().decode(line))),
      ),
    );
    expect(agents.size).toBeGreaterThan(1000);
    for (const agent of agents) expect(isCrawler(agent)).toBe(matches(agent));
  });
});

function agentIn(line: string): string {
  return line.split('"').at(-2) ?? '';
}
