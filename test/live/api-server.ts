import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one request is answered with. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Cut the connection instead. */
  readonly cut?: true;
  /** Never answer. */
  readonly silent?: true;
}

/** A server on loopback that answers as `answer` says, and notes what it was asked. */
export class ApiServer {
  readonly asked: { readonly url: URL; readonly headers: IncomingMessage['headers'] }[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(answer: (url: URL, turn: number) => Reply): Promise<ApiServer> {
    const server = createServer();
    const api = new ApiServer(server);
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      api.asked.push({ url, headers: request.headers });
      const { status = 200, headers = {}, body = '', cut, silent } = answer(url, api.asked.length);
      if (silent) return;
      if (cut) {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, headers);
      response.end(
        typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
