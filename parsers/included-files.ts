import { basename, dirname, isAbsolute, join } from 'node:path/posix';
import type { Miss } from './contract.ts';
import type { ConfigFiles } from './server-config.ts';

/** Files in files are followed so deep. */
export const MAX_INCLUDE_DEPTH = 32;
/** More files than this are not read. */
export const MAX_CONFIG_FILES = 5000;
/** More characters than this are not read, all files together. */
export const MAX_CONFIG_CHARACTERS: number = 16 * 1024 * 1024;
/** Notes of one configuration; the rest is left out. */
export const MAX_CONFIG_NOTES = 50;

const WILDCARD = /[*?[{]/;

/** Takes the text of one file. */
export type FileReader = (text: string, path: string) => void;

/** The files of one configuration, its main file first. Reading ends whatever they include. */
export class IncludedFiles {
  readonly #mainPath: string;
  readonly #files: ConfigFiles;
  readonly #notes = new Set<string>();
  /** The files that are being read, each included by the one before. */
  readonly #open: string[] = [];
  #filesRead = 0;
  #charactersRead = 0;

  constructor(mainPath: string, files: ConfigFiles) {
    this.#mainPath = mainPath;
    this.#files = files;
  }

  get notes(): readonly string[] {
    return [...this.#notes].slice(0, MAX_CONFIG_NOTES);
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  readMain(read: FileReader): Miss | undefined {
    return this.#readFile(this.#mainPath, read);
  }

  /** Reads what a pattern names, relative to the folder of the main file. `where` is the directive, for notes. */
  include(pattern: string, where: string, read: FileReader): void {
    const paths = this.list(pattern);
    if (paths.length === 0 && !WILDCARD.test(pattern)) this.note(`${where} finds no file`);
    for (const path of paths) {
      const miss = this.#readFile(path, read);
      if (miss !== undefined) this.note(`${where}: ${path}: ${miss.reason}`);
    }
  }

  /** The files that a pattern of the configuration names. */
  list(pattern: string): readonly string[] {
    for (const place of placesOf(pattern, dirname(this.#mainPath))) {
      const found = this.#files.list(place);
      if (found.length > 0) return found;
    }
    return [];
  }

  #readFile(path: string, read: FileReader): Miss | undefined {
    if (this.#open.includes(path)) return { reason: 'leads in a circle' };
    if (this.#open.length >= MAX_INCLUDE_DEPTH) {
      return { reason: `lies over ${MAX_INCLUDE_DEPTH} files deep` };
    }
    if (this.#filesRead >= MAX_CONFIG_FILES) return { reason: `over ${MAX_CONFIG_FILES} files` };
    const text = this.#files.read(path);
    if (typeof text !== 'string') return text;
    if (this.#charactersRead + text.length > MAX_CONFIG_CHARACTERS) {
      return { reason: `over ${MAX_CONFIG_CHARACTERS} characters together` };
    }
    this.#filesRead += 1;
    this.#charactersRead += text.length;
    this.#open.push(path);
    read(text, path);
    this.#open.pop();
    return undefined;
  }
}

/**
 * Where files that a configuration names may lie, the likeliest first. The configuration may be a copy of another
 * machine's: one below `/copy/etc/nginx` means `/copy/etc/nginx/conf.d` by `/etc/nginx/conf.d`, and one alone in a
 * folder may have its parts beside it.
 */
function placesOf(pattern: string, folder: string): readonly string[] {
  if (!isAbsolute(pattern)) return [join(folder, pattern)];
  for (let part = dirname(pattern); part !== '/'; part = dirname(part)) {
    if (folder.endsWith(part)) return [join('/', folder.slice(0, -part.length), pattern)];
  }
  const name = basename(pattern);
  return [pattern, join(folder, basename(dirname(pattern)), name), join(folder, name)];
}
