import { expect, test } from 'vitest';
import { type CopiedRows, EngineError, type Session } from '../../../../src/engine/engine.ts';
import { dataset, session } from '../duckdb-support.ts';

const thousand =
  "select i as id, i % 7 as digit, 'n' || i as name, i + 0.5 as half, 'x' as \"__assay_place\" from range(1000) t(i)";

async function copied(sql = thousand, seed = 1): Promise<{ of: Session; copy: CopiedRows }> {
  const of = await session(dataset(sql));
  if (!of.changes) throw new Error('DuckDB changes copies of rows.');
  return { of, copy: await of.changes.copy(seed) };
}

const rowsOf = async ({ of, copy }: Awaited<ReturnType<typeof copied>>, relation = copy.relation) =>
  of.query(`select * from ${relation}`);

const negative = { column: 'digit', edit: { kind: 'scale', by: -1 } } as const;

test('a copy has the rows, in their order, and no other column', async () => {
  const made = await copied();
  expect(await rowsOf(made)).toEqual(await made.of.query(`select * from ${made.of.relation}`));
});

test('an edit changes the chosen share of the rows, the same for a seed', async () => {
  const share = { share: 0.2 };
  const values = async (seed: number) => {
    const made = await copied(thousand, seed);
    const [counted] = await made.copy.count([negative], [0.2]);
    const rows = await rowsOf(made, made.copy.edited([{ ...negative, in: share }]));
    const changed = rows.filter(({ digit }) => Number(digit) < 0);
    expect(counted?.changed).toEqual([changed.length]);
    expect(changed.length).toBeGreaterThan(120);
    expect(changed.length).toBeLessThan(220);
    return changed.map(({ id }) => id);
  };
  const [first, again, other] = [await values(1), await values(1), await values(2)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('one row is the first whose value changes', async () => {
  const made = await copied();
  const seven = { column: 'name', edit: { kind: 'replace', from: 'n7', to: 'm7' } } as const;
  const [none, some] = await made.copy.count(
    [{ column: 'name', edit: { kind: 'replace', from: 'zz', to: '' } }, seven],
    [0.0001],
  );
  expect(none).toEqual({ first: null, changed: [0] });
  const place = some?.first ?? -1;
  const rows = await rowsOf(made, made.copy.edited([{ ...seven, in: { place } }]));
  expect(rows.filter(({ name }) => String(name).startsWith('m7'))).toHaveLength(1);
});

test('two columns are exchanged, and other rows stay', async () => {
  const made = await copied('select * from (values (1, 2), (null, 3), (4, null)) t(a, b)');
  const swap = { column: 'a', edit: { kind: 'column', name: 'b' } } as const;
  const rows = await rowsOf(made, made.copy.edited([{ ...swap, in: { share: 1 } }]));
  expect(rows).toEqual([
    { a: 2, b: 1 },
    { a: null, b: 3 },
    { a: null, b: 4 },
  ]);
});

test('rows are repeated beside themselves, lost and moved', async () => {
  const made = await copied();
  const ids = async (relation: string) => (await rowsOf(made, relation)).map(({ id }) => id);
  const all = await ids(made.copy.relation);
  const twice = await ids(await made.copy.rearranged('repeat', { share: 0.1 }, []));
  expect(twice.length).toBeGreaterThan(1050);
  expect(twice.filter((id, at) => id !== twice[at - 1])).toEqual(all);
  const less = await ids(await made.copy.rearranged('drop', { share: 0.1 }, []));
  expect(less).toHaveLength(2000 - twice.length);
  expect(all.filter((id) => less.includes(id))).toEqual(less);
  const moved = await ids(await made.copy.rearranged('move', { share: 0.1 }, []));
  expect(moved).not.toEqual(all);
  expect(moved.toSorted((one, other) => Number(one) - Number(other))).toEqual(all);
});

test('rows are nearly repeated with an edit', async () => {
  const made = await copied();
  const relation = await made.copy.rearranged('nearly', { share: 0.1 }, [negative]);
  const rows = await rowsOf(made, relation);
  expect(rows.length).toBeGreaterThan(1050);
  expect(rows.filter(({ digit }) => Number(digit) < 0).length).toBeGreaterThan(30);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(1000);
});

test('an edit that does not fit is refused with a reason', async () => {
  const { copy } = await copied();
  expect(copy.refusal(negative)).toBeNull();
  expect(copy.refusal({ column: 'digit', edit: { kind: 'mojibake' } })).toMatch(/for text/);
});

test('a copy that is closed is gone, and the data is as it was', async () => {
  const { of, copy } = await copied();
  const { relation } = copy;
  await copy.close();
  await expect(of.query(`select * from ${relation}`)).rejects.toThrow(EngineError);
  expect(await of.query(`select count(*) as n from ${of.relation}`)).toEqual([{ n: 1000n }]);
});
