import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockClock } from '../../parsers/block-clock.ts';
import { ClfClock } from '../../parsers/clf-time.ts';
import { blockWith, FRONT } from './block-with.ts';

const times = fc.constantFrom(
  '21/Nov/2026:23:59:58 +0100',
  '21/Nov/2026:23:59:60 +0100',
  '21/Nov/2026:23:59:61 +0100',
  '21/Nov/2026:23:59:5a +0100',
  '21/Nov/2026:23:59:00 +0100',
  '21/Nov/2026:23:58:58 +0100',
  '21/Nov/2026:23:59:58 -0100',
  '21/Nov/2026:23:59:58 +0130',
  '22/Nov/2026:23:59:58 +0100',
  '21/Nov/2026:24:59:58 +0100',
  '21/Nov/2027:23:59:58 +0100',
  '31/Feb/2026:23:59:58 +0100',
);

describe('BlockClock', () => {
  it('reads one time after another as ClfClock reads each', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 12 }), (all) => {
        const clock = new BlockClock();
        for (const time of all) {
          const block = blockWith(new TextEncoder().encode(time));
          const [timesMs, zones] = [new Float64Array(1), new Float64Array(1)];
          const one = new ClfClock();
          const epochMs = one.read(block.bytes, FRONT, block.end);
          expect(clock.take(block, FRONT, timesMs, zones, 0)).toBe(!Number.isNaN(epochMs));
          if (Number.isNaN(epochMs)) continue;
          expect([timesMs[0], zones[0]]).toEqual([epochMs, one.zoneMinutes]);
        }
      }),
    );
  });
});
