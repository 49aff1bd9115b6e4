import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemaOfReport } from '../report/schema-of.ts';

let validate: ValidateFunction | undefined;

/** Throws where the text is a report that breaks its JSON Schema, or has a field that the schema does not name. */
export function checkReport(text: string): void {
  if (!/^\{\s*"schema": "culprit\/report@/.test(text)) return;
  validate ??= new Ajv2020({ validateFormats: false }).compile(schemaOfReport({ strict: true }));
  if (validate(JSON.parse(text))) return;
  const [error] = validate.errors ?? [];
  throw new Error(
    `not as its schema says: ${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)}`,
  );
}
