import { connect, type Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import {
  type NodeConfig,
  type NodeValue,
  readNodeConfig,
  readNodeValues,
} from '../../parsers/munin/node-reply.ts';
import { ExpectedError } from '../errors.ts';

/** The port of munin-node. https://guide.munin-monitoring.org/en/latest/node/index.html */
export const MUNIN_PORT = 4949;
/** A node that says nothing for this long is given up: plugins take their time. */
export const NODE_TIMEOUT_MS = 30_000;
/** Lines of one answer at most. */
export const MAX_ANSWER_LINES = 100_000;

/** A conversation with one munin-node. https://guide.munin-monitoring.org/en/latest/master/network-protocol.html */
export class MuninNode {
  /** The host whose plugins are asked, by its own name. */
  readonly host: string;
  readonly #name: string;
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;

  private constructor(name: string, host: string, socket: Socket, lines: AsyncIterator<string>) {
    this.host = host;
    this.#name = name;
    this.#socket = socket;
    this.#lines = lines;
  }

  /**
   * Connects to `munin://host:port`, or `munin://host:port/node` for a node that the host speaks for. Throws an
   * ExpectedError when nothing answers as a munin-node.
   */
  static async open(url: URL, timeoutMs: number = NODE_TIMEOUT_MS): Promise<MuninNode> {
    const name = `munin://${url.host}`;
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || MUNIN_PORT),
    });
    socket.setEncoding('utf8');
    socket.setTimeout(timeoutMs, () =>
      socket.destroy(new Error(`no answer in ${timeoutMs / 1000} s`)),
    );
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('error', reject);
      });
      const reader: Interface = createInterface({
        input: socket,
        crlfDelay: Number.POSITIVE_INFINITY,
      });
      const failed = new Promise<never>((_, reject) => socket.once('error', reject));
      failed.catch(() => undefined);
      const lines = reader[Symbol.asyncIterator]();
      const greeting = await Promise.race([lines.next(), failed]);
      const { host } =
        /^# munin node at (?<host>\S+)/.exec(greeting.done ? '' : greeting.value)?.groups ?? {};
      if (host === undefined)
        throw new Error('it does not greet like a munin-node (is this host in its allow list?)');
      const wanted = decodeURIComponent(url.pathname.slice(1));
      const node = new MuninNode(name, wanted === '' ? host : wanted, socket, lines);
      // Without it plugins of several graphs hide all but their first.
      await node.#line('cap multigraph');
      return node;
    } catch (error) {
      socket.destroy();
      throw silent(name, error);
    }
  }

  /** The plugins of the host. */
  async plugins(): Promise<readonly string[]> {
    const line = await this.#line(`list ${this.host}`);
    return line.split(/\s+/).filter((plugin) => plugin !== '');
  }

  async config(plugin: string): Promise<NodeConfig> {
    return readNodeConfig(plugin, await this.#answer(`config ${plugin}`));
  }

  async fetch(plugin: string): Promise<readonly NodeValue[]> {
    return readNodeValues(plugin, await this.#answer(`fetch ${plugin}`));
  }

  close(): void {
    this.#socket.end('quit\n');
    this.#socket.destroySoon();
  }

  /** The lines of an answer that ends with a dot alone. */
  async #answer(command: string): Promise<readonly string[]> {
    const lines: string[] = [];
    this.#socket.write(`${command}\n`);
    for (;;) {
      const line = await this.#next();
      if (line === '.') return lines;
      if (lines.length < MAX_ANSWER_LINES) lines.push(line);
    }
  }

  /** An answer of one line. */
  async #line(command: string): Promise<string> {
    this.#socket.write(`${command}\n`);
    return this.#next();
  }

  async #next(): Promise<string> {
    try {
      const next = await this.#lines.next();
      if (!next.done) return next.value;
    } catch (error) {
      throw silent(this.#name, error);
    }
    throw silent(this.#name, this.#socket.errored ?? new Error('it hung up'));
  }
}

function silent(name: string, error: unknown): ExpectedError {
  if (error instanceof ExpectedError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const cause =
    code === 'ECONNREFUSED'
      ? 'nothing listens there'
      : error instanceof Error
        ? error.message
        : String(error);
  return new ExpectedError(
    `${name} cannot be asked: ${cause}`,
    'check the address and the allow lines of munin-node.conf, or give the master’s .rrd files',
  );
}
