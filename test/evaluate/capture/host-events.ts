import { spawn } from 'node:child_process';
import { renameSync } from 'node:fs';

/** What can be done to a host of a capture while it runs. */
export interface RunningHost {
  readonly log: string;
  /** Ends the application, and starts it again. */
  readonly stopApplication: () => Promise<void>;
  readonly startApplication: () => Promise<void>;
  /** Tells the web server to write into a new log. */
  readonly reopenLog: () => void;
}

/** Something that happens on the host and is no request. */
export interface HostEvent {
  /** Seconds from the begin of the capture. */
  readonly at: number;
  readonly happen: (host: RunningHost) => void | Promise<void>;
}

export const stopApplication: HostEvent['happen'] = (host) => host.stopApplication();
export const startApplication: HostEvent['happen'] = (host) => host.startApplication();

/** As logrotate does it with `create`. */
export const rotateLog: HostEvent['happen'] = (host) => {
  renameSync(host.log, `${host.log}.1`);
  host.reopenLog();
};

/** A job that has nothing to do with the web: it computes and fills memory for a while. */
export function backgroundJob(seconds: number, bytes: number): HostEvent['happen'] {
  const program = `
import time
held = b''
end = time.time() + ${seconds}
while time.time() < end:
    held = b'x' * min(${bytes}, len(held) + ${Math.round(bytes / 50)})
    until = time.thread_time() + 0.5
    while time.thread_time() < until: pass
    time.sleep(0.2)
`;
  return () => {
    spawn('python3', ['-c', program], { stdio: 'ignore' });
  };
}
