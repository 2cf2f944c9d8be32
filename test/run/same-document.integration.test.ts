import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/outcome/report.ts';
import { project, projects } from '../cli/command.ts';
import { outerEnvironment } from '../support/package.ts';

const root = resolve(import.meta.dirname, '../..');
afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** Red, green, warned and personal, with a condition, a key, a measure, a scope and segments. */
const contract = `import { contract, z } from 'assay';
export const people = contract('people', {
  owner: 'census',
  version: '2',
  links: { source: 'https://example.org' },
  schema: z.object({ id: z.int(), email: z.email().meta({ classification: 'pii' }), age: z.int().min(0) }),
}, ({ rows, column }) => [
  rows.count().atLeast(3).because('a census has people'),
  rows.key('id'),
  column('age').mean().between(10, 20).warn(),
  rows.where('age > 30').count().atMost('10%'),
  rows.per('age').count().atLeast(2),
]);
`;
const verified = `import { csv, verify } from 'assay';
import { people } from './people.ts';
verify(people, csv('people.csv'));
`;
const script = `import { csv } from 'assay';
import { exitCode, reportOf, runContract, writeReports } from 'assay/run';
import { people } from './people.ts';
const report = reportOf([await runContract(people, csv('people.csv'))]);
await writeReports(report, { json: 'run.json' });
process.exitCode = exitCode(report);
`;
const config = `import { defineConfig } from 'vitest/config';
import { contracts } from '${root}/src/vitest/plugin/contracts-plugin.ts';
export default defineConfig({
  plugins: [contracts()],
  ssr: { resolve: { conditions: ['assay-source'] } },
});
`;
const data = 'id,email,age\n1,ada@example.org,36\n2,no address,85\n2,grace@example.org,-1\n';

let folder: string;
beforeAll(() => {
  folder = project({
    'people.ts': contract,
    'people.contract.ts': verified,
    'gate.ts': script,
    'vitest.config.ts': config,
    'people.csv': data,
  });
});

function run(...args: readonly string[]): number | null {
  const env = { ...outerEnvironment(), ASSAY_CACHE: 'off', ASSAY_NOW: '2026-01-31T08:00:00Z' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  if (status !== 1) throw new Error(`exit code ${status}\n${stdout}${stderr}`);
  return status;
}

/** A report without how long it took, and without the file that verifies, which a test runner alone knows. */
function said(path: string) {
  const text = readFileSync(join(folder, path), 'utf8');
  const report: Report = JSON.parse(text, (key, value) =>
    ['durationMs', 'engineMs', 'startedAt'].includes(key) ? 0 : value,
  );
  return { ...report, contracts: report.contracts.map((one) => ({ ...one, file: '' })) };
}

test('the same contract over the same data gives the same document, whoever runs it', () => {
  const source = '--conditions=assay-source';
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  run(vitest, 'run', '--project=contracts', `--reporter=${root}/reporters/json.ts`);
  run(source, 'gate.ts');
  run(
    source,
    join(root, 'src/cli/main.ts'),
    'check',
    'people.csv',
    'people.ts',
    '--report',
    'json=check.json',
  );
  const byVitest = said('assay-report/contracts.json');
  expect(byVitest.counts).toEqual({ passed: 11, warned: 1, failed: 5, errored: 0, notRun: 0 });
  expect(
    byVitest.contracts[0]?.outcomes.every(({ location }) => location?.file === 'people.ts'),
  ).toBe(true);
  expect(said('run.json')).toEqual(byVitest);
  expect(said('check.json')).toEqual(byVitest);
});
