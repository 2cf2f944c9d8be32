import { beforeAll, expect, test } from 'vitest';
import { command } from '../../../src/fuzz/steps/command/command.ts';
import { folder } from '../../dataset/folder.ts';
import { framesDirectory } from '../../support/python-frames.ts';
import { opened, table } from './step-tables.ts';

let frames = '';
beforeAll(async () => {
  frames = await framesDirectory();
}, 300_000);

const clean = {
  pandas: `
import pandas as pd
from assay_step import step

@step
def clean(df: pd.DataFrame) -> pd.DataFrame:
    print(df)
    df["name"] = df["name"].str.strip()
    df["total"] = df["price"] * 2
    return df[df["id"] != 3]
`,
  polars: `
import polars as pl
from assay_step import step

@step(frame="polars")
def clean(df):
    return df.filter(pl.col("id") != 3).with_columns(pl.col("name").str.strip_chars(), total=pl.col("price") * 2)
`,
};

const families = {
  id: 'integer',
  name: 'text',
  price: 'float',
  made: 'timestamp',
  day: 'date',
} as const;
const made = new Date('2026-02-28T10:00:00.123Z');
const day = new Date('2026-02-28');
const given = [
  { id: 1, name: ' a ', price: 1.5, made, day },
  { id: 2, name: null, price: null, made: null, day: null },
  { id: 3, name: 'c', price: 2, made, day },
];

test.each(['pandas', 'polars'] as const)(
  '%s gets frames of the types of the columns, also where they have no values',
  async (frame) => {
    const root = folder({ 'clean.py': clean[frame] });
    const line = command('python3 clean.py', { worker: true, env: { PYTHONPATH: frames } });
    const step = await opened(line, 60_000, root);
    const [first, second] = given;
    const cleaned = [
      { ...first, name: 'a', total: 3 },
      { ...second, total: null },
    ];
    expect((await step.run([table(families, given)])).rows).toEqual(cleaned);
    expect((await step.run([table(families, [{ ...second }])])).rows).toEqual([cleaned[1]]);
    const none = await step.run([table(families, [])]);
    expect(none.columns.map(({ name }) => name)).toEqual([...Object.keys(families), 'total']);
    const late = new Date('+010000-01-01');
    const [row] = (await step.run([table(families, [{ ...first, made: late }])])).rows;
    expect(row).toMatchObject({ name: 'a', made: '+010000-01-01T00:00:00.000' });
  },
  60_000,
);
