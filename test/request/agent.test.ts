import { describe, expect, it } from 'vitest';
import { agentName } from '../../src/request/agent.ts';
import { isCrawler } from '../../src/request/crawler.ts';

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
    [
      'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
      'meta-externalagent',
    ],
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot',
      'ChatGPT-User',
    ],
    [
      'Mozilla/5.0 (compatible; Google-Extended/1.0; +http://www.google.com/bot.html)',
      'Google-Extended',
    ],
    // https://developers.openai.com/api/docs/bots
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
      'GPTBot',
    ],
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; OAI-SearchBot/1.0; +https://openai.com/searchbot)',
      'OAI-SearchBot',
    ],
    // https://docs.perplexity.ai/guides/bots
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)',
      'PerplexityBot',
    ],
    // https://commoncrawl.org/ccbot
    ['CCBot/2.0 (https://commoncrawl.org/faq/)', 'CCBot'],
    // https://developer.amazon.com/amazonbot
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Amazonbot/0.1; +https://developer.amazon.com/support/amazonbot) Chrome/119.0.6045.214 Safari/537.36',
      'Amazonbot',
    ],
    // https://support.apple.com/en-us/119829
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)',
      'Applebot',
    ],
    [
      'meta-externalfetcher/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
      'meta-externalfetcher',
    ],
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; MistralAI-User/1.0; +https://docs.mistral.ai/robots)',
      'MistralAI-User',
    ],
    ['Claude-User (claude-code/2.1.86; +https://support.anthropic.com/)', 'Claude-User'],
    ['Claude-Web/1.0 (web crawler; +https://www.anthropic.com/; bots@anthropic.com)', 'Claude-Web'],
    [
      'Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)',
      'Bytespider',
    ],
    ['Mozilla/5.0 (compatible; Kangaroo Bot/1.0; +http://www.kangaroo.com)', 'Kangaroo Bot'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0.0.0 Safari/537.36 GTmetrix',
      'GTmetrix',
    ],
    ['Mozilla/5.0 (compatible; YandexImages/3.0; +http://yandex.com/bots)', 'YandexImages'],
    [
      'Mozilla/4.0 (compatible; grub-client-1.4.3; Crawl your own stuff with http://grub.org)',
      'grub-client',
    ],
    ['2Bone_LinkChecker/1.0 libwww-perl/6.03', '2Bone_LinkChecker'],
    ['The Knowledge AI', 'The Knowledge AI'],
    [chrome, chrome],
  ])('%s is %s', (agent, name) => {
    expect(agentName(agent)).toBe(name);
  });

  it('tells crawlers from people', () => {
    expect(isCrawler('curl/8.5.0')).toBe(true);
    expect(isCrawler(chrome)).toBe(false);
  });
});
