import { describe, expect, it, vi } from 'vitest';
import { MAX_CACHED_NAMES, NameCache } from '../../src/request/name-cache.ts';

describe('a name cache', () => {
  it('asks once for a name that repeats', () => {
    const name = vi.fn((text: string) => text.toUpperCase());
    const cache = new NameCache(name);
    expect([cache.get('a'), cache.get('b'), cache.get('a')]).toEqual(['A', 'B', 'A']);
    expect(name).toHaveBeenCalledTimes(2);
  });

  it('forgets when it is full, and gives the same names', () => {
    const name = vi.fn((text: string) => text.toUpperCase());
    const cache = new NameCache(name);
    for (let i = 0; i <= MAX_CACHED_NAMES; i++) cache.get(`x${i}`);
    expect(name).toHaveBeenCalledTimes(MAX_CACHED_NAMES + 1);
    expect(cache.get('x0')).toBe('X0');
    expect(name).toHaveBeenCalledTimes(MAX_CACHED_NAMES + 2);
  });
});
