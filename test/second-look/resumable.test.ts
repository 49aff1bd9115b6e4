import { expect, it } from 'vitest';
import { isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { LogFacts } from '../../src/ingest/log-facts.ts';
import { TimeFacts } from '../../src/request/time-facts.ts';
import { isResumable } from '../../src/second-look/resumable.ts';

function factsOf(tell: (times: TimeFacts) => void, jumps: TimeFacts['jumps'] = []): LogFacts {
  const facts = new LogFacts(new TimeFacts(undefined, jumps));
  const format = compileFormat('combined');
  if (isMiss(format)) throw new Error(format.reason);
  facts.format = format;
  tell(facts.times);
  return facts;
}

const jump = { atMs: 0, minutes: -60 } as never;

it.each<[string, LogFacts, string | undefined, boolean]>([
  ['with their zone', factsOf(({ zones }) => zones.observe(60)), 'Europe/Paris', true],
  ['in UTC for want of a zone', factsOf(({ zones }) => (zones.zoneless = 9)), undefined, true],
  ['by the zone that was given', factsOf(({ zones }) => (zones.zoneless = 9)), '+01:00', false],
  ['without their year', factsOf((times) => (times.yearless = 9)), undefined, false],
  ['by a clock that was put back', factsOf(() => undefined, [jump]), undefined, false],
])('tells whether a log can be read again from any segment on: times %s', (_, facts, zone, can) => {
  expect(isResumable(facts, zone)).toBe(can);
});
