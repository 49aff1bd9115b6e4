import { describe, expect, it } from 'vitest';
import { agentName, isCrawler } from '../../src/request/agent.ts';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

describe('agentName', () => {
  it.each([
    ['Mozilla/5.0 (compatible; SeekportBot; +https://bot.seekport.com)', 'SeekportBot'],
    ['Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)', 'AhrefsBot'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot'],
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)',
      'ClaudeBot',
    ],
    ['Mozilla/5.0 (compatible; MJ12bot/v1.4.8; http://mj12bot.com/)', 'MJ12bot'],
    [
      'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
      'facebookexternalhit',
    ],
    ['python-requests/2.31.0', 'python-requests'],
    [chrome, chrome],
  ])('%s is %s', (agent, name) => {
    expect(agentName(agent)).toBe(name);
  });

  it('tells crawlers from people', () => {
    expect(isCrawler('curl/8.5.0')).toBe(true);
    expect(isCrawler(chrome)).toBe(false);
  });
});
