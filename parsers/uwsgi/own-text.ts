/**
 * How lines begin that uWSGI writes of itself: at its start, about its workers, about failed writes.
 *
 * - https://github.com/unbit/uwsgi/tree/master/core (uwsgi_log, uwsgi_log_initial, uwsgi_log_verbose)
 */
const beginnings: readonly string[] = [
  '\\*\\*\\* ',
  ' \\*\\*\\* ',
  '!!! ',
  '--- ',
  '-{17}$',
  '\\.\\.\\.',
  '\\[uWSGI\\] ',
  '\\[uwsgi-',
  '\\[emperor\\] ',
  'DAMN ! ',
  'HARAKIRI',
  'OOPS ! ',
  // The client hung up while the application wrote.
  '(?:OS|IO)Error: write error',
  'Python (?:auto-reloader|main interpreter|version)',
  'Respawned uWSGI ',
  'SIG(?:INT|PIPE|TERM|QUIT)',
  'Set PythonHome to ',
  'Starting uWSGI ',
  'WSGI app ',
  'VirtualHosting mode ',
  'added [\\w/.-]+ to pythonpath',
  'bind\\(\\): |listen\\(\\): ',
  'building mime-types ',
  'chdir\\(\\) to |set[gu]id\\(\\) to ',
  'clock source: ',
  'compiled with version: ',
  'current working directory: ',
  'detected (?:binary path|max file descriptor number|number of CPU cores): ',
  'goodbye to uWSGI',
  'gateway "',
  'invalid request block size: ',
  'invalid HTTP request size ',
  'limiting number of processes ',
  'lock engine: ',
  'logsize: ',
  'machine: ',
  'mapped \\d',
  'mounting ',
  'nodename: ',
  'not enough space in wsgi_req ',
  'os: ',
  'pcre jit ',
  'python threads support ',
  'spawned (?:uWSGI|\\d+ offload threads) ',
  'stable status: ',
  'subprocess \\d',
  'thunder lock: ',
  'threads stack size ',
  'uWSGI ',
  'uwsgi (?:shared |zerg )?socket \\d',
  'uwsgi_(?:response|proto|http|simple)_',
  'worker \\d',
  'workers have been inactive ',
  'writing pidfile to ',
  'your (?:memory|mercy|process|processes|request|server) ',
];

/** Warnings have the time in front, and with `log-date` every line has, in any pattern. */
const DATE = '(?:[\\w ,/.:+[\\]-]{7,40}? - )?';
const BEGINNING = new RegExp(`^${DATE}(?:${beginnings.join('|')})`);

/** Longer than a date and any of the beginnings. */
const LOOKED_AT = 100;

/** Whether uWSGI wrote the line `bytes[start, end)` of itself. */
export function isOwnText(bytes: Uint8Array, start: number, end: number): boolean {
  const head = bytes.subarray(start, Math.min(end, start + LOOKED_AT));
  return BEGINNING.test(String.fromCharCode(...head));
}
