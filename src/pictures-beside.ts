import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { writeWhole } from './atomic-file.ts';
import { altText } from './chart/alt-text.ts';
import { pictureOf } from './chart/picture.ts';
import { renderSvg, SVG_START } from './chart/svg.ts';
import { renderMarkdown } from './report/markdown.ts';
import type { Incident, Report } from './report/report.ts';

/**
 * Writes a Markdown report and, beside it, the picture of each incident: `report.incident-1.svg` beside `report.md`.
 * The pictures come first, so that no report is without them; those of an earlier report that has had more go last.
 */
export async function writeWithPictures(path: string, report: Report): Promise<void> {
  const links = new Map<Incident, { readonly url: string; readonly alt: string }>();
  for (const [at, incident] of report.incidents.entries()) {
    const picture = pictureOf(incident);
    if (picture === undefined) continue;
    const name = pictureName(path, at + 1);
    await writeWhole(join(dirname(path), name), renderSvg(picture));
    links.set(incident, { url: encodeURIComponent(name), alt: altText(picture) });
  }
  await writeWhole(path, renderMarkdown(report, links));
  await removeOthers(path, new Set([...links.values()].map(({ url }) => decodeURIComponent(url))));
}

function pictureName(path: string, number: number): string {
  return `${basename(path, extname(path))}.incident-${number}.svg`;
}

/** Removes pictures of this report's name that are not `written`, and that culprit has drawn. */
async function removeOthers(path: string, written: ReadonlySet<string>): Promise<void> {
  const folder = dirname(path);
  const stem = `${basename(path, extname(path))}.incident-`;
  for (const name of await readdir(folder)) {
    const isPicture = name.startsWith(stem) && /^\d+\.svg$/.test(name.slice(stem.length));
    if (!isPicture || written.has(name)) continue;
    if (await isDrawn(join(folder, name))) await rm(join(folder, name), { force: true });
  }
}

async function isDrawn(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(SVG_START.length) });
    return buffer.toString('latin1', 0, bytesRead) === SVG_START;
  } finally {
    await file.close();
  }
}
