import { setTimeout as pause } from 'node:timers/promises';
import { ExpectedError } from '../errors.ts';
import { stretchesSince } from '../follow/find-since.ts';
import { FollowedLog, type FollowSettings } from '../follow/followed-log.ts';
import { type Stretch, unreadSince } from '../follow/rotated-files.ts';
import { filesOf, type InputFile } from '../ingest/inputs.ts';
import type { NamedPath } from '../ingest/read-logs.ts';
import { rotationOf, withoutCompression } from '../ingest/rotation.ts';
import { isPlainFile } from '../ingest/source.ts';
import type { HeadSettings } from '../segments/log-head.ts';
import { LogFeed } from './log-feed.ts';
import type { SavedLog } from './state-text.ts';
import type { WatchedLogs } from './watched-logs.ts';

/** Between two looks at files that were quiet. */
export const FOLLOW_PAUSE_MS = 250;
/** Between two looks at which files a folder or a glob holds. */
export const RESCAN_MS = 30_000;
/** Logs that are followed at most: each holds a file open. */
export const MAX_FOLLOWED = 1000;

export interface FollowLogsSettings {
  readonly inputs: readonly NamedPath[];
  readonly logs: WatchedLogs;
  readonly windowMs: number;
  /** Epoch milliseconds: what was logged since is read first. Undefined begins with what comes. */
  readonly sinceMs: number | undefined;
  readonly headOf: (name: NamedPath) => HeadSettings;
  /** How far logs were read before a restart. */
  readonly saved: readonly SavedLog[];
  /** Waited for after lines were taken. */
  readonly afterLines: () => Promise<void>;
  /** Called where all that was read is counted, and nothing is on its way. */
  readonly atRest: (isLast: boolean) => Promise<void>;
  readonly clock: () => number;
  readonly warn: (text: string) => void;
}

/** A log that is followed, and the input that it was found by. */
interface Following {
  readonly followed: FollowedLog;
  readonly feed: LogFeed;
  readonly isNamed: boolean;
}

/** Follows logs by their paths; folders and globs for new ones, too. */
export class FollowLogs {
  readonly #settings: FollowLogsSettings;
  readonly #following = new Map<string, Following>();
  readonly #refused = new Set<string>();
  readonly #saved: Map<string, SavedLog>;
  #scannedMs = Number.NEGATIVE_INFINITY;
  #hasBegun = false;

  constructor(settings: FollowLogsSettings) {
    this.#settings = settings;
    this.#saved = new Map(settings.saved.map((one) => [one.path, one]));
  }

  /**
   * How far each log was read, and what was counted so far; of one that holds lines which later ones decide, as it was when
   * it held none.
   */
  get saved(): readonly SavedLog[] {
    return [...this.#following].flatMap(([path, { followed, feed }]) => {
      const { reader, host } = feed.log;
      if (!reader.isHolding) {
        this.#saved.set(path, {
          path,
          host,
          facts: structuredClone(reader.facts.part),
          files: followed.saved,
        });
      }
      return this.#saved.get(path) ?? [];
    });
  }

  /**
   * Reads until `signal` aborts, and then to the end of what is there. Rejects with an ExpectedError where what was named is
   * no log, and there is no other.
   */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#scan();
      this.#hasBegun = true;
      while (!signal.aborted) {
        const hasCome = await this.#pollAll();
        await this.#settings.atRest(false);
        await this.#scan();
        if (!hasCome) await pause(FOLLOW_PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
      await this.#pollAll();
      await this.#settings.atRest(true);
    } finally {
      for (const { followed } of this.#following.values()) await followed.close();
    }
  }

  async #pollAll(): Promise<boolean> {
    let hasCome = false;
    for (const [path, one] of this.#following) {
      try {
        hasCome = (await one.followed.poll()) || hasCome;
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        if (one.isNamed && this.#following.size === 1) throw error;
        this.#following.delete(path);
        this.#refused.add(path);
        await one.followed.close();
        this.#settings.logs.refuse(one.feed.log, error.what);
        this.#settings.warn(`${error.what}; it is not followed`);
      }
    }
    return hasCome;
  }

  async #scan(): Promise<void> {
    const { inputs, clock } = this.#settings;
    if (clock() - this.#scannedMs < RESCAN_MS) return;
    this.#scannedMs = clock();
    for (const input of inputs) {
      for (const file of await this.#filesOf(input)) {
        const isKnown = this.#following.has(file.path) || this.#refused.has(file.path);
        if (!isKnown && this.#following.size < MAX_FOLLOWED) await this.#begin(file, input);
      }
    }
  }

  /** The logs that are written to: of a folder those without what rotation and compression add to a name. */
  async #filesOf({ path }: NamedPath): Promise<readonly InputFile[]> {
    try {
      const files = await filesOf(path);
      return files.filter((file) => file.named || isCurrent(file.path));
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      // A log that was named is waited for; so are those of a folder.
      return [{ path, named: true, isPipe: false }];
    }
  }

  async #begin({ path, named, isPipe }: InputFile, { host }: NamedPath): Promise<void> {
    if (isPipe) {
      throw new ExpectedError(
        `${path} is a pipe or a device, which cannot be followed`,
        `give it as the standard input: culprit watch < ${path}`,
      );
    }
    if (withoutCompression(path) !== path) {
      throw new ExpectedError(
        `${path} is compressed, and nothing is written to it any more`,
        `name the log that is written, or run culprit ${path}`,
      );
    }
    const { logs, sinceMs, headOf } = this.#settings;
    const feed = new LogFeed(logs, { path, host });
    const followed = new FollowedLog(path, this.#followSettings(feed));
    this.#following.set(path, { followed, feed, isNamed: named });
    const head = headOf({ path, ...(host === undefined ? {} : { host }) });
    const saved = this.#saved.get(path);
    if (saved !== undefined) await this.#resume({ followed, feed }, saved, head);
    else if (this.#hasBegun) await followed.begin(0);
    else if (sinceMs === undefined) await followed.begin('end');
    else await beginWith(followed, await stretchesSince(path, sinceMs, head));
  }

  /** Rolls up again what the window still holds, uncounted, and goes on where the log was left. */
  async #resume(
    { followed, feed }: Pick<Following, 'followed' | 'feed'>,
    saved: SavedLog,
    head: HeadSettings,
  ): Promise<void> {
    const { path } = followed;
    const last = saved.files.at(-1);
    const unread = last === undefined ? undefined : await unreadSince(path, last);
    const [left] = unread ?? [];
    if (left !== undefined) await this.#readAgain(feed, { path, saved, left, head });
    feed.resume(saved);
    for (const file of saved.files.slice(0, -1)) {
      const [rest] = (await unreadSince(path, file)) ?? [];
      if (rest !== undefined && rest.path !== path) await beginOne(followed, rest);
    }
    if (unread === undefined && last !== undefined) {
      this.#settings.warn(
        `what was left of ${path} when the watch ended is not there any more: it goes on with what is`,
      );
    }
    await beginWith(followed, unread ?? [{ path, from: 0 }]);
  }

  /** Reads what was counted before and is in the window, up to where the log was left. */
  async #readAgain(
    feed: LogFeed,
    {
      path,
      saved,
      left,
      head,
    }: {
      readonly path: string;
      readonly saved: SavedLog;
      readonly left: Stretch;
      readonly head: HeadSettings;
    },
  ): Promise<void> {
    const sinceMs = saved.facts.toMs - this.#settings.windowMs;
    if (!Number.isFinite(sinceMs)) return;
    const again = new FollowedLog(path, { ...this.#followSettings(feed), afterLines: nothing });
    for (const stretch of await stretchesSince(path, sinceMs, head)) {
      const isLast = stretch.path === left.path;
      await again.catchUp(stretch, isLast ? left.from : undefined);
      if (isLast) return;
    }
  }

  #followSettings(feed: LogFeed): FollowSettings {
    const { afterLines, clock, warn } = this.#settings;
    return { deliver: feed.take, afterLines, clock, warn };
  }
}

const nothing = (): Promise<void> => Promise.resolve();

/** Begins with what rotation has cut off, the oldest first, and goes on with the log itself. */
async function beginWith(followed: FollowedLog, stretches: readonly Stretch[]): Promise<void> {
  for (const stretch of stretches) await beginOne(followed, stretch);
}

/** Servers may go on with files that were renamed, not with compressed ones. */
async function beginOne(followed: FollowedLog, stretch: Stretch): Promise<void> {
  if (stretch.path === followed.path) await followed.begin(stretch.from);
  else if (await isPlainFile(stretch.path)) await followed.beginRenamed(stretch);
  else await followed.catchUp(stretch);
}

function isCurrent(path: string): boolean {
  return rotationOf(path).kind === 'current' && withoutCompression(path) === path;
}
