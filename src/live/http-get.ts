import { request as requestPlain } from 'node:http';
import { type RequestOptions, request as requestSecure } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzip } from 'node:zlib';
import { ExpectedError } from '../errors.ts';
import type { Access } from './access.ts';

/** A server that says nothing for this long is given up. */
export const TIMEOUT_MS = 30_000;
/** An answer over this length is not kept. */
export const MAX_ANSWER_BYTES: number = 256 * 1024 * 1024;
/** Further tries after a failure that may pass. */
export const RETRIES = 3;
/** The pause before the first further try; it doubles with each. */
export const RETRY_PAUSE_MS = 500;

/** How an address is asked; the limits are for tests to lower. */
export interface GetSettings {
  /** What people know the server by: the address they gave. */
  readonly name: string;
  readonly access: Access;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly retryPauseMs?: number;
  /** Further tries after a failure that may pass. */
  readonly retries?: number;
}

export interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  /** Where the server would send us instead. */
  readonly location: string | undefined;
}

/** Answers that another try may turn to the better (RFC 9110, section 15). */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Gets an address. Tries again after failures that may pass. Throws an ExpectedError that names the server when no answer comes. Node's own client: `fetch` takes no certificate authority.
 */
export async function httpGet(url: URL, settings: GetSettings): Promise<Answer> {
  const firstPauseMs = settings.retryPauseMs ?? RETRY_PAUSE_MS;
  for (let tried = 0; ; tried += 1) {
    const last = tried === (settings.retries ?? RETRIES);
    try {
      const answer = await getOnce(url, settings);
      if (last || !PASSING.has(answer.status)) return answer;
    } catch (error) {
      if (error instanceof ExpectedError) throw error;
      const code = codeOf(error);
      if (last || !transientCodes.has(code)) throw unreachable(settings.name, error);
    }
    await pause(firstPauseMs * 2 ** tried);
  }
}

function getOnce(url: URL, settings: GetSettings): Promise<Answer> {
  const { name, access, timeoutMs = TIMEOUT_MS, maxBytes = MAX_ANSWER_BYTES } = settings;
  const options: RequestOptions = {
    headers: { ...access.headers, accept: 'application/json', 'accept-encoding': 'gzip' },
    timeout: timeoutMs,
    ...(access.authority === undefined ? {} : { ca: access.authority }),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestSecure : requestPlain;
    const sent = send(withoutUser(url), options, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= maxBytes) return;
        reject(tooLong(name, maxBytes));
        sent.destroy();
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        const { location } = headers;
        const whole = Buffer.concat(chunks, length);
        if (headers['content-encoding'] !== 'gzip') {
          resolve({ status, body: whole, location });
          return;
        }
        gunzip(whole, { maxOutputLength: maxBytes }, (error, body) => {
          if (error === null) resolve({ status, body, location });
          else
            reject(
              'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
                ? tooLong(name, maxBytes)
                : error,
            );
        });
      });
    });
    sent.on('timeout', () => sent.destroy(new TimeoutError(`no answer in ${timeoutMs / 1000} s`)));
    sent.on('error', reject);
    sent.end();
  });
}

class TimeoutError extends Error {
  readonly code = 'ETIMEDOUT';
}

/** What Node and OpenSSL call failures of the network, in words. https://nodejs.org/api/errors.html */
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of an authority that is not known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is of an authority that is not known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is of an authority that is not known',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  EPROTO: 'it does not speak TLS',
};
const transientCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EPIPE',
]);
const ofCertificate = /^(?:DEPTH_|SELF_|UNABLE_|CERT_|ERR_TLS)/;

function unreachable(name: string, error: unknown): ExpectedError {
  const code = codeOf(error);
  const cause =
    causes[code] ?? (error instanceof Error && error.message !== '' ? error.message : code);
  const instead = ofCertificate.test(code)
    ? 'name the file of its authority in CULPRIT_CA_FILE'
    : 'check the address, or give exported files to --metrics';
  return new ExpectedError(`${name} cannot be asked: ${cause}`, instead);
}

function tooLong(name: string, maxBytes: number): ExpectedError {
  const what = `${name} answers with over ${Math.floor(maxBytes / 1024 / 1024)} MiB`;
  return new ExpectedError(what, 'narrow it with match[], --from and --to');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function withoutUser(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

/** An address for people: without user, query and fragment. */
export function shownUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
