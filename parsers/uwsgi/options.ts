/** A `log-format` with what it depends on. */
export interface LogFormatOptions {
  readonly format: string;
  /** The strftime pattern of `%(ftime)`; without one it prints what `%(ltime)` does. */
  readonly ftimePattern?: string;
}

const OPTION = /^\s*(?:--)?([\w-]+)\s*=\s*(.*?)\s*$/;
const SWITCHED_ON = /^(?:true|1|on|yes)$/i;

/**
 * Reads a format as a string alone, or as lines of an ini file have it, where `%(ftime)` can have a pattern of its
 * own: `log-format = …`, `log-date = …`, `log-format-strftime = true`. Other options are passed over.
 *
 * - https://github.com/unbit/uwsgi/blob/master/core/uwsgi.c (uwsgi_opt_log_date; the options' other names)
 */
export function readOptions(text: string): LogFormatOptions {
  const options = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = OPTION.exec(line) ?? [];
    options.set(
      name.replace(/^logformat/, 'log-format').replace(/^log-prefix$|^logdate$/, 'log-date'),
      value,
    );
  }
  const format = options.get('log-format');
  if (format === undefined) return { format: text };
  const pattern = options.get('log-date') ?? 'true';
  const isUsed = SWITCHED_ON.test(options.get('log-format-strftime') ?? '');
  return isUsed && !SWITCHED_ON.test(pattern) ? { format, ftimePattern: pattern } : { format };
}
