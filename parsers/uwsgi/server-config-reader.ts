import { extname } from 'node:path/posix';
import { isMiss, type Miss } from '../contract.ts';
import { type IncludedFiles, MAX_INCLUDE_DEPTH } from '../included-files.ts';
import {
  type Branch,
  beginsBranch,
  branchOf,
  endsBranch,
  otherBranch,
} from './server-config-logic.ts';
import { type ConfigSource, expandMagic } from './server-config-magic.ts';
import { MAX_OPTIONS, type Option, Options, optionText } from './server-config-options.ts';
import { readIni, readYaml, type Sections } from './server-config-syntax.ts';

/** Options that read another file: https://uwsgi-docs.readthedocs.io/en/latest/Options.html */
const including: ReadonlySet<string> = new Set(
  'config include inherit ini js json xml xmlconfig yaml yml'.split(' '),
);
/** Options whose value is another option, `name=value`. */
const setting: ReadonlySet<string> = new Set(['set', 'set-ph', 'set-placeholder']);

/** `/etc/uwsgi.ini:production` is the section `production` of /etc/uwsgi.ini; without a colon it is `uwsgi`. */
export function sourceOf(path: string): ConfigSource {
  const colon = path.lastIndexOf(':');
  if (colon < 0 || path.includes('/', colon)) return { path, section: 'uwsgi' };
  return { path: path.slice(0, colon), section: path.slice(colon + 1) || 'uwsgi' };
}

/** The sections of a file, or why they are not read. */
export function sectionsOf(text: string, path: string): Sections | Miss {
  const ending = extname(path);
  if (ending === '.xml' || text.trimStart().startsWith('<')) {
    return { reason: 'uWSGI’s XML is not read, ini and YAML are' };
  }
  if (/^\.js(?:on)?$/.test(ending) || text.trimStart().startsWith('{')) {
    return { reason: 'uWSGI’s JSON is not read, ini and YAML are' };
  }
  return /^\.ya?ml$/.test(ending) ? readYaml(text) : readIni(text);
}

/** Reads the options of a configuration, of which `main` is what uWSGI is started with. */
export class OptionReader {
  readonly options: Options = new Options();
  readonly #main: ConfigSource;
  readonly #files: IncludedFiles;
  /** The loop or condition that the next option stands in. */
  #branch: Branch | undefined;
  /** Sections that are being read, each included by the one before. */
  readonly #open: string[] = [];

  constructor(main: ConfigSource, files: IncludedFiles) {
    this.#main = main;
    this.#files = files;
  }

  /** Reads one section of a file. */
  read(sections: Sections, source: ConfigSource): Miss | undefined {
    const name = `${source.path}:${source.section}`;
    const section = sections.get(source.section);
    if (section === undefined) return { reason: `holds no section ${source.section}` };
    if (this.#open.includes(name)) return { reason: `${name} leads in a circle` };
    if (this.#open.length >= MAX_INCLUDE_DEPTH) {
      return { reason: `${name} lies over ${MAX_INCLUDE_DEPTH} sections deep` };
    }
    this.#open.push(name);
    for (const option of section) {
      if (this.options.size === MAX_OPTIONS) break;
      const value = expandMagic(option.value, source, this.#main);
      const place = `${source.path}:${option.line}`;
      this.#readOption({ name: option.name, value, place }, { sections, source });
    }
    this.#open.pop();
    return undefined;
  }

  #readOption(
    option: Option,
    from: { readonly sections: Sections; readonly source: ConfigSource },
  ) {
    if (endsBranch(option.name)) this.#branch = undefined;
    else if (option.name === 'else') this.#branch = this.#branch && otherBranch(this.#branch);
    else if (beginsBranch(option.name)) this.#beginBranch(option);
    else if (this.#branch === undefined) this.#take(option, from);
    else {
      for (const text of this.#branch.texts) {
        this.#take({ ...option, value: option.value.replaceAll('%(_)', text) }, from);
      }
    }
  }

  #beginBranch(option: Option): void {
    this.#branch = branchOf(option.name, this.options.expand(option.value), {
      lookup: (name) => this.options.first(name),
      list: (pattern) => this.#files.list(pattern),
    });
    const { unknown } = this.#branch;
    if (unknown !== undefined) this.#files.note(`${optionText(option)}: ${unknown}`);
  }

  #take(
    option: Option,
    from: { readonly sections: Sections; readonly source: ConfigSource },
  ): void {
    this.options.add(option);
    if (setting.has(option.name)) {
      const [name = '', ...rest] = option.value.split('=');
      this.options.add({ ...option, name, value: rest.join('=') });
    } else if (including.has(option.name)) this.#include(option, from);
  }

  #include(
    option: Option,
    { sections, source }: { readonly sections: Sections; readonly source: ConfigSource },
  ): void {
    const where = optionText(option);
    const { path, section } = sourceOf(this.options.expand(option.value));
    const note = (miss: Miss | undefined): void => {
      if (miss !== undefined) this.#files.note(`${where}: ${miss.reason}`);
    };
    if (path === '' || path === source.path) {
      note(this.read(sections, { path: source.path, section }));
      return;
    }
    this.#files.include(path, where, (text, found) => {
      const inside = sectionsOf(text, found);
      note(isMiss(inside) ? inside : this.read(inside, { path: found, section }));
    });
  }
}
