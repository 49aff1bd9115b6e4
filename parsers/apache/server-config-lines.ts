/** One line of httpd's configuration: a directive, or the beginning or end of a section. */
export interface ConfigLine {
  /** The first word in lower case: `customlog`, `<virtualhost`, `</virtualhost>`. */
  readonly name: string;
  /** What follows it. */
  readonly rest: string;
  /** The whole line, continued ones joined. */
  readonly text: string;
  /** The number of its first line in the file, from 1. */
  readonly lineNumber: number;
}

/**
 * The lines of a file without comments and empty ones. A backslash at the end of a line continues it, that of a
 * comment too: https://httpd.apache.org/docs/2.4/configuring.html#syntax
 */
export function configLines(text: string): readonly ConfigLine[] {
  const lines: ConfigLine[] = [];
  let joined = '';
  let firstNumber = 1;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (joined === '') firstNumber = index + 1;
    if (line.endsWith('\\')) {
      joined += line.slice(0, -1);
      continue;
    }
    const found = configLine(joined + line, firstNumber);
    if (found !== undefined) lines.push(found);
    joined = '';
  }
  const last = configLine(joined, firstNumber);
  return last === undefined ? lines : [...lines, last];
}

/** Reads one line; undefined for a comment and an empty one. */
export function configLine(line: string, lineNumber: number): ConfigLine | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return undefined;
  const name = /^\S+/.exec(text)?.[0] ?? '';
  return { name: name.toLowerCase(), rest: text.slice(name.length).trim(), text, lineNumber };
}

/** A word in double or single quotes, whose end may be missing, or one without. */
const WORD = /"((?:\\["\\]|[^"])*)"?|'((?:\\['\\]|[^'])*)'?|(\S+)/g;

/**
 * The words of a directive. In quotes a backslash is taken away before the quote and before another backslash,
 * outside before another backslash only (`ap_getword_conf` of httpd's server/util.c).
 */
export function configWords(rest: string): readonly string[] {
  return [...rest.matchAll(WORD)].map(([, double, single, bare = '']) => {
    if (double !== undefined) return double.replace(/\\(["\\])/g, '$1');
    return single?.replace(/\\(['\\])/g, '$1') ?? bare.replaceAll('\\\\', '\\');
  });
}

/** The words between the name of a section and its closing bracket. */
export function sectionWords(rest: string): readonly string[] {
  const end = rest.lastIndexOf('>');
  return configWords(end < 0 ? rest : rest.slice(0, end));
}
