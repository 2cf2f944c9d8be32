import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, csv, fromRows, json, parquet, z } from '../../src/index.ts';
import { mutantsOf } from '../../src/mutants/mutants-of.ts';
import { measureAll } from '../support/measured.ts';
import { onPlainDuckDB } from '../support/plain-duckdb.ts';

const kind = {
  a: z.object({ kind: z.literal('a'), x: z.int().min(0) }),
  b: z.object({ kind: z.literal('b'), y: z.string().min(2) }),
};
const unions = {
  discriminated: z.discriminatedUnion('kind', [kind.a, kind.b]),
  union: z.union([kind.a, kind.b]),
  strict: z.union([kind.a.strict(), kind.b.strict()]),
  lazy: z.lazy(() => z.xor([kind.a, kind.b])),
  both: z.intersection(z.object({ x: z.int().nullish() }), z.union([kind.a, kind.b])),
  checked: z.union([kind.a, kind.b]).refine((row) => row.kind !== 'b' || row.y !== 'no'),
  unmarked: z.union([kind.a.omit({ kind: true }), kind.b.omit({ kind: true })]),
};

type Row = { readonly kind: string | null; readonly x: number | null; readonly y: string | null };
const good: readonly Row[] = [
  { kind: 'a', x: 1, y: null },
  { kind: 'b', x: null, y: 'yy' },
];

/** Rows that are wrong for a union, in which only some of the unions see nothing wrong. */
const wrong: Readonly<
  Record<string, readonly [row: Row, except: readonly (keyof typeof unions)[]]>
> = {
  'a kind that is unknown': [{ kind: 'c', x: 1, y: null }, ['unmarked']],
  'no kind': [{ kind: null, x: 1, y: null }, ['unmarked']],
  'another case': [{ kind: 'A', x: 1, y: null }, ['unmarked']],
  'a rule of the kind is broken': [{ kind: 'a', x: -1, y: null }, []],
  'the value that only this kind needs is NULL': [{ kind: 'b', x: 1, y: null }, ['unmarked']],
  'both are NULL': [{ kind: 'a', x: null, y: null }, []],
  'values of another kind': [{ kind: 'a', x: null, y: 'yy' }, ['unmarked']],
};

const folder = mkdtempSync(join(tmpdir(), 'kinds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function sources(rows: readonly Row[]): Promise<Readonly<Record<string, Dataset>>> {
  files += 1;
  const at = join(folder, `${files}`);
  writeFileSync(`${at}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const lines = rows.map(({ kind: k, x, y }) => `${k ?? ''},${x ?? ''},${y ?? ''}\n`);
  writeFileSync(`${at}.csv`, `kind,x,y\n${lines.join('')}`);
  await onPlainDuckDB(folder, (connection) =>
    connection.run(
      `copy (select kind::varchar as kind, x::bigint as x, y::varchar as y from read_json('${at}.jsonl')) to '${at}.parquet'`,
    ),
  );
  return {
    json: json(`${at}.jsonl`),
    csv: csv(`${at}.csv`),
    parquet: parquet(`${at}.parquet`),
    rows: fromRows(rows),
  };
}

const isGreen = async (held: Contract, dataset: Dataset) =>
  (await measureAll(held, dataset)).every(({ state }) => state === 'passed');

test.each(Object.entries(unions))(
  'rows that are right are green by %s, of every source',
  async (_, schema) => {
    const held = contract('kinds', { schema });
    for (const [name, dataset] of Object.entries(await sources(good)))
      expect(await isGreen(held, dataset), name).toBe(true);
  },
);

test.each(Object.entries(wrong))('never green: %s', async (_, [row, except]) => {
  const among = await sources([...good, row]);
  for (const [name, schema] of Object.entries(unions)) {
    const isRight = except.some((one) => one === name);
    for (const [source, dataset] of Object.entries(among))
      expect(await isGreen(contract('kinds', { schema }), dataset), `${name} ${source}`).toBe(
        isRight,
      );
  }
});

test('mutants of rows of several kinds are made and judged', async () => {
  const held = contract('kinds', { schema: unions.discriminated });
  const { parquet: dataset } = await sources(Array.from({ length: 20 }, () => good).flat());
  const report = await mutantsOf(held, dataset ?? fromRows([]), { seed: 1 });
  expect(report.mutants.length).toBeGreaterThan(0);
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/reference/kinds.md'), 'utf8');
  const [, code = ''] =
    /```ts\nimport .*?\n\nexport const payments = (.*?);\n```/s.exec(page) ?? [];
  const [, said = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  const held: Contract = new Function('contract', 'z', `return ${code}`)(contract, z);
  const file = join(folder, 'payments.csv');
  writeFileSync(file, 'id,kind,amount,code\n1,card,-2,\n2,voucher,,ABCDE\n3,cash,1,\n');
  const red = (await measureAll(held, csv(file))).filter(({ state }) => state !== 'passed');
  expect(red.map(({ title }) => title).join('\n')).toBe(said);
});
