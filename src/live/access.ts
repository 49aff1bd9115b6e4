import { readFile } from 'node:fs/promises';
import { ExpectedError } from '../errors.ts';
import { unreadable } from '../file-errors.ts';

/** What an endpoint is asked with. */
export interface Access {
  readonly headers: Readonly<Record<string, string>>;
  /** Certificates in PEM that are trusted instead of the system's. */
  readonly authority: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that access is read from: secrets on a command line are seen by all users of the host. */
export const accessVariables = {
  token: 'CULPRIT_BEARER_TOKEN',
  tokenFile: 'CULPRIT_BEARER_TOKEN_FILE',
  basic: 'CULPRIT_BASIC_AUTH',
  basicFile: 'CULPRIT_BASIC_AUTH_FILE',
  authority: 'CULPRIT_CA_FILE',
  tenant: 'CULPRIT_TENANT',
} as const;

const AUTHORIZATION = 'Authorization';
/** Mimir, Cortex and Loki tell tenants apart by it. https://grafana.com/docs/mimir/latest/manage/secure/authentication-and-authorization/ */
const TENANT_HEADER = 'X-Scope-OrgID';

/**
 * Access to one address: a bearer token, else user and password, from the environment or a file that it names, else
 * from the address itself. Throws an ExpectedError when a file cannot be read, or a value cannot stand in a header.
 */
export async function accessFor(url: URL, environment: Environment): Promise<Access> {
  const { token, tokenFile, basic, basicFile, authority, tenant } = accessVariables;
  const bearer = await secretOf(environment, token, tokenFile);
  const user = (await secretOf(environment, basic, basicFile)) ?? userOf(url);
  const headers: Record<string, string> = {};
  if (bearer !== undefined) headers[AUTHORIZATION] = `Bearer ${bearer}`;
  else if (user !== undefined)
    headers[AUTHORIZATION] = `Basic ${Buffer.from(user).toString('base64')}`;
  const organisation = headerText(tenant, environment[tenant]);
  if (organisation !== undefined) headers[TENANT_HEADER] = organisation;
  const path = environment[authority];
  return { headers, authority: path ? await textOf(path) : undefined };
}

async function secretOf(
  environment: Environment,
  name: string,
  fileName: string,
): Promise<string | undefined> {
  const path = environment[fileName];
  const text = environment[name] || (path ? await textOf(path) : undefined);
  return headerText(name, text?.trim());
}

/** A line break in a header is another header. */
function headerText(name: string, text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (/^[\x20-\x7e]+$/.test(text)) return text;
  throw new ExpectedError(
    `${name} holds what cannot stand in a header`,
    'give one line of printable ASCII',
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function userOf({ username, password }: URL): string | undefined {
  return username === ''
    ? undefined
    : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
}
