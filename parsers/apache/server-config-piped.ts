import { configWords } from './server-config-lines.ts';

interface PipeProgram {
  /** Options whose value is a word of its own. */
  readonly valued: string;
  /** Which of the words that are left is the file. */
  readonly file: 'first' | 'last';
}

/**
 * Programs that write what they are piped into a file named on their command line.
 *
 * - https://httpd.apache.org/docs/2.4/programs/rotatelogs.html
 * - https://github.com/fordmason/cronolog (cronolog.1)
 * - https://www.gnu.org/software/coreutils/manual/html_node/tee-invocation.html
 */
const programs: Readonly<Record<string, PipeProgram>> = {
  rotatelogs: { valued: 'Lpn', file: 'first' },
  rotatelogs2: { valued: 'Lpn', file: 'first' },
  cronolog: { valued: 'HSPlpdxz', file: 'last' },
  tee: { valued: '', file: 'first' },
};

/**
 * The file that a piped log ends up in, with what the program replaces by the time (`%Y`); undefined where the command
 * does not say. `target` is the whole argument, with its bar: https://httpd.apache.org/docs/2.4/logs.html#piped
 */
export function pipedFile(target: string): string | undefined {
  const [command = '', ...words] = configWords(target.replace(/^\|[|$]?/, ''));
  const program = programs[command.replace(/^.*\//, '')];
  if (program === undefined) return undefined;
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) rest.push(word);
    else if (word.length === 2 && program.valued.includes(word.charAt(1))) at += 1;
  }
  return program.file === 'first' ? rest[0] : rest.at(-1);
}
