import { expect, test } from 'vitest';
import type { Dataset, Reader } from '../../../src/dataset/dataset.ts';
import { json } from '../../../src/dataset/json/json.ts';
import { openJsonOnce } from '../../../src/dataset/json/json-once.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { folder } from '../folder.ts';

const records = Array.from({ length: 5000 }, (_, n) => `{"n":${n},"t":"text ${n}"}`);

test.each([
  ['guessed', 'x.json', `[${records.join(',')}]`, -1],
  ['counted first', 'x.json', `[${records.join(',')}]`, undefined],
])(
  'an array, its columns %s, is written without holding rows back',
  async (_, name, content, few) => {
    const root = folder({ [name]: content });
    const file = { path: `${root}/${name}`, shown: name, listed: name, remote: false, size: 1e5 };
    const plans: string[] = [];
    const open = async (reader: Reader) => {
      const watched: Reader = {
        ...reader,
        query: async (sql, ...more) => {
          const [plan] = sql.startsWith('copy ') ? await reader.query(`explain ${sql}`) : [];
          if (plan) plans.push(String(plan.explain_value));
          return reader.query(sql, ...more);
        },
      };
      const opened = await openJsonOnce(watched, [file], {}, [], few);
      if (opened === null) throw new Error('the file was left to the careful way');
      return opened;
    };
    const dataset: Dataset = { ...json(name), open };
    const session = await openSession(dataset, [], { root, now: new Date(0), threads: 4 });
    const [row] = await session.query(
      `select count(*) filter (n = r) as n from (select n, row_number() over () - 1 as r from ${session.relation})`,
    );
    await session.close();
    expect(Number(row?.n)).toBe(records.length);
    expect(plans).not.toEqual([]);
    for (const plan of plans) {
      expect(plan).toContain('COPY_TO_FILE');
      expect(plan).not.toContain('BATCH_COPY_TO_FILE');
    }
  },
);
