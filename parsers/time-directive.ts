import type { DirectivePart, Part, TimeReading } from './part.ts';
import { CLF_PATTERN } from './time-pattern.ts';

/** What a room knows of its `%{…}t`. */
export interface TimeDirective {
  readonly name: string;
  readonly argument: string | undefined;
  /** The end of the request that is meant where the argument does not say. */
  readonly usually: TimeReading['stamp'];
}

/**
 * The parts of `%t` and `%{begin:…}t` as httpd and lighttpd share them: without a pattern the common log
 * format's time, which brings its own brackets.
 */
export function timeParts({ name, argument = '', usually }: TimeDirective): readonly Part[] {
  const [, prefix, pattern = ''] = /^(?:(begin|end)(?::|$))?(.*)$/s.exec(argument) ?? [];
  const stamp = prefix === undefined ? usually : prefix === 'begin' ? 'startMs' : 'endMs';
  if (pattern !== '') return patternParts({ kind: 'time', name, stamp, pattern });
  return [
    { kind: 'literal', text: '[' },
    { kind: 'time', name, stamp, pattern: CLF_PATTERN },
    { kind: 'literal', text: ']' },
  ];
}

/** Text in front of the first conversion is part of the layout: it ends the field before it, as in `%h%{ %F %T}t`. */
function patternParts(part: DirectivePart & TimeReading): readonly Part[] {
  const [, text = '', rest = ''] = /^([^%]*)(%.*)$/s.exec(part.pattern) ?? [];
  return text === ''
    ? [part]
    : [
        { kind: 'literal', text },
        { ...part, pattern: rest },
      ];
}
