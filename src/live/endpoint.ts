import { ExpectedError } from '../errors.ts';
import type { SeriesFile } from '../series/input.ts';
import { accessFor, type Environment } from './access.ts';
import { PrometheusApi, type TimeSpan } from './prometheus-api.ts';

/** What an endpoint holds of a span of time. Throws an ExpectedError when it cannot be asked. */
export async function readEndpoint(
  address: string,
  span: TimeSpan,
  environment: Environment,
): Promise<readonly SeriesFile[]> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new ExpectedError(
      `${address} is no address that metrics are read from`,
      'give http(s)://host:port of a Prometheus API',
    );
  }
  return new PrometheusApi(url, { access: await accessFor(url, environment) }).read(span);
}
