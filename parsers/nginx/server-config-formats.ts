import type { Directive } from './server-config-directives.ts';

/** The formats that a configuration defines, by their names in lower case: nginx compares them without case. */
export class LogFormats {
  readonly #formats = new Map<string, string>([['combined', 'nginx']]);

  /** `escape=` and strings, put together; the first definition of a name stands. */
  define({ args: [name = '', ...strings] }: Directive): void {
    const key = name.toLowerCase();
    if (strings.length > 0 && !this.#formats.has(key)) {
      this.#formats.set(key, formatOf(strings));
    }
  }

  /** The format of that name, for `compile` of this room, or its preset's name. */
  find(name: string): string | undefined {
    return this.#formats.get(name.toLowerCase());
  }
}

/** What a format would be taken for that begins so. */
const AMBIGUOUS = /^\s*(?:'|log_format\s|escape=)/;

/**
 * One string for `compile`, which undoes what is quoted here.
 *
 * - https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format
 */
function formatOf(strings: readonly string[]): string {
  const [first = '', ...rest] = strings;
  const isEscape = first.startsWith('escape=');
  const format = joined(isEscape ? rest : strings);
  if (!isEscape && !AMBIGUOUS.test(format)) return format;
  const quoted = `'${format.replace(/[\\']/g, '\\$&')}'`;
  return isEscape ? `${first} ${quoted}` : quoted;
}

const LAST_VARIABLE = /\$(\w+)$/;

/** A variable's name ends with its string: `'$host' 'x'` is not `$hostx`. */
function joined(strings: readonly string[]): string {
  return strings
    .map((text, i) =>
      /^\w/.test(strings[i + 1] ?? '')
        ? text.replace(LAST_VARIABLE, (_, name: string) => `\${${name}}`)
        : text,
    )
    .join('');
}
