import type { IncludedFiles } from '../included-files.ts';
import { NginxStatements } from './server-config-tokens.ts';

/** Blocks in blocks are read so deep. */
export const MAX_BLOCK_DEPTH = 32;

/** A directive, with what stands between its braces where it is a block. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly Directive[] | undefined;
  /** The file and line that it begins on: `nginx.conf:12`. */
  readonly place: string;
}

/** A directive as notes show it: `access_log off (nginx.conf:12)`. */
export function directiveText({ name, args, place }: Directive): string {
  return `${[name, ...args].join(' ').replace(/\s+/g, ' ')} (${place})`;
}

/** The directives of a text, in the order of reading. Those of the files that it includes take the place of `include`. */
export function readDirectives(
  text: string,
  path: string,
  files: IncludedFiles,
): readonly Directive[] {
  const reader = new DirectiveReader(path, files);
  reader.read(text);
  return reader.directives;
}

interface OpenBlock {
  readonly directive: Omit<Directive, 'block'>;
  readonly content: Directive[];
}

class DirectiveReader {
  readonly directives: Directive[] = [];
  readonly #path: string;
  readonly #files: IncludedFiles;
  /** The blocks that the next directive stands in, the outermost first. */
  readonly #open: OpenBlock[] = [];
  /** Blocks that lie too deep and are passed over. */
  #passedOver = 0;

  constructor(path: string, files: IncludedFiles) {
    this.#path = path;
    this.#files = files;
  }

  read(text: string): void {
    const statements = new NginxStatements(text);
    for (;;) {
      const { words, ending, line } = statements.next();
      const [name = '', ...args] = words;
      const directive = { name, args, place: `${this.#path}:${line}` };
      if (ending === 'end') {
        this.#end(directive);
        return;
      }
      if (ending === ';') this.#simple(directive);
      else if (ending === '}') this.#closeBlock();
      else if (name.endsWith('_by_lua_block')) statements.skipLua();
      else this.#openBlock(directive);
    }
  }

  #simple(directive: Omit<Directive, 'block'>): void {
    if (this.#passedOver > 0 || directive.name === '') return;
    const [pattern] = directive.args;
    if (directive.name !== 'include' || pattern === undefined) {
      this.#add({ ...directive, block: undefined });
      return;
    }
    const where = directiveText({ ...directive, block: undefined });
    this.#files.include(pattern, where, (text, path) => {
      for (const included of readDirectives(text, path, this.#files)) this.#add(included);
    });
  }

  #openBlock(directive: Omit<Directive, 'block'>): void {
    if (this.#open.length < MAX_BLOCK_DEPTH && this.#passedOver === 0) {
      this.#open.push({ directive, content: [] });
      return;
    }
    this.#files.note(`${directive.place}: over ${MAX_BLOCK_DEPTH} blocks deep, not read`);
    this.#passedOver += 1;
  }

  #closeBlock(): void {
    if (this.#passedOver > 0) {
      this.#passedOver -= 1;
      return;
    }
    const closed = this.#open.pop();
    if (closed !== undefined) this.#add({ ...closed.directive, block: closed.content });
  }

  #add(directive: Directive): void {
    (this.#open.at(-1)?.content ?? this.directives).push(directive);
  }

  /** What the end of the file leaves open is closed: a part of a configuration tells something too. */
  #end({ name, place }: Omit<Directive, 'block'>): void {
    if (name !== '' || this.#open.length > 0) {
      this.#files.note(`${place}: the file ends within a directive or block`);
    }
    this.#passedOver = 0;
    while (this.#open.length > 0) this.#closeBlock();
  }
}
