import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { assay, project, projects } from './command.ts';

vi.setConfig({ testTimeout: 120_000 });
afterAll(() => rmSync(projects, { recursive: true, force: true }));

const lines = Array.from({ length: 200 }, (_, at) => {
  return `${at + 1},${(at * 37) % 90},${['SFO', 'JFK', 'LAX'][at % 3]}`;
});
const folder = project({
  'flights.csv': `id,delay,origin\n${lines.join('\n')}\n`,
  'flights.contract.ts': `
    import { contract, z } from 'assay';
    const schema = z.object({ id: z.int(), delay: z.int(), origin: z.string() });
    export const flights = contract('flights', { schema }, ({ rows, column }) => [
      rows.key('id'), column('origin').in(['SFO', 'JFK', 'LAX']),
    ]);`,
});
const mutants = (...args: readonly string[]) =>
  assay(folder, 'mutants', 'flights.contract.ts', 'flights.csv', ...args);
const few = ['--faults', 'units,case', '--rates', '20%'] as const;

test('survivors are printed at 80 columns with what would catch them, and written as files', () => {
  const files = ['--html', 'out.html', '--json', 'out.json', '--markdown', 'out.md'];
  const { status, stdout, stderr } = mutants(...few, ...files);
  expect([status, stderr]).toEqual([0, '']);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(
    /\+ column\('delay'\)\.atMost\(89\)\n {2}would catch: "delay" times 100 \(\d+ values\)/,
  );
  const [report] = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
  expect(report).toMatchObject({ contract: 'flights', rows: 200, seed: 1 });
  expect(report.score).toBeGreaterThan(0);
  expect(report.score).toBeLessThan(1);
  const page = readFileSync(join(folder, 'out.html'), 'utf8');
  expect(page).toContain('column(&#39;delay&#39;).atMost(89)'.replaceAll('&#39;', "'"));
  expect(readFileSync(join(folder, 'out.md'), 'utf8')).toContain(
    "```ts\ncolumn('delay').atMost(89),\n```",
  );
});

test('a gate that is missed is red, and one that is reached is not', () => {
  const missed = mutants(...few, '--at-least', '99%');
  expect(missed.status).toBe(1);
  expect(missed.stderr).toMatch(
    /^assay: The contract 'flights' catches \d+% of the mutants, and at least 99%/,
  );
  expect(mutants('--faults', 'case', '--rates', '20%', '--at-least', '99%').status).toBe(0);
});

test.each([
  [['--faults', 'unit'], /Did you mean 'units'/],
  [['--at-least', '0'], /least score is a share above 0/],
  [['--json', 'flights.csv'], /would write over/],
  [['--faults', 'foreign keys', '--at-least', '1%'], /No fault changes anything/],
])('%j is an error', (options, message) => {
  const { status, stderr } = mutants(...options);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});
