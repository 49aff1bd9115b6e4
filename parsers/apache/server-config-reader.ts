import { dirname } from 'node:path/posix';
import type { Miss } from '../contract.ts';
import { MAX_CONFIG_FILES, MAX_CONFIG_NOTES, MAX_INCLUDE_DEPTH } from '../included-files.ts';
import type { ConfigFiles } from '../server-config.ts';
import { type ConfigLine, configLines, configWords, sectionWords } from './server-config-lines.ts';
import { Modules } from './server-config-modules.ts';
import { environmentPlaces, placesOf } from './server-config-places.ts';
import { sectionHolds } from './server-config-sections.ts';
import { expandVariables, readEnvironment } from './server-config-variables.ts';

/** A directive that httpd reads, in the order of reading. */
export interface Directive {
  /** In lower case. */
  readonly name: string;
  /** Its arguments, with the values of variables. */
  readonly words: readonly string[];
  /** As it stands, and where: `MaxRequestWorkers 150 (apache2.conf:12)`. */
  readonly text: string;
  /** Which virtual host it is of, counted from 1; 0 is the main server. */
  readonly virtualHost: number;
}

export interface DirectiveReading {
  readonly directives: readonly Directive[];
  readonly modules: Modules;
  readonly serverRoot: string | undefined;
  readonly notes: readonly string[];
}

/** Reads a configuration from its main file on: includes, variables and conditions are resolved. */
export function readDirectives(path: string, files: ConfigFiles): DirectiveReading | Miss {
  const text = files.read(path);
  if (typeof text !== 'string') return text;
  const reader = new DirectiveReader(dirname(path), files);
  reader.readFile(path, text, 0);
  return reader;
}

/** What a file is in the middle of. */
interface Section {
  readonly name: string;
  readonly holds: boolean;
  readonly virtualHost: number;
}

class DirectiveReader implements DirectiveReading {
  readonly directives: Directive[] = [];
  readonly modules: Modules = new Modules();
  serverRoot: string | undefined;
  readonly #folder: string;
  readonly #files: ConfigFiles;
  readonly #variables: Map<string, string>;
  readonly #defined = new Set<string>();
  readonly #notes = new Set<string>();
  /** The files that are being read, each included by the one before. */
  readonly #open: string[] = [];
  #filesRead = 0;
  #virtualHosts = 0;

  constructor(folder: string, files: ConfigFiles) {
    this.#folder = folder;
    this.#files = files;
    const environment = environmentPlaces(folder)
      .flatMap((path) => files.list(path))
      .map((path) => files.read(path))
      .find((text) => typeof text === 'string');
    this.#variables = new Map(typeof environment === 'string' ? readEnvironment(environment) : []);
  }

  get notes(): readonly string[] {
    return [...this.#notes].slice(0, MAX_CONFIG_NOTES);
  }

  readFile(path: string, text: string, virtualHost: number): void {
    this.#open.push(path);
    this.#filesRead += 1;
    const sections: Section[] = [{ name: '', holds: true, virtualHost }];
    for (const line of configLines(text)) this.#read(line, path, sections);
    this.#open.pop();
  }

  #read(line: ConfigLine, path: string, sections: Section[]): void {
    const outer = sections.at(-1);
    if (outer === undefined) return;
    if (line.name.startsWith('</')) {
      if (sections.length > 1) sections.pop();
    } else if (line.name.startsWith('<')) {
      sections.push(this.#section(line, outer));
    } else if (outer.holds) {
      this.#directive(line, path, outer.virtualHost);
    }
  }

  #section({ name, rest }: ConfigLine, outer: Section): Section {
    const words = outer.holds ? sectionWords(this.#expand(rest)) : [];
    const holds =
      outer.holds &&
      sectionHolds(name, words, {
        modules: this.modules,
        defined: this.#defined,
        fileExists: (file) => this.#find(file).length > 0,
      });
    if (!holds || name !== '<virtualhost') return { ...outer, name, holds };
    this.#virtualHosts += 1;
    return { name, holds, virtualHost: this.#virtualHosts };
  }

  #directive({ name, rest, text, lineNumber }: ConfigLine, path: string, virtualHost: number) {
    const words = configWords(this.#expand(rest));
    const [first = '', second] = words;
    const where = `${text.replace(/\s+/g, ' ')} (${path}:${lineNumber})`;
    if (name === 'include' || name === 'includeoptional') {
      this.#include(first, { where, virtualHost, optional: name === 'includeoptional' });
    } else if (name === 'define') {
      this.#defined.add(first);
      if (second !== undefined) this.#variables.set(first, second);
    } else if (name === 'undefine') {
      this.#defined.delete(first);
      this.#variables.delete(first);
    } else if (name === 'serverroot') {
      this.serverRoot = first;
    } else if (name === 'loadmodule') {
      this.modules.load(first);
    } else {
      this.directives.push({ name, words, text: where, virtualHost });
    }
  }

  #include(
    pattern: string,
    from: { readonly where: string; readonly virtualHost: number; readonly optional: boolean },
  ): void {
    const paths = this.#find(pattern.replace(/(?<=.)\/+$/, ''));
    if (paths.length === 0 && !from.optional) this.#notes.add(`${from.where} finds no file`);
    for (const path of paths) this.#includeFile(path, from);
  }

  #includeFile(path: string, from: { readonly where: string; readonly virtualHost: number }) {
    if (this.#open.includes(path)) {
      this.#notes.add(`${from.where} leads in a circle`);
    } else if (this.#open.length >= MAX_INCLUDE_DEPTH) {
      this.#notes.add(`${from.where} lies over ${MAX_INCLUDE_DEPTH} files deep`);
    } else if (this.#filesRead >= MAX_CONFIG_FILES) {
      this.#notes.add(`more than ${MAX_CONFIG_FILES} files: ${path} and others were not read`);
    } else {
      const text = this.#files.read(path);
      if (typeof text === 'string') this.readFile(path, text, from.virtualHost);
      else this.#includeFolder(path, from, text);
    }
  }

  /** httpd reads all files of a folder that is included, and of the folders in it. */
  #includeFolder(
    path: string,
    from: { readonly where: string; readonly virtualHost: number },
    miss: Miss,
  ): void {
    const inside = this.#files.list(`${path}/*`);
    if (inside.length === 0) this.#notes.add(`${from.where}: ${path}: ${miss.reason}`);
    this.#open.push(path);
    for (const file of inside) this.#includeFile(file, from);
    this.#open.pop();
  }

  #find(path: string): readonly string[] {
    const place = { folder: this.#folder, serverRoot: this.serverRoot };
    for (const candidate of placesOf(path, place)) {
      const found = this.#files.list(candidate);
      if (found.length > 0) return found;
    }
    return [];
  }

  #expand(text: string): string {
    return expandVariables(text, this.#variables, (name) => {
      this.#notes.add(`\${${name}} is defined nowhere in the files that were read`);
    });
  }
}
