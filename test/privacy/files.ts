import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { kinds, rows } from './tokens.ts';

const quotedCell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csvOf = (list: typeof rows) =>
  [
    kinds.join(','),
    ...list.map((row) => kinds.map((kind) => quotedCell(row[kind])).join(',')),
  ].join('\n');
const jsonRow = (row: (typeof rows)[number]) => ({ ...row, card: Number(row.card) });
const jsonOf = (list: typeof rows) => JSON.stringify(list.map(jsonRow));

/** Rows in which a value stands where its column has no place for it. */
const misplaced = rows.map((row, at) =>
  at % 10 === 3 ? { ...row, card: row.email, born: row.name } : row,
);

/** Every way in which the planted rows are kept in files, and some in which they can't be read. */
export async function plantFiles(folder: string): Promise<void> {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('planted.csv', csvOf(rows));
  write('misplaced.csv', csvOf(misplaced));
  write(
    'ragged.csv',
    `${csvOf(rows)}\n${rows
      .slice(0, 20)
      .map(({ name, ssn }) => `${name},${ssn}`)
      .join('\n')}`,
  );
  write('headless.csv', csvOf(rows).split('\n').slice(1).join('\n'));
  write('cut.csv', `${csvOf(rows)}\n"${rows[0]?.address}`);
  write('planted.json', jsonOf(rows));
  write('document.json', `{"data":{"people":${jsonOf(rows)}}}`);
  const byEmail = Object.fromEntries(rows.map((row) => [row.email, jsonRow(row)]));
  write('keyed.json', JSON.stringify(byEmail));
  write('few.json', JSON.stringify(Object.fromEntries(Object.entries(byEmail).slice(0, 9))));
  write('cut.json', JSON.stringify(byEmail).slice(0, -3));
  write('misplaced.json', jsonOf(misplaced).replaceAll(/"card":null/g, '"card":"none"'));
  write(
    'broken.jsonl',
    `${rows.map((row) => JSON.stringify(jsonRow(row))).join('\n')}\n{"name": ${rows[1]?.name}`,
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const from = `(select * replace (cast(card as bigint) as card, cast(born as date) as born) from read_csv('${join(folder, 'planted.csv')}', all_varchar = true))`;
  const run = (sql: string) => connection.run(sql);
  await run(`copy ${from} to '${join(folder, 'planted.parquet')}' (format parquet)`);
  // Few values for many rows: the file has a dictionary of them.
  await run(
    `copy (select v.* from ${from} v, range(40)) to '${join(folder, 'often.parquet')}' (format parquet)`,
  );
  await run(
    `copy (select * from ${from} order by hash(ssn) limit 60) to '${join(folder, 'folders')}' (format parquet, partition_by (email, mrn))`,
  );
  await run(
    `copy (select {'who': name, 'mail': email} as nested, [ip] as list, encode(email) as bytes, map {ssn: phone} as pairs, cast(card as double) as big, cast(card as decimal(18, 0)) as exact, cast(card as hugeint) as huge from ${from}) to '${join(folder, 'nested.parquet')}' (format parquet)`,
  );
  await run(`attach '${join(folder, 'planted.duckdb')}' as kept`);
  await run(`create table kept.people as from ${from}`);
  connection.closeSync();
  instance.closeSync();
}
