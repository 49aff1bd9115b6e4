import { basename, dirname, extname, join } from 'node:path/posix';

/** The file that an option stands in, and the section of it that is read. */
export interface ConfigSource {
  readonly path: string;
  readonly section: string;
}

/** A variable is `%` and one letter. `%(` and what follows it is a placeholder, for later. */
const MAGIC = /%(.)/g;

/** What depends on the machine or the moment: the host's name, its CPUs, the user, the time. Left as it stands. */
const UNKNOWN = /[TUVGbghijktuv[]/;

/**
 * A value with its magic variables replaced: those of the file in small letters, those of the main file in capitals, and
 * `%%` for one `%`. A letter that means nothing is taken away with its `%`, as uWSGI does.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#magic-variables
 * - https://github.com/unbit/uwsgi/blob/master/core/uwsgi.c (config_magic_table_fill)
 */
export function expandMagic(value: string, source: ConfigSource, main: ConfigSource): string {
  return value.replace(MAGIC, (variable, letter: string) => {
    if (letter === '%') return '%';
    if (letter === '(' || UNKNOWN.test(letter)) return variable;
    return variableOf(letter, source) ?? variableOf(letter.toLowerCase(), main) ?? '';
  });
}

function variableOf(letter: string, { path, section }: ConfigSource): string | undefined {
  const folder = dirname(path);
  if (/\d/.test(letter)) return folder.split('/').filter((part) => part !== '')[Number(letter)];
  switch (letter) {
    case 'o':
    case 'p':
      return path;
    case 's':
      return basename(path);
    case 'd':
      return join(folder, '/');
    case 'c':
      return basename(folder);
    case 'e':
      return extname(path).slice(1);
    case 'n':
      return basename(path, extname(path));
    case 'x':
      return section;
    default:
      return undefined;
  }
}
