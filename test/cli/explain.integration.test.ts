import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects, vega } from './command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const flights = `import { contract, z } from 'assay';
export const flights = contract('flights', {
  schema: z.object({ delay: z.int().nullable(), origin: z.string() }),
}, ({ rows, column }) => [
  rows.count().atLeast(1000),
  column('delay').quantile(0.95).atMost(120),
  rows.satisfy('delay < 5000'),
]);`;

test('explain tells the passes, what each answered and read, and the SQL', () => {
  const folder = project({ 'flights.contract.ts': flights });
  const { status, stdout, stderr } = assay(
    folder,
    'explain',
    '--no-cache',
    vega('flights-3m.parquet'),
    'flights.contract.ts',
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.replaceAll('\n', ' ')).toMatch(
    /flights on \S+: 3,000,000 rows, \d+ expectations, [\d,]+ ms in the engine /,
  );
  expect(stdout).toMatch(/^footer +\d+ +0 +0 ms +no row$/m);
  expect(stdout).toMatch(/^quantile +1 +1 +[\d,]+ ms +[\d.]+ MB$/m);
  const [, quantile = ''] = stdout.split(/^quantile$/m);
  expect(quantile).toMatch(/^\n {2}column\('delay'\)\.quantile\(0\.95\)\n {4}select floor\(/);
  expect(existsSync(join(folder, 'node_modules/.cache'))).toBe(false);
});

test('explain of what can not be read is an error with a sentence', () => {
  const folder = project({ 'flights.contract.ts': flights });
  const { status, stdout } = assay(folder, 'explain', 'none.parquet', 'flights.contract.ts');
  expect(stdout).toContain(
    "× every record is read could not be judged: parquet('none.parquet') does not\n  exist: ",
  );
  expect(status).toBe(2);
});
