/** https://httpd.apache.org/docs/2.4/mpm.html#defaults for systems with threads. */
export const DEFAULT_MPM = 'event';

/**
 * Modules that distributions compile in, so that no `LoadModule` names them: what `httpd -l` lists on Debian and
 * Fedora. https://httpd.apache.org/docs/2.4/programs/httpd.html
 */
const compiledIn: ReadonlySet<string> = new Set([
  'core_module',
  'http_module',
  'log_config_module',
  'logio_module',
  'so_module',
  'unixd_module',
  'version_module',
  'watchdog_module',
]);

/** Files whose modules are not named like them. */
const sourceFiles: Readonly<Record<string, string>> = {
  'core.c': 'core_module',
  'http_core.c': 'http_module',
  'prefork.c': 'mpm_prefork_module',
  'worker.c': 'mpm_worker_module',
  'event.c': 'mpm_event_module',
  'mpm_winnt.c': 'mpm_winnt_module',
};

/** The modules that a configuration has loaded so far. */
export class Modules {
  readonly #loaded = new Set<string>();

  load(name: string): void {
    this.#loaded.add(name);
  }

  /** The multi-processing module: `prefork`, `worker`, `event`, `winnt`; undefined where none is loaded. */
  get mpm(): string | undefined {
    for (const name of this.#loaded) {
      const [, mpm] = /^mpm_(\w+)_module$/.exec(name) ?? [];
      if (mpm !== undefined) return mpm;
    }
    return undefined;
  }

  /**
   * Whether `<IfModule>` finds the module, named by itself or by its source file. A configuration that loads
   * nothing is taken for a part of one: there all but foreign multi-processing modules are.
   */
  has(named: string): boolean {
    const name = sourceFiles[named] ?? named.replace(/^mod_(\w+)\.c$/, '$1_module');
    if (this.#loaded.has(name) || compiledIn.has(name)) return true;
    if (name.startsWith('mpm_')) return name === `mpm_${this.mpm ?? DEFAULT_MPM}_module`;
    return this.#loaded.size === 0;
  }
}
