import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '../../src/chart/picture.ts';
import { renderSvg } from '../../src/chart/svg.ts';
import { chartedReport } from '../chart/charted-report.ts';
import { attackStrings } from '../report/attack-strings.ts';
import { noCulprit, noIncident } from '../report/reports.ts';
import { chromiumPath, openPage, startChromium } from '../support/chromium.ts';
import { chartedWith, isScriptBuilt, pageOf } from './made-page.ts';

const isHere = chromiumPath !== undefined && isScriptBuilt;
const title = isHere
  ? 'the page in Chromium'
  : 'the page in Chromium (skipped: chromium is not installed, or dist/ not built)';

describe.skipIf(!isHere)(title, () => {
  let browser: Browser;
  const page = isHere ? pageOf(chartedReport) : '';
  /** Every attack of the list in one report: each in its turn, and all after another. */
  const hostile = attackStrings.map((text) => text.slice(0, 300)).join(' ');

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  describe.each([
    ['of a phone', 390],
    ['of a desk', 1400],
  ])('as wide as that %s', (_, width) => {
    it.each(['light', 'dark'] as const)('fits, in %s', async (colorScheme) => {
      for (const html of [
        page,
        pageOf(chartedWith(hostile)),
        pageOf(noCulprit),
        pageOf(noIncident),
      ]) {
        const { page: shown, seen } = await openPage(browser, html, {
          viewport: { width, height: 900 },
          colorScheme,
        });
        expect(await shown.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(seen).toEqual([]);
        await shown.context().close();
      }
    });
  });

  it('runs, asks for and reports nothing, whatever clients sent', async () => {
    const attacks = [...attackStrings, hostile, ...scriptAttacks].map(chartedWith);
    for (let at = 0; at < attacks.length; at += ATTACKS_A_PAGE) {
      const some = attacks.slice(at, at + ATTACKS_A_PAGE);
      const [first] = some;
      if (first === undefined) continue;
      const incidents = some.flatMap((report) => report.incidents.slice(0, 1));
      const { page: shown, seen } = await openPage(browser, pageOf({ ...first, incidents }));
      await explore(shown);
      expect(seen).toEqual([]);
      expect(await shown.evaluate('globalThis.ran')).toBeUndefined();
      expect(
        await shown.locator('main :is(iframe,object,embed,form,input,base,link,meta)').count(),
      ).toBe(0);
      await shown.context().close();
    }
  });

  it('would let nothing run that got into it', async () => {
    const attack =
      '<script>globalThis.ran=1</script><img src=x onerror="globalThis.ran=2"><b style="color:red">b</b>';
    const { page: shown, seen } = await openPage(browser, page.replace('<main', `${attack}<main`));
    expect(await shown.evaluate('globalThis.ran')).toBeUndefined();
    expect(seen.filter((one) => /Content Security Policy/.test(one))).not.toHaveLength(0);
    expect(seen.filter((one) => one.startsWith('request'))).toEqual([]);
    await shown.context().close();
  });

  it('has pictures that are XML', async () => {
    const { page: shown } = await openPage(browser, page);
    for (const text of [...attackStrings, hostile]) {
      const [incident] = chartedWith(text).incidents;
      const picture = incident === undefined ? undefined : pictureOf(incident);
      if (picture === undefined) throw new Error('no picture');
      const parsed = `new DOMParser().parseFromString(${JSON.stringify(renderSvg(picture))}, 'image/svg+xml')`;
      expect(
        await shown.evaluate(`${parsed}.querySelector('parsererror')?.textContent`),
      ).toBeUndefined();
    }
    await shown.context().close();
  });

  it('shows still pictures and everything else without script, and on paper', async () => {
    const { page: still } = await openPage(browser, page, { javaScriptEnabled: false });
    expect(await still.locator('img.still:visible').count()).toBe(2);
    expect(await still.locator('.live:visible').count()).toBe(0);
    await still.context().close();
    const { page: shown } = await openPage(browser, page);
    expect(await shown.locator('img.still:visible').count()).toBe(0);
    await shown.emulateMedia({ media: 'print' });
    expect(await shown.locator('img.still:visible').count()).toBe(2);
    expect(await shown.locator('.live:visible').count()).toBe(0);
    const drawn = 'document.querySelector(".still").naturalWidth';
    expect(await shown.evaluate(drawn)).toBe(480);
    await shown.context().close();
  });

  describe('a figure', () => {
    it('shows a culprit’s requests when it is clicked, and hides them again', async () => {
      const { page: shown } = await openPage(browser, page, {
        viewport: { width: 1000, height: 1200 },
      });
      const figure = shown.locator('figure').first();
      const requests = figure.locator('[data-requests-of="1.1"]');
      const strip = figure.locator('.chart text', { hasText: 'Culprit 1.1' });
      await figure.locator('.chart').scrollIntoViewIfNeeded();
      const at = await strip.boundingBox();
      if (at === null) throw new Error('no strip');
      const press = async (): Promise<void> => shown.mouse.click(at.x + 200, at.y + 70);
      expect(await requests.isVisible()).toBe(false);
      await press();
      expect(await requests.isVisible()).toBe(true);
      expect(await requests.textContent()).toContain('GET /partner/feed.php?id=7');
      expect(await figure.locator('[data-culprit="1.1"]').getAttribute('aria-pressed')).toBe(
        'true',
      );
      await press();
      expect(await requests.isVisible()).toBe(false);
      await shown.context().close();
    });

    it('is told and zoomed by keyboard alone', async () => {
      const { page: shown } = await openPage(browser, page, {
        viewport: { width: 1000, height: 1200 },
      });
      const figure = shown.locator('figure').first();
      const axis = async (): Promise<string> =>
        (await figure.locator('.chart text', { hasText: /^\d\d:\d\d$/ }).allTextContents()).join(
          ' ',
        );
      const whole = await axis();
      await figure.locator('.chart').focus();
      await shown.keyboard.press('ArrowRight');
      const told = await figure.locator('.readout').textContent();
      expect(told).toMatch(/^2026-11-21 13:05:00 · Processes: 62\.4 · Culprit 1\.1/);
      await shown.keyboard.press('ArrowRight');
      expect(await figure.locator('.readout').textContent()).not.toBe(told);
      await shown.keyboard.press('+');
      expect(await axis()).not.toBe(whole);
      await shown.keyboard.press('Escape');
      expect(await axis()).toBe(whole);
      await figure.locator('[data-culprit="1.2"]').focus();
      await shown.keyboard.press('Enter');
      expect(await figure.locator('[data-requests-of="1.2"]').isVisible()).toBe(true);
      await shown.context().close();
    });

    it('looks closer at a span that is dragged over', async () => {
      const { page: shown } = await openPage(browser, page, {
        viewport: { width: 1000, height: 1200 },
      });
      const figure = shown.locator('figure').first();
      await figure.locator('.chart').scrollIntoViewIfNeeded();
      const box = await figure.locator('.chart').boundingBox();
      if (box === null) throw new Error('no chart');
      const labels = figure.locator('.chart text', { hasText: /^\d\d:\d\d$/ });
      const before = await labels.allTextContents();
      await shown.mouse.move(box.x + 300, box.y + 100);
      await shown.mouse.down();
      await shown.mouse.move(box.x + 500, box.y + 100);
      await shown.mouse.up();
      expect(await labels.allTextContents()).not.toEqual(before);
      await figure.getByRole('button', { name: 'Whole picture' }).click();
      expect(await labels.allTextContents()).toEqual(before);
      await shown.context().close();
    });
  });

  it('can be read by those who do not see it', async () => {
    const { page: shown } = await openPage(browser, page);
    const levels = await shown
      .locator('h1,h2,h3,h4')
      .evaluateAll((all) => all.map((one) => Number(one.tagName.slice(1))));
    expect(levels[0]).toBe(1);
    levels.slice(1).forEach((level, at) => {
      expect(level).toBeLessThanOrEqual((levels[at] ?? 0) + 1);
    });
    for (const [what, count] of [
      ['main', 1],
      ['nav[aria-label]', 1],
      ['table:not(:has(> caption:not(:empty)))', 0],
      ['img:not([alt]), img[alt=""]', 0],
      ['html:not([lang])', 0],
      ['button:empty', 0],
    ] as const) {
      expect([what, await shown.locator(what).count()]).toEqual([what, count]);
    }
    const ids = await shown.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const targets = await shown
      .locator('a[href^="#"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    for (const target of targets) expect(ids).toContain(target?.slice(1));
    await shown.context().close();
  });
});

/** An incident for each: one by one they take much longer. */
const ATTACKS_A_PAGE = 12;

/** What would run if any text were markup, script or an address. */
const scriptAttacks = [
  '</script><script>globalThis.ran=1</script>',
  '<!--<script>globalThis.ran=1',
  '"><img src=x onerror=globalThis.ran=1>',
  "' onmouseover='globalThis.ran=1",
  '</style><svg onload=globalThis.ran=1>',
  ']]><script>globalThis.ran=1</script>',
  '</text></svg><script>globalThis.ran=1</script>',
  'javascript:globalThis.ran=1',
  '{{constructor.constructor("globalThis.ran=1")()}}',
  '\\u003cscript>globalThis.ran=1</script>',
  '{b|{a}}{value}',
];

/** Uses every control of the first figure. */
async function explore(page: Page): Promise<void> {
  await page.evaluate(`for (const button of document.querySelectorAll('button')) button.click();
    for (const details of document.querySelectorAll('details')) details.open = true;`);
  await page.locator('.chart').first().focus();
  await page.keyboard.press('ArrowRight');
}
