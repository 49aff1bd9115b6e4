import { visibleText } from '../../report/log-text.ts';
import { count, counted } from '../../report/numbers.ts';
import { clockTime, dateTime } from '../../report/times.ts';
import { healthText } from '../health.ts';
import { details, findingSection, findingsOf } from './finding-lines.ts';
import { resourceSection, trafficSection } from './resource-rows.ts';
import { line, type ScreenContent, type ScreenLine, type ScreenSize } from './screen-content.ts';
import { fitted, wrapped } from './text-width.ts';

/** The whole screen, no line wider than it and no more of them. Log text in it is visible and clipped. Pure. */
export function screenOf(content: ScreenContent, size: ScreenSize): readonly ScreenLine[] {
  const { columns, rows } = size;
  const head = [titleLine(content), statusLine(content)];
  const foot = line(content.notice ?? KEYS, content.notice === undefined ? 'faint' : 'warning');
  const findings = findingsOf(content);
  const opened = content.opened === undefined ? undefined : findings[content.opened - 1];
  const room = rows - head.length - 1;
  const body =
    opened === undefined
      ? overview(content, { ...size, rows: room })
      : details(opened).flatMap((one) =>
          wrapped(one.text, columns).map((text) => ({ ...one, text })),
        );
  const shown = body.slice(0, room);
  const blank = Array.from({ length: Math.max(0, room - shown.length) }, () => line(''));
  return [...head, ...shown, ...blank, foot].map(({ text, emphasis }) => ({
    text: fitted(text, columns),
    emphasis,
  }));
}

const KEYS = 'q quit   f freeze   1-9 open a finding   0 back   w write the report now';

function titleLine({ time, tracked, isFrozen }: ScreenContent): ScreenLine {
  const open = tracked.filter(({ stage }) => stage === 'told');
  const state =
    time === undefined
      ? 'waiting for lines'
      : open.length === 0
        ? 'nothing is wrong now'
        : `${counted(open.length, 'incident')} now`;
  const frozen = isFrozen ? '   FROZEN' : '';
  const at = time === undefined ? '' : `   ${dateTime(time)}`;
  return line(`culprit watch${at}   ${state}${frozen}`, open.length > 0 ? 'alarm' : 'title');
}

function statusLine({ health, lines }: ScreenContent): ScreenLine {
  return line(`${counted(lines, 'line')}, ${healthText(health)}`, 'faint');
}

function overview(content: ScreenContent, { columns, rows }: ScreenSize): readonly ScreenLine[] {
  const findings = findingSection(content);
  const [timeline, misses] = [timelineSection(content), missSection(content)];
  const traffic = trafficSection(content, columns);
  const fixed = findings.length + traffic.length + misses.length;
  // Resources and the timeline share what findings leave.
  const left = Math.max(4, rows - fixed);
  const forTimeline = Math.min(timeline.length, Math.max(3, Math.floor(left / 3)));
  const resources = resourceSection(content, columns).slice(0, Math.max(2, left - forTimeline));
  return [...findings, ...resources, ...traffic, ...timeline.slice(0, forTimeline), ...misses];
}

function timelineSection({ report, time }: ScreenContent): readonly ScreenLine[] {
  const entries = (report?.timeline ?? []).toReversed();
  if (entries.length === 0) return [];
  return [
    line('TIMELINE', 'title'),
    ...entries.map((entry) => {
      return line(
        visibleText(
          `${clockTime(entry.time, time ?? entry.time)}  ${entry.text.replaceAll('`', '')}`,
        ),
      );
    }),
  ];
}

function missSection({ report }: ScreenContent): readonly ScreenLine[] {
  const misses = new Map<string, number>();
  for (const { missed } of report?.inputs.logs ?? []) {
    for (const [reason, lines] of Object.entries(missed)) {
      misses.set(reason, (misses.get(reason) ?? 0) + lines);
    }
  }
  if (misses.size === 0) return [];
  const texts = [...misses]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, lines]) => `${count(lines)} ${reason}`);
  return [line(visibleText(`MISSES  ${texts.join(', ')}`), 'warning')];
}
