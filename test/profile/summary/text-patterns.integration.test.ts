import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDataset } from '../../../src/engine/engines.ts';
import { csv } from '../../../src/index.ts';
import { column } from '../../../src/metric/expression.ts';
import { patternOf } from '../../../src/profile/summary/text-patterns.ts';
import { folder } from '../../dataset/folder.ts';

const texts = [
  'Ada Lovelace 1815',
  'ÄÖÜ äöü ß',
  '中文 ひらがな',
  `${'x'.repeat(39)}123`,
  `${'é'.repeat(50)}`,
  '😀😀 a😀B',
  '٣٤٥ and ½',
  'a-b_C.9',
  'e\u0301a',
];

test('a pattern is the same whether the engine makes it or the first values do', async () => {
  const root = folder({
    'x.csv': `text,n\n${texts.map((text, at) => `${text},${at}\n`).join('')}`,
  });
  const dataset = csv(join(root, 'x.csv'), { header: true });
  const session = await openDataset(dataset, [], { root, now: new Date(0) });
  try {
    const sql = session.dialect.profile({ kind: 'pattern', of: column('text') }, session);
    const rows = await session.query(`select ${sql} as s from ${session.relation} order by n`);
    expect(texts.map(patternOf)).toEqual(rows.map(({ s }) => s));
  } finally {
    await session.close();
  }
});
