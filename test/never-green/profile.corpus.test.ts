import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from '../cli/command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const rows = Array.from({ length: 40 }, (_, at) => `${at + 1},${at}.5`).join('\n');
const table = `id,amount\n${rows}\n`;

const folder = project({
  'empty.csv': '',
  'header.csv': 'id,amount\n',
  'quote.csv': `${table}41,"3\n42,4\n`,
  'fields.csv': `${table}41\n42,1,2\n`,
  'set/a.csv': table,
  'set/b.csv': 'id\n1\n2\n',
  'whole.csv': table,
});

/**
 * A profile judges nothing: its exit code says if there is one. What it could not look at has no figures, and a profile of less than
 * the file says so above them.
 */
test.each<readonly [what: string, ...args: string[]]>([
  ['empty.csv is empty (0 bytes)', 'empty.csv'],
  ["csv('none.csv') does not exist", 'none.csv'],
  ["No file matches csv('none/*.csv')", 'none/*.csv'],
  ['set/b.csv has other columns than set/a.csv: it lacks "amount"', 'set/*.csv'],
  ["unknown option '--delimter'", 'whole.csv', '--delimter', ';'],
  ['--table is for files that sqlite() or duckdb() reads', 'whole.csv', '--table', 'orders'],
])('no profile, and exit code 2: %s', (reason, ...args) => {
  for (const more of [[], ['--json']]) {
    const { status, stdout, stderr } = assay(folder, 'profile', ...args, ...more);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
  }
});

test.each([
  ['There are no rows: nothing can be said about the values.', 'header.csv', 0, 0],
  ["1 record can't be read, and no figure counts them.", 'quote.csv', 40, 1],
  ["2 records can't be read, and no figure counts them.", 'fields.csv', 40, 2],
])('a profile of less than the file says so: %s', (reason, file, counted, unread) => {
  const { status, stdout } = assay(folder, 'profile', file);
  expect(status).toBe(0);
  expect(stdout.split('\n')[1]).toContain(reason);
  const document = JSON.parse(assay(folder, 'profile', file, '--json').stdout);
  expect([document.rows, document.unread?.records ?? 0]).toEqual([counted, unread]);
});

test('a file that is read whole has figures of all its rows, and no reservation', () => {
  const { status, stdout, stderr } = assay(folder, 'profile', 'whole.csv');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^whole\.csv: 40 rows, 2 columns, key id\n\ncolumn /);
});
