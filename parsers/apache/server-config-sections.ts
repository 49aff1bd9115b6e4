import type { Modules } from './server-config-modules.ts';

/** What the conditions of sections ask for. */
export interface SectionContext {
  readonly modules: Modules;
  /** Names given with `Define`. */
  readonly defined: ReadonlySet<string>;
  fileExists(path: string): boolean;
}

/** The version that `<IfVersion>` compares with: the last line of releases, as no configuration says its own. */
const ASSUMED_VERSION: readonly number[] = [2, 4, 99];

type Condition = (words: readonly string[], context: SectionContext) => boolean;

/**
 * The sections that httpd reads only where their condition holds when it starts. All others, `<VirtualHost>` or
 * `<Directory>`, and `<If>`, which is weighed for each request, are read.
 *
 * - https://httpd.apache.org/docs/2.4/mod/core.html (IfDefine, IfDirective, IfFile, IfModule, IfSection)
 * - https://httpd.apache.org/docs/2.4/mod/mod_version.html (IfVersion)
 */
const conditions: Readonly<Record<string, Condition>> = {
  '<ifmodule': ([name = ''], { modules }) => modules.has(name),
  '<ifdefine': ([name = ''], { defined }) => defined.has(name),
  '<iffile': ([path = ''], context) => context.fileExists(path),
  '<ifversion': (words) => versionHolds(words),
};

/** Whether the lines of a section are read; `words` are those behind its name. */
export function sectionHolds(
  name: string,
  [first = '', ...others]: readonly string[],
  context: SectionContext,
): boolean {
  const condition = conditions[name];
  if (condition === undefined) return true;
  return first.startsWith('!')
    ? !condition([first.slice(1), ...others], context)
    : condition([first, ...others], context);
}

function versionHolds([first = '', second]: readonly string[]): boolean {
  const [operator, wanted] = second === undefined ? ['=', first] : [first, second];
  if (!/^[\d.]+$/.test(wanted)) return true;
  const order = compareVersions(ASSUMED_VERSION, wanted.split('.').map(Number));
  if (operator === '>') return order > 0;
  if (operator === '>=') return order >= 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return order === 0;
}

/** Parts that the wanted version does not have are not compared: 2.4.99 equals 2.4. */
function compareVersions(version: readonly number[], wanted: readonly number[]): number {
  for (const [index, part] of wanted.entries()) {
    const difference = (version[index] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}
