import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where the real browser is; undefined where none is installed. */
export const chromiumPath: string | undefined = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'chromium'))
  .find((path) => existsSync(path));

/** It asks nobody for anything, and starts without the sandbox that a container does not have. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? 'chromium', args: FLAGS });
}

/** A page that notes whatever it should not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Dialogs, errors, messages on the console and requests. */
  readonly seen: readonly string[];
}

/** Opens a page as a file would be opened: from nowhere, with nothing to ask. */
export async function openPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => seen.push(`console ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error ${error.message}`));
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === ADDRESS) return route.fulfill({ body: html, contentType: 'text/html' });
    if (!url.startsWith('data:')) seen.push(`request ${url.slice(0, 200)}`);
    return url.startsWith('data:') ? route.continue() : route.abort();
  });
  await page.goto(ADDRESS);
  return { page, seen };
}

/** Answered by the test itself. */
const ADDRESS = 'http://report.test/report.html';
