/** One option as a file has it. */
export interface FileOption {
  readonly name: string;
  /** Empty where the file gives none. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** The options of a file by their sections. */
export type Sections = ReadonlyMap<string, readonly FileOption[]>;

/**
 * The sections of an ini file. A comment has its line for itself.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#ini-files
 * - https://github.com/unbit/uwsgi/blob/master/core/ini.c
 */
export function readIni(text: string): Sections {
  const sections = new Map<string, FileOption[]>();
  let options: FileOption[] = [];
  for (const [index, rawLine] of text.split('\n').entries()) {
    const line = rawLine.trim();
    if (line.startsWith('[')) options = optionsOf(sections, line.slice(1, -1));
    else if (line !== '' && !/^[;#]/.test(line)) {
      const [name = '', ...rest] = line.split('=');
      options.push({ name: name.trim(), value: rest.join('=').trim(), line: index + 1 });
    }
  }
  return sections;
}

function optionsOf(sections: Map<string, FileOption[]>, name: string): FileOption[] {
  const options = sections.get(name) ?? [];
  sections.set(name, options);
  return options;
}

const YAML_LINE = /^([ \t]*)(?:-[ \t]+(\S.*)|([^\s:#][^:]*):(?:[ \t]+(\S.*)|[ \t]*))$/;

/**
 * The sections of a YAML file: maps of names to values, or to lists of values. Other forms are none of uWSGI's:
 * https://github.com/unbit/uwsgi/blob/master/core/yaml.c
 */
export function readYaml(text: string): Sections {
  const sections = new Map<string, FileOption[]>();
  let options: FileOption[] = [];
  let listName = '';
  for (const [index, rawLine] of text.split('\n').entries()) {
    const match = YAML_LINE.exec(withoutComment(rawLine));
    if (match === null) continue;
    const [, indent, item, name = '', value] = match;
    const key = unquoted(name.trim());
    if (item !== undefined) {
      options.push({ name: listName, value: unquoted(item), line: index + 1 });
    } else if (indent === '') options = optionsOf(sections, key);
    else if (value === undefined) listName = key;
    else options.push({ name: key, value: unquoted(value), line: index + 1 });
  }
  return sections;
}

/** A comment begins with `#` behind a blank, outside of quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '#' && (at === 0 || /\s/.test(line.charAt(at - 1)))) {
      return line.slice(0, at).trimEnd();
    } else if (/["']/.test(character) && /[\s:]/.test(line.charAt(at - 1))) quote = character;
  }
  return line.trimEnd();
}

function unquoted(value: string): string {
  const quote = value.charAt(0);
  const isQuoted = value.length > 1 && value.endsWith(quote);
  if (quote === "'" && isQuoted) return value.slice(1, -1).replaceAll("''", "'");
  if (quote === '"' && isQuoted) return value.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return value;
}
