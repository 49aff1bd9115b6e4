import { type Escaping, type Field, isMiss, type LineParser, type Miss } from './contract.ts';
import { LayoutParser } from './layout-parser.ts';
import { actions, ends, type Step } from './layout-step.ts';
import { type DirectivePart, missAt, type Part, type TextReading } from './part.ts';
import { units, unitWords } from './quantity.ts';
import { numberSlot, textSlot } from './record.ts';
import { compileStamps, type StampPlan, type StampPlans } from './stamp-plan.ts';

/** More directives than lighttpd allows in one format (127); httpd and nginx set no limit. */
export const MAX_DIRECTIVES = 128;

/** A directive with the literal behind it. */
interface Slot {
  readonly part: DirectivePart;
  readonly until: string;
}

/**
 * Compiles a format, whatever its notation was, to a parser of its lines. A miss when two directives stand
 * side by side and nothing tells where the one ends, or when its pieces of a time make none.
 */
export function compileLayout(parts: readonly Part[], escaping: Escaping): LineParser | Miss {
  const { prefix, slots } = pairWithLiterals(parts);
  const last = slots.at(-1);
  if (last === undefined) return { reason: 'the format holds no directive' };
  if (slots.length > MAX_DIRECTIVES) {
    return { reason: `the format holds more than ${MAX_DIRECTIVES} directives` };
  }
  const stamps = compileStamps(slots.map(({ part }) => part));
  if (isMiss(stamps)) return stamps;
  const fields = fieldsOf(slots, stamps);
  const steps: Step[] = [];
  for (let i = 0; i < slots.length; i++) {
    const step = compileStep(slots, i, { stamps, escaping });
    if (isMiss(step)) return step;
    steps.push(step);
  }
  return new LayoutParser({
    prefix: encode(prefix),
    steps,
    stamps: [...stamps.values()].filter((entry) => !entry.isClf),
    fields,
    escaping,
    wrongStart: Object.freeze({ reason: `the line does not begin with ${quote(prefix)}` }),
    trailing: missAt(last.part, 'is followed by more text'),
  });
}

function pairWithLiterals(parts: readonly Part[]): { prefix: string; slots: readonly Slot[] } {
  let prefix = '';
  const slots: { part: DirectivePart; until: string }[] = [];
  for (const part of parts) {
    const last = slots.at(-1);
    if (part.kind !== 'literal') slots.push({ part, until: '' });
    else if (last === undefined) prefix += part.text;
    else last.until += part.text;
  }
  return { prefix, slots };
}

function fieldsOf(slots: readonly Slot[], stamps: StampPlans): ReadonlySet<Field> {
  const fields = new Set<Field>(stamps.keys());
  for (const { part } of slots) {
    if (part.kind === 'request') {
      for (const field of ['request', 'method', 'target', 'protocol'] as const) fields.add(field);
    } else if (part.kind !== 'time' && part.field !== undefined) fields.add(part.field);
  }
  return fields;
}

/** Whether this directive is the one that fills its field: the first that is not weak, else the first. */
function fillsField(slots: readonly Slot[], { part }: Slot): boolean {
  if (part.kind === 'time') return true;
  const key = part.kind === 'request' ? 'request' : part.field;
  const rivals = slots.filter(
    ({ part: rival }) =>
      rival.kind !== 'time' && (rival.kind === 'request' ? 'request' : rival.field) === key,
  );
  return (rivals.find((rival) => rival.part.weak !== true) ?? rivals[0])?.part === part;
}

const NO_OPENER: Pick<TextReading, 'opener' | 'absence'> = {};

interface StepContext {
  readonly stamps: StampPlans;
  readonly escaping: Escaping;
}

function compileStep(slots: readonly Slot[], index: number, context: StepContext): Step | Miss {
  const slot = slots[index] as Slot;
  const { part, until } = slot;
  const next = slots[index + 1];
  const isLast = next === undefined;
  const plan = part.kind === 'time' ? context.stamps.get(part.stamp) : undefined;
  const common = {
    until: encode(until),
    consumed: encode(until).length,
    opener: -1,
    absence: -1,
    unended: missAt(
      part,
      isLast && until === '' ? 'does not end' : `is not followed by ${quote(until)}`,
    ),
    malformed: missAt(part, 'is no number'),
    ...actionOf(part, fillsField(slots, slot)),
  };
  if (plan !== undefined) return { ...common, ...timeStep(part, plan) };
  if (until !== '') return { ...common, end: endOf(part, until, { ...context, isLast }) };
  if (isLast) return { ...common, end: ends.rest };
  const { opener, absence } = next.part.kind === 'text' ? next.part : NO_OPENER;
  if (opener === undefined) {
    return missAt(
      part,
      `and ${next.part.name} stand side by side: nothing tells where the first ends`,
    );
  }
  return {
    ...common,
    end: ends.opened,
    opener: opener.charCodeAt(0),
    absence: absence === undefined ? -1 : absence.charCodeAt(0),
    until: encode(next.until),
    consumed: 0,
  };
}

function timeStep(part: DirectivePart, plan: StampPlan): Partial<Step> & Pick<Step, 'end'> {
  const pattern = plan.patterns.get(part);
  const unended = missAt(part, 'is no time');
  if (plan.isClf || pattern === undefined) return { end: ends.clf, slot: plan.slot, unended };
  return { end: ends.time, slot: -1, unended, time: { pattern, stamp: plan.stamp } };
}

function endOf(
  part: DirectivePart,
  until: string,
  { escaping, isLast }: { readonly escaping: Escaping; readonly isLast: boolean },
): Step['end'] {
  if (until.startsWith('"') && escaping !== 'none') return ends.quoted;
  if (isLast) return ends.last;
  if (part.kind === 'request') return ends.request;
  return 'list' in part && part.list === true ? ends.list : ends.bare;
}

type Action = Pick<Step, 'action' | 'slot' | 'scale' | 'unitWords'>;

function actionOf(part: DirectivePart, isKept: boolean): Action {
  const nothing = { action: actions.drop, slot: -1, scale: units.count, unitWords: [] };
  if (!isKept || part.kind === 'time') return nothing;
  if (part.kind === 'request') return { ...nothing, action: actions.request };
  if (part.kind === 'text') {
    if (part.field === undefined) return nothing;
    const action = part.opener === '?' ? actions.query : actions.text;
    return { ...nothing, action, slot: textSlot(part.field) };
  }
  const slot = numberSlot(part.field);
  const decimals = part.decimals === true;
  if (typeof part.unit !== 'string') {
    return {
      ...nothing,
      action: actions.quantity,
      slot,
      unitWords: unitWords(part.unit, decimals),
    };
  }
  const scale = { ...units[part.unit], decimals };
  const action = part.list === true ? actions.sum : actions.number;
  return { ...nothing, action, slot, scale };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A literal of the format as a reader can see it: blanks between quotation marks. */
function quote(literal: string): string {
  return JSON.stringify(literal);
}
