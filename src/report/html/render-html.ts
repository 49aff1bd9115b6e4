import { createHash } from 'node:crypto';
import { toHtml } from 'hast-util-to-html';
import type { Report } from '../report.ts';
import { element, textOf } from './element.ts';
import { pageContent } from './page-tree.ts';
import { contentsOf } from './sections.ts';
import { pageStyle } from './style.ts';

/**
 * The report as one page that asks for nothing from anywhere: style, `script` (browser/main.ts, bundled) and pictures are
 * in it, and its policy lets nothing else run or load. Without script it shows the same, with still pictures.
 */
export function renderHtml(report: Report, script: string): string {
  const sections = pageContent(report);
  const [first] = sections[0]?.children ?? [];
  const title = first === undefined ? 'culprit' : textOf(first as (typeof sections)[number]);
  const style = pageStyle();
  const page = element(
    'html',
    { lang: 'en' },
    element(
      'head',
      {},
      element('meta', { charSet: 'utf-8' }),
      element('meta', { httpEquiv: ['Content-Security-Policy'], content: policy(style, script) }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'color-scheme', content: 'light dark' }),
      element('meta', { name: 'referrer', content: 'no-referrer' }),
      element('title', {}, title),
      element('style', {}, style),
    ),
    element(
      'body',
      {},
      element('a', { className: ['skip'], href: '#report' }, 'Skip to the report'),
      contentsOf(sections),
      element('main', { id: 'report' }, ...sections),
      element('script', {}, script),
    ),
  );
  const html = toHtml({ type: 'root', children: [{ type: 'doctype' }, page] });
  return `${html}\n`;
}

/** Only this style and this script; pictures only from the page itself. https://www.w3.org/TR/CSP3/ */
function policy(style: string, script: string): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src '${hash(style)}'`,
    `script-src '${hash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
