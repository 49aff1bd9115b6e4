import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { headline } from './headline.ts';
import { incidentSection } from './incident-section.ts';
import { inputsSection } from './inputs-section.ts';
import { limitsSection } from './limits-section.ts';
import type { PictureLinks } from './picture-links.ts';
import type { Report } from './report.ts';
import { timelineSection } from './timeline-section.ts';

/**
 * The report as GitHub-flavoured Markdown that also reads as plain text. Log text in it is visible,
 * clipped and in code: nothing that a client sent can break the page, run, link or hide.
 */
export function renderMarkdown(report: Report, pictures: PictureLinks = NO_PICTURES): string {
  const alone = report.incidents.length === 1;
  const children = [
    ...headline(report),
    ...report.incidents.flatMap((incident) => incidentSection(incident, { alone, pictures })),
    ...timelineSection(report.timeline),
    ...limitsSection(report.limits),
    ...inputsSection(report),
  ];
  return toMarkdown(
    { type: 'root', children },
    { bullet: '-', extensions: [gfmTableToMarkdown()] },
  );
}

const NO_PICTURES: PictureLinks = new Map();
