import { expect, test } from 'vitest';
import { json } from '../../../src/index.ts';
import { folder } from '../folder.ts';
import { opened } from '../opened.ts';
import { openedRows, shownFrom, shownRows } from '../shown.ts';

const rounded = '9007199254740993.00';
/** A key that only the careful reader takes. */
const careful = '"file_row_number":1';

async function open(files: Readonly<Record<string, string>>, key?: string) {
  const root = folder(files);
  const dataset = json(Object.keys(files), { at: 'd', ...(key !== undefined && { key }) });
  const session = await opened(dataset, { root });
  return { root, session };
}

test.each<[string, Readonly<Record<string, string>>, string | undefined, number]>([
  ['an array', { 'x.json': `{"d":[{"a":1.5},{"a":${rounded}},{"a":2.5}]}` }, undefined, 2],
  [
    'an array, with care',
    { 'x.json': `{"d":[{"a":${rounded}},{"a":1.5,${careful}}]}` },
    undefined,
    1,
  ],
  [
    'an array with other values',
    { 'x.json': `{"d":[3,{"a":${rounded}},null,{"a":1.5}]}` },
    undefined,
    1,
  ],
  ['an object', { 'x.json': `{"d":{"p":{"a":${rounded}},"q":{"a":1.5}}}` }, 'id', 1],
  [
    'an object, with care',
    { 'x.json': `{"d":{"p":{"a":1.5,${careful}},"q":{"a":${rounded}}}}` },
    'id',
    1,
  ],
  [
    'an object whose records name a key twice',
    { 'x.json': '{"d":{"p":{"a":1,"a":2},"q":{"a":1.5},"r":7}}' },
    'id',
    1,
  ],
  [
    'an object that names a record twice',
    { 'x.json': `{"d":{"p":{"a":1},"p":{"a":${rounded}}}}` },
    'id',
    1,
  ],
  ...['', `,${careful}`].map(
    (more): [string, Readonly<Record<string, string>>, undefined, number] => [
      `several files${more && ', with care'}`,
      {
        'a.json': `{"d":[{"a":1.5${more}},{"a":2.5}]}`,
        'b.json': `{"d":[{"a":${rounded}},{"a":3.5}]}`,
        'c.json': `{"d":[{"a":4.5},{"a":${rounded}}]}`,
        'd.json': '{"d":[{"a":5.5}]}',
      },
      undefined,
      5,
    ],
  ),
])('the shown SQL has no record that was left out of %s', async (_, files, key, count) => {
  const { root, session } = await open(files, key);
  const rows = await openedRows(session);
  expect(rows).toHaveLength(count);
  expect(session.leftOut).toBeGreaterThan(0);
  expect(await shownRows(session, root)).toEqual(rows);
});

test('files with many of these together leave out what each of them lists, or say so', async () => {
  const records = (count: number) => Array.from({ length: count }, () => `{"a":${rounded}}`).join();
  const { root, session } = await open({
    'a.json': `{"d":[{"a":1.5,${careful}},${records(600)}]}`,
    'b.json': `{"d":[{"a":2.5},${records(600)}]}`,
    'c.json': `{"d":[{"a":3.5},${records(1)}]}`,
  });
  expect(shownFrom(session)?.split('It may have more rows than were judged')).toHaveLength(3);
  expect(await shownRows(session, root)).toHaveLength(1 + 601 + 2);
});

test.each(['', `,${careful}`])(
  'of many records the shown SQL says that it has them (%j)',
  async (more) => {
    const records = Array.from({ length: 1001 }, () => `{"a":${rounded}}`);
    const { root, session } = await open({
      'x.json': `{"d":[{"a":1.5${more}},${records.join(',')}]}`,
    });
    expect(shownFrom(session)).toContain(
      "/* It may have more rows than were judged: more than 1000 records were left out, of which SQL can't know each. */",
    );
    expect(await shownRows(session, root)).toHaveLength(1002);
  },
);
