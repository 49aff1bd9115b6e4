import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { accessFor } from '../../src/live/access.ts';
import { httpGet } from '../../src/live/http-get.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate of its own authority for these names, as OpenSSL makes it. */
function certificate(name: string, subject: string): { key: string; cert: string; path: string } {
  const [key, cert] = [join(files.path, `${name}.key`), join(files.path, `${name}.pem`)];
  const { status, stderr } = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=culprit', '-addext', `subjectAltName=${subject}`],
    ...['-keyout', key, '-out', cert],
  ]);
  if (status !== 0) throw new Error(stderr.toString());
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), path: cert };
}

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(0) : server.close(resolve)));
  server = undefined;
});

async function serve(own: { key: string; cert: string }): Promise<URL> {
  const started = createServer(own, (_, response) => response.end('{}'));
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return new URL(`https://127.0.0.1:${(started.address() as AddressInfo).port}/`);
}

async function get(url: URL, environment: Readonly<Record<string, string>>) {
  const access = await accessFor(url, environment);
  return httpGet(url, { name: 'https://prometheus', access, retryPauseMs: 1 });
}

const title = hasOpenssl ? 'TLS' : 'TLS (skipped: openssl is not installed)';

describe.skipIf(!hasOpenssl)(title, () => {
  it('trusts the authority that CULPRIT_CA_FILE names', async () => {
    const own = certificate('own', 'IP:127.0.0.1');
    const url = await serve(own);
    expect(await get(url, { CULPRIT_CA_FILE: own.path })).toMatchObject({ status: 200 });
  });

  it('trusts no other, and says how to', async () => {
    const own = certificate('own', 'IP:127.0.0.1');
    const other = certificate('other', 'IP:127.0.0.1');
    const url = await serve(own);
    const message =
      /^https:\/\/prometheus cannot be asked: its certificate is .*; name the file of its authority in CULPRIT_CA_FILE$/;
    await expect(get(url, {})).rejects.toThrow(message);
    await expect(get(url, { CULPRIT_CA_FILE: other.path })).rejects.toThrow(message);
  });

  it('trusts no certificate of another name', async () => {
    const own = certificate('elsewhere', 'DNS:elsewhere.example');
    const url = await serve(own);
    await expect(get(url, { CULPRIT_CA_FILE: own.path })).rejects.toThrow(/for another name/);
  });
});
