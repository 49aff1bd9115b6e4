import { basename } from 'node:path/posix';
import type { IncludedFiles } from '../included-files.ts';
import { readExpression } from './server-config-expression.ts';
import type { Scope } from './server-config-scope.ts';
import { LighttpdTokens } from './server-config-tokens.ts';
import { combine, type Value } from './server-config-values.ts';

/** Conditions in conditions are read so deep. */
export const MAX_CONDITION_DEPTH = 32;

/**
 * What the commands of Debian print that stand behind `include_shell`: names of files to include, or nothing about
 * logs and limits. No command is ever run.
 *
 * - https://sources.debian.org/src/lighttpd/1.4.69-1/debian/
 */
const printedIncludes: ReadonlyMap<string, string | undefined> = new Map([
  ['include-conf-enabled.pl', 'conf-enabled/*.conf'],
  ['create-mime.assign.pl', undefined],
  ['create-mime.conf.pl', undefined],
  ['use-ipv6.pl', undefined],
]);

/** Variables that lighttpd sets when it starts. */
const startVariables: ReadonlySet<string> = new Set(['var.CWD', 'var.PID']);

/** The scopes that are open while a configuration is read, the innermost last. */
export interface OpenScopes {
  readonly global: Scope;
  readonly open: Scope[];
}

/** Reads one file and what it includes into the scope that is open. */
export function readScopes(
  text: string,
  path: string,
  from: { readonly scopes: OpenScopes; readonly files: IncludedFiles },
): void {
  const depth = from.scopes.open.length;
  new ScopeReader(text, path, from).read();
  from.scopes.open.length = Math.min(depth, from.scopes.open.length);
}

class ScopeReader {
  readonly #tokens: LighttpdTokens;
  readonly #path: string;
  readonly #files: IncludedFiles;
  readonly #scopes: OpenScopes;

  constructor(
    text: string,
    path: string,
    from: { readonly scopes: OpenScopes; readonly files: IncludedFiles },
  ) {
    this.#tokens = new LighttpdTokens(text);
    this.#path = path;
    this.#files = from.files;
    this.#scopes = from.scopes;
  }

  read(): void {
    while (this.#tokens.current.kind !== 'end') {
      const { kind, text } = this.#tokens.current;
      if (kind === 'line-end') this.#tokens.take();
      else if (kind === 'name') this.#readName();
      else if (text === '$' && kind === 'mark') this.#readCondition();
      else if (text === '{' && kind === 'mark')
        this.#open(`else of line ${this.#tokens.current.line}`, undefined);
      else if (this.#tokens.takeMark('}')) this.#close();
      else this.#skipLine();
    }
  }

  get #scope(): Scope {
    return this.#scopes.open.at(-1) ?? this.#scopes.global;
  }

  #place(): string {
    return `${this.#path}:${this.#tokens.current.line}`;
  }

  #readName(): void {
    const place = this.#place();
    const name = this.#tokens.take().text;
    if (name === 'include') this.#include(place);
    else if (name === 'include_shell') this.#includeShell(place);
    else if (name === 'global' && this.#skipLineEnds('{')) this.#push(this.#scopes.global);
    else if (!/^(?:else|elif|elseif|elsif|if)$/.test(name)) this.#assign(variable(name), place);
  }

  #assign(name: string, place: string): void {
    const { text } = this.#tokens.current;
    if (!['=', ':=', '+='].some((mark) => this.#tokens.takeMark(mark))) {
      this.#skipLine();
      return;
    }
    const added = this.#expression(place);
    const before = text === '+=' ? this.#scope.find(name) : undefined;
    const value = before === undefined ? added : combine(before.value, added);
    this.#scope.set(name, { value, place });
  }

  #include(place: string): void {
    const pattern = this.#expression(place);
    if (typeof pattern !== 'string') return;
    this.#files.include(pattern, `include "${pattern}" (${place})`, (text, path) => {
      readScopes(text, path, { scopes: this.#scopes, files: this.#files });
    });
  }

  #includeShell(place: string): void {
    const command = this.#expression(place);
    const where = `include_shell "${command ?? '?'}" (${place})`;
    const program = basename(/^\S*/.exec(String(command))?.[0] ?? '');
    const pattern = printedIncludes.get(program);
    if (pattern !== undefined) {
      this.#files.include(pattern, where, (text, path) => {
        readScopes(text, path, { scopes: this.#scopes, files: this.#files });
      });
    } else if (!printedIncludes.has(program)) {
      this.#files.note(`${where}: a command, which is not run; what it prints is not read`);
    }
  }

  /** `$HTTP["host"] == "www.example.org" {` */
  #readCondition(): void {
    const place = this.#place();
    this.#tokens.take();
    const object = this.#tokens.take().text;
    this.#tokens.takeMark('[');
    const field = this.#tokens.take().text;
    this.#tokens.takeMark(']');
    const operator = this.#tokens.take().text;
    const value = this.#expression(place);
    if (!this.#skipLineEnds('{', 'leave')) {
      this.#skipLine();
      return;
    }
    const isHost = object === 'HTTP' && field === 'host' && operator === '==';
    const host = isHost && typeof value === 'string' ? value : undefined;
    this.#open(`$${object}["${field}"] ${operator} "${value ?? '?'}"`, host);
  }

  #open(condition: string, host: string | undefined): void {
    this.#tokens.take();
    if (this.#scopes.open.length < MAX_CONDITION_DEPTH) {
      this.#push(this.#scope.inner(condition, host));
    } else {
      this.#files.note(`${this.#place()}: over ${MAX_CONDITION_DEPTH} conditions deep`);
      this.#push(this.#scope);
    }
  }

  #push(scope: Scope): void {
    this.#scopes.open.push(scope);
  }

  #close(): void {
    if (this.#scopes.open.length > 1) this.#scopes.open.pop();
  }

  #skipLineEnds(mark: string, then: 'take' | 'leave' = 'take'): boolean {
    while (this.#tokens.current.kind === 'line-end') this.#tokens.take();
    if (then === 'take') return this.#tokens.takeMark(mark);
    return this.#tokens.current.kind === 'mark' && this.#tokens.current.text === mark;
  }

  #skipLine(): void {
    this.#files.note(`${this.#place()}: not read: no assignment, include or condition`);
    while (!['line-end', 'end'].includes(this.#tokens.current.kind)) this.#tokens.take();
  }

  #expression(place: string): Value {
    return readExpression(this.#tokens, (name) => this.#lookUp(variable(name), place));
  }

  #lookUp(name: string, place: string): Value {
    const setting = this.#scope.find(name);
    if (setting !== undefined) return setting.value;
    const isOutside = name.startsWith('env.') || startVariables.has(name);
    const reason = isOutside ? 'is known only where lighttpd runs' : 'is assigned nowhere before';
    this.#files.note(`${name} ${reason} (${place})`);
    return undefined;
  }
}

/** Names without a dot are of variables. */
function variable(name: string): string {
  return name.includes('.') ? name : `var.${name}`;
}
