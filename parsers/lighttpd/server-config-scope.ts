import type { Value } from './server-config-values.ts';

/** A value, and where it was assigned last: `lighttpd.conf:7`. */
export interface Setting {
  readonly value: Value;
  readonly place: string;
}

/** What is assigned under one condition, or under none. */
export class Scope {
  /** As it stands: `$HTTP["host"] == "www.example.org"`; empty for the global scope. */
  readonly condition: string;
  /** The host that the condition, or one around it, asks for. */
  readonly host: string | undefined;
  readonly #parent: Scope | undefined;
  readonly #own = new Map<string, Setting>();
  readonly #inner = new Map<string, Scope>();

  constructor(
    from: { readonly parent?: Scope; readonly condition?: string; readonly host?: string } = {},
  ) {
    this.condition = from.condition ?? '';
    this.host = from.host ?? from.parent?.host;
    this.#parent = from.parent;
  }

  /** The scope of a condition within this one: the same for the same words. */
  inner(condition: string, host: string | undefined): Scope {
    const known = this.#inner.get(condition);
    if (known !== undefined) return known;
    const scope = new Scope({ parent: this, condition, ...(host === undefined ? {} : { host }) });
    this.#inner.set(condition, scope);
    return scope;
  }

  set(name: string, setting: Setting): void {
    this.#own.set(name, setting);
  }

  has(name: string): boolean {
    return this.#own.has(name);
  }

  /** Whether nothing is set here or within. */
  get isEmpty(): boolean {
    return this.all().every((scope) => scope.#own.size === 0);
  }

  /** What is set here or in the nearest scope around. */
  find(name: string): Setting | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.#parent) {
      const setting = scope.#own.get(name);
      if (setting !== undefined) return setting;
    }
    return undefined;
  }

  /** This scope and all within, in the order of the configuration. */
  all(): readonly Scope[] {
    return [this, ...[...this.#inner.values()].flatMap((scope) => scope.all())];
  }
}
