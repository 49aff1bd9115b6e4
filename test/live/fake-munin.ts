import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';

/** A munin-node on loopback that answers commands as `answer` says; `undefined` hangs up. */
export class FakeMunin {
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(
    answer: (command: string) => string | undefined,
    greeting = '# munin node at web1.example.org\n',
  ): Promise<FakeMunin> {
    const server = createServer();
    const fake = new FakeMunin(server);
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.write(greeting);
      createInterface({ input: socket }).on('line', (command) => {
        fake.asked.push(command);
        const reply = answer(command);
        if (reply === undefined) socket.destroy();
        else socket.write(reply);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): URL {
    return new URL(`munin://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
