import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** A project with a SQLite file that some SQL makes. */
function made(sql: string) {
  const folder = project({});
  const run = (more: string) => {
    const database = new DatabaseSync(join(folder, 'places.db'));
    database.exec(more);
    database.close();
  };
  run(sql);
  return { folder, run };
}

test('a table with columns of types that SQLite does not have gets a contract of what it holds', () => {
  const { folder } = made(
    `create table places (id integer primary key, "at" POINT, area GEOMETRY, facts JSONB, every INTERVAL, code MYSTERY);
     insert into places values (1, x'0001', x'00', '{"a": 1}', 30, 'a'), (2, x'0002', x'01', '{"a": 2}', 'P1D', 7)`,
  );
  const { status, stderr } = assay(
    folder,
    'infer',
    'places.db',
    '--table',
    'places',
    '--out',
    'it.contract.ts',
  );
  expect([status, stderr]).toEqual([0, '']);
  const text = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  expect(text).toMatch(/every: z\.string\(\)/);
  const checked = assay(folder, 'check', 'places.db', 'it.contract.ts', '--table', 'places');
  expect([checked.status, checked.stdout]).toEqual([0, expect.stringMatching(/: \d+ passed\n$/)]);
});

test('a column of texts and blobs is refused with a view to write, from which a contract is made', () => {
  const { folder, run } = made(
    `create table "the places" (id integer primary key, "at ""x""" GEOMETRY);
     insert into "the places" values (1, 'POINT (1 2)'), (2, x'00ff'), (3, x'01'), (4, null)`,
  );
  const { status, stderr } = assay(folder, 'infer', 'places.db', '--table', 'the places');
  expect(status).toBe(2);
  expect(stderr).toContain(
    "2 fields that can't be read (places.db:2: the value is not text: it is kept as a blob)",
  );
  const [, view = '', table = ''] =
    / by (create view .*); and say --table (.*)\.\n/.exec(stderr) ?? [];
  expect(view).toBe(
    `create view "the places_text" as select "id", iif(typeof("at ""x""") = 'blob', hex("at ""x"""), cast("at ""x""" as text)) as "at ""x""" from "the places"`,
  );
  run(view);
  expect(
    assay(folder, 'infer', 'places.db', '--table', table, '--out', 'it.contract.ts').status,
  ).toBe(0);
  const checked = assay(folder, 'check', 'places.db', 'it.contract.ts', '--table', table);
  expect([checked.status, checked.stdout]).toEqual([0, expect.stringMatching(/: \d+ passed\n$/)]);
});
