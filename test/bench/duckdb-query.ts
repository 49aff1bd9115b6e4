import { createRequire } from 'node:module';

/** What of the package is used: https://www.npmjs.com/package/@duckdb/node-api */
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}

interface Connection {
  runAndReadAll(sql: string): Promise<{ getRowsJson(): readonly (readonly unknown[])[] }>;
}

/** The fields of a combined line, each a group of the expression. */
const FIELDS = ['client', 'minute', 'path', 'status', 'bytes'];
const LINE = String.raw`^(\S+) \S+ \S+ \[([^\]]{17})[^\]]*\] "\S+ ([^ ?"]*)\S* [^"]*" (\d{3}) (\S+) `;

/** Counts requests by minute, path and client, then sums the groups up, so that no row is left out. */
function queryOf(path: string): string {
  const names = FIELDS.map((name) => `'${name}'`).join(', ');
  // A separator that no line holds: each line is one column.
  const lines = `read_csv('${path.replaceAll("'", "''")}', columns = {'line': 'VARCHAR'}, delim = '\\x01', quote = '', escape = '', header = false, auto_detect = false)`;
  return `
    SELECT sum(requests)::BIGINT FROM (
      SELECT count(*) AS requests
      FROM (SELECT regexp_extract(line, '${LINE}', [${names}]) AS f FROM ${lines})
      GROUP BY f.minute, f.path, f.client
    )`;
}

// By `require`, which finds the package in NODE_PATH as well: it is no dependency of this project.
const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api') as DuckDb;
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = await connection.runAndReadAll(queryOf(process.argv[2] ?? ''));
process.stdout.write(`${String(rows.getRowsJson()[0]?.[0])}\n`);
