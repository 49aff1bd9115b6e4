import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LineParser } from '../../parsers/contract.ts';
import { configuredFormats } from '../../src/server-config/configured-format.ts';
import { readServerConfig } from '../../src/server-config/read-server-config.ts';
import { parserOf } from '../parsers/read-line.ts';
import { type Exchange, sendAll, type WireRequest } from './exchange.ts';
import { type ExpectedRecord, expectRecord } from './expected-record.ts';
import { readServerLog } from './read-log.ts';
import { servedFolder } from './served-folder.ts';
import { freePort, isInstalled, startServer } from './server-process.ts';
import { startSlowBackend } from './slow-backend.ts';

/** A format that a real server writes. */
export interface LoggedFormat {
  /** As it stands in the server's configuration. */
  readonly format: string;
  /** What it tells in another way than the client knows it. */
  readonly differing?: (expected: ExpectedRecord) => ExpectedRecord;
}

export type LoggedFormats = Readonly<Record<string, LoggedFormat>>;

/** What a configuration is made of. */
export interface Site {
  readonly port: number;
  /** Answers `/slow` and `/upload`. */
  readonly backendPort: number;
  /** Nobody listens there. */
  readonly deadPort: number;
  /** Holds `www`, and takes whatever the server writes. */
  readonly folder: string;
  readonly formats: LoggedFormats;
  /** Where the log of a format is written. */
  readonly logOf: (name: string) => string;
}

/** A real server, and what is expected of its logs. */
export interface ServerCase {
  readonly name: string;
  /** Tells whether it is installed. */
  readonly probe: readonly [program: string, ...args: string[]];
  /** Formats by the process that writes them: one process may write several. */
  readonly processes: readonly LoggedFormats[];
  readonly configFile: string;
  readonly configuration: (site: Site) => string;
  readonly command: (configPath: string) => readonly [program: string, ...args: string[]];
  readonly requests: readonly WireRequest[];
  /** What the server writes of a request, whatever the format. */
  readonly expected: (exchange: Exchange) => ExpectedRecord;
  /** What a person gives as `--log-format`. */
  readonly formatString: (name: string, format: string) => string;
}

/** Runs the server, sends it all requests and compares its logs field by field with what the client knows. */
export function describeServer(server: ServerCase): void {
  const { name, probe, processes } = server;
  const isHere = isInstalled(...probe);
  const title = isHere ? `real ${name}` : `real ${name} (skipped: ${probe[0]} is not installed)`;

  describe.skipIf(!isHere)(title, () => {
    const runs = processes.map((formats) => ({ formats, folder: servedFolder() }));
    const exchangesOf = new Map<string, readonly Exchange[]>();

    beforeAll(async () => {
      const done = runs.map(async ({ formats, folder }) => {
        const exchanges = await runServer(server, formats, folder);
        for (const format of Object.keys(formats)) exchangesOf.set(format, exchanges);
      });
      await Promise.all(done);
    });

    const logs = runs.flatMap(({ formats, folder }) =>
      Object.entries(formats).map(([format, logged]) => ({
        format,
        logged,
        folder: folder.path,
        path: logIn(folder.path, format),
      })),
    );

    const compare = ({ format, logged, path }: (typeof logs)[number], parser: LineParser): void => {
      const exchanges = exchangesOf.get(format) ?? [];
      const { records, fields } = readServerLog(path, parser);
      expect(records).toHaveLength(exchanges.length);
      for (const [index, exchange] of exchanges.entries()) {
        const known = server.expected(exchange);
        const expected = { ...known, ...logged.differing?.(known) };
        const { name: request } = exchange.request;
        const compared = expectRecord(records[index] ?? {}, { expected, fields, name: request });
        expect(compared).not.toHaveLength(0);
      }
    };

    it.each(logs)('format $format: every field is what the client knows', (log) => {
      compare(log, parserOf(server.formatString(log.format, log.logged.format)));
    });

    it.each(logs)('format $format: the same by the configuration alone', (log) => {
      const config = readServerConfig({ path: join(log.folder, server.configFile) });
      const [configured, ...others] = configuredFormats({ path: log.path, host: undefined }, [
        config,
      ]);
      expect(others).toEqual([]);
      if (configured === undefined) throw new Error(config.notes.join('\n'));
      compare(log, configured.format.parser);
    });
  });
}

const logIn = (folder: string, format: string): string => join(folder, `${format}.log`);

async function runServer(
  { configFile, configuration, command, requests }: ServerCase,
  formats: LoggedFormats,
  folder: ReturnType<typeof servedFolder>,
): Promise<readonly Exchange[]> {
  const [port, deadPort] = [await freePort(), await freePort()];
  const backend = await startSlowBackend();
  const logOf = (format: string): string => logIn(folder.path, format);
  const site = { port, deadPort, backendPort: backend.port, folder: folder.path, formats, logOf };
  const process = await startServer(command(folder.file(configFile, configuration(site))), port);
  try {
    return await sendAll(port, requests);
  } finally {
    await process.stop();
    backend.stop();
  }
}
