import { describe, expect, it } from 'vitest';
import { isOddAgent } from '../../src/request/odd-agent.ts';

const windows = (system: string, product: string): string =>
  `Mozilla/5.0 (Windows NT ${system}; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${product} Safari/537.36`;

describe('isOddAgent', () => {
  it.each([
    [windows('10.0', 'Chrome/142.0.0.0'), false],
    [windows('10.0', 'Chrome/38.0.2125.111'), true],
    [windows('6.1', 'Chrome/109.0.0.0'), false],
    [windows('6.1', 'Chrome/124.0.0.0'), true],
    ['Mozilla/5.0 (Windows NT 6.1; rv:115.0) Gecko/20100101 Firefox/115.0', false],
    ['Mozilla/5.0 (Windows NT 6.1; rv:140.0) Gecko/20100101 Firefox/140.0', true],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', false],
    ['Mozilla/5.0 (compatible; MSIE 6.0; Windows 98; Trident/3.1)', true],
    ['Opera/8.22 (X11; Linux i686; sl-SI) Presto/2.9.186 Version/12.00', true],
    ['SeekportBot', false],
    ['', false],
  ])('%s: %s', (agent, is) => {
    expect(isOddAgent(agent)).toBe(is);
  });
});
