// Writes from-javascript*.parquet: `npm i --no-save @dsnp/parquetjs@1.8.7 && node make.mjs`.

import { ParquetSchema, ParquetWriter } from '@dsnp/parquetjs';

const rows = [
  { id: 1, tags: ['a', 'b'], lines: [{ sku: 'x', count: 1, marks: ['m'] }], place: { names: ['n'] } },
  { id: 2, tags: [], lines: [], place: { names: [] } },
  {
    id: 3,
    tags: ['c'],
    lines: [
      { sku: 'y', count: 2, marks: [] },
      { sku: 'z', marks: ['o', 'p'] },
    ],
    place: { names: ['q', 'r'] },
  },
  { id: 4, tags: ['d', 'e', 'f'], lines: [], place: { names: ['s'] } },
];

for (const [name, compression, useDataPageV2] of [
  ['from-javascript', 'UNCOMPRESSED', false],
  ['from-javascript-snappy', 'SNAPPY', false],
  ['from-javascript-gzip-2', 'GZIP', true],
]) {
  const text = { type: 'UTF8', repeated: true, compression };
  const schema = new ParquetSchema({
    id: { type: 'INT64', compression },
    tags: text,
    lines: {
      repeated: true,
      fields: {
        sku: { type: 'UTF8', compression },
        count: { type: 'INT32', optional: true, compression },
        marks: text,
      },
    },
    place: { fields: { names: text } },
  });
  const path = new URL(`${name}.parquet`, import.meta.url).pathname;
  const writer = await ParquetWriter.openFile(schema, path, { useDataPageV2 });
  for (const row of rows) await writer.appendRow(row);
  await writer.close();
}
