import { expect, it } from 'vitest';
import { atOnce } from './at-once.ts';

it('does so many at once, and gives the results in the order of the items', async () => {
  let [running, most] = [0, 0];
  const results = await atOnce([30, 10, 20, 0], 2, async (ms) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, ms));
    running -= 1;
    return ms;
  });
  expect(results).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
});

it('fails where one fails', async () => {
  const job = (item: number): Promise<number> =>
    item === 2 ? Promise.reject(new Error('no')) : Promise.resolve(item);
  await expect(atOnce([1, 2, 3], 2, job)).rejects.toThrow('no');
});
