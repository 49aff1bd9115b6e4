import { createHash } from 'node:crypto';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html/render-html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { chartedReport } from '../chart/charted-report.ts';
import { insufficientData, noCulprit, noIncident, twoHosts } from '../report/reports.ts';

const SCRIPT = 'globalThis.drawn = true;';

/** The text of a page as it is read. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style|figure)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replace(/\s+/g, ' ');
}

/** Texts of a Markdown page's headings and list items, without marks. */
function wordsOf(markdown: string): readonly string[] {
  const { children } = fromMarkdown(markdown);
  const nodes = children.flatMap((node): readonly Nodes[] => {
    if (node.type === 'list') return node.children;
    return node.type === 'heading' ? [node] : [];
  });
  return nodes.map(plain);
}

function plain(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(plain).join('') : '';
}

describe('renderHtml', () => {
  it.each([
    ['two hosts', twoHosts],
    ['charts', chartedReport],
    ['no culprit', noCulprit],
    ['no incident', noIncident],
    ['insufficient data', insufficientData],
  ])('says what the Markdown says: %s', (_, report) => {
    const text = textOf(renderHtml(report, SCRIPT));
    const words = wordsOf(renderMarkdown(report));
    expect(words.length).toBeGreaterThan(1);
    for (const one of words) expect(text).toContain(one.replace(/\s+/g, ' '));
  });

  it('lets its own style and script run, and nothing else', () => {
    const html = renderHtml(chartedReport, SCRIPT);
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    expect(policy).toContain('default-src &#x27;none&#x27;; img-src data:;');
    expect(policy).not.toContain('unsafe');
    for (const [tag, directive] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ]) {
      const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html) ?? [];
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${directive} &#x27;sha256-${hash}&#x27;`);
    }
  });

  it('is the same page each time', () => {
    const first = renderHtml(chartedReport, SCRIPT);
    renderHtml(twoHosts, SCRIPT);
    expect(renderHtml(chartedReport, SCRIPT)).toBe(first);
  });

  it('has figures of incidents that have a chart, each with its data', () => {
    const html = renderHtml(chartedReport, SCRIPT);
    expect(html.match(/<figure\b/g)).toHaveLength(2);
    expect(html).toContain('<td class="number">90 requests</td>');
    const bare = chartedReport.incidents.map(({ chart: _, ...incident }) => incident);
    expect(renderHtml({ ...chartedReport, incidents: bare }, SCRIPT)).not.toContain('<figure');
  });
});
