import type { Root } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { headline } from './headline.ts';
import { incidentSection } from './incident-section.ts';
import { inputsSection } from './inputs-section.ts';
import { limitsSection } from './limits-section.ts';
import type { PictureLinks } from './picture-links.ts';
import { rankingSection } from './ranking-section.ts';
import type { Report } from './report.ts';
import { timelineSection } from './timeline-section.ts';

/**
 * The report as GitHub-flavoured Markdown that also reads as plain text. Log text in it is visible,
 * clipped and in code: nothing that a client sent can break the page, run, link or hide.
 */
export function renderMarkdown(report: Report, pictures: PictureLinks = NO_PICTURES): string {
  return toMarkdown(pageOf(report, pictures), { bullet: '-', extensions: [gfmTableToMarkdown()] });
}

/** The report as a syntax tree, from which every page is made. */
export function pageOf(report: Report, pictures: PictureLinks = NO_PICTURES): Root {
  const context = { alone: report.incidents.length === 1, made: report.made, pictures };
  const children = [
    ...headline(report),
    ...rankingSection(report.incidents),
    ...timelineSection(report),
    ...report.incidents.flatMap((incident) => incidentSection(incident, context)),
    ...limitsSection(report.limits),
    ...inputsSection(report),
  ];
  return { type: 'root', children };
}

const NO_PICTURES: PictureLinks = new Map();
