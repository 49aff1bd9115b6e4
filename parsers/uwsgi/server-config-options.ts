import { expandPlaceholders } from './server-config-placeholders.ts';

/** More options than this are not kept: loops and sections that include each other multiply them. */
export const MAX_OPTIONS = 20_000;

/** An option with its value. */
export interface Option {
  readonly name: string;
  readonly value: string;
  /** The file and line that it stands on: `uwsgi.ini:7`. */
  readonly place: string;
}

/** All options of a configuration, in the order of reading. */
export class Options {
  readonly #options: Option[] = [];
  readonly #first = new Map<string, string>();

  get size(): number {
    return this.#options.length;
  }

  add(option: Option): void {
    if (this.size === MAX_OPTIONS) return;
    this.#options.push(option);
    if (!this.#first.has(option.name)) this.#first.set(option.name, option.value);
  }

  /** The first value of that name: the one that placeholders take. */
  first(name: string): string | undefined {
    return this.#first.get(name);
  }

  /** A value with its placeholders replaced. */
  expand(value: string): string {
    return expandPlaceholders(value, (name) => this.first(name));
  }

  /** All options of these names, expanded. */
  every(...names: readonly string[]): readonly Option[] {
    return this.#options
      .filter(({ name }) => names.includes(name))
      .map((option) => ({ ...option, value: this.expand(option.value) }));
  }

  /** The option of these names that stands: the last. */
  last(...names: readonly string[]): Option | undefined {
    return this.every(...names).at(-1);
  }

  /** Whether a switch is on: https://github.com/unbit/uwsgi/blob/master/core/uwsgi.c (uwsgi_opt_true) */
  isOn(...names: readonly string[]): boolean {
    const option = this.last(...names);
    return option !== undefined && !/^(?:false|off|no|0)$/i.test(option.value);
  }
}

/** An option as it stands, and where: `processes = 4 (uwsgi.ini:7)`. */
export function optionText({ name, value, place }: Option): string {
  return `${name}${value === '' ? '' : ` = ${value}`} (${place})`;
}
