import { isMiss, type LineParser, type LogFormatRoom, type Miss } from '../contract.ts';
import { NameIndex } from '../name-index.ts';
import { readNamedFormat } from '../named-mapping.ts';
import { NamedValues } from '../named-values.ts';
import { JsonParser } from './json-parser.ts';
import { names } from './names.ts';
import { presets } from './presets.ts';
import { apiGatewayNames, caddyNames, traefikNames } from './vendor-names.ts';

const tables = {
  any: names,
  caddy: caddyNames,
  traefik: traefikNames,
  api_gateway: apiGatewayNames,
};

/**
 * Lines of one JSON object each, by the names in them. The format is the name of a table and pairs of what is
 * meant and its name in the lines, as `named-mapping.ts` has them: `json:client=ip,time=ts,durationMs=took`.
 */
export const json: LogFormatRoom = { name: 'json', presets, compile, likeness: () => 0 };

function compile(text: string): LineParser | Miss {
  const format = readNamedFormat(text, tables);
  if (isMiss(format)) return format;
  return new JsonParser(NameIndex.of(format.names), new NamedValues(format.demands));
}
