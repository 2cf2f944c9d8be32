import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantFiles } from './files.ts';
import { leakFinder } from './leaks.ts';
import { makeProject, reporters, root, runContracts, writtenFiles } from './project.ts';
import { allTokens } from './tokens.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'planted-run-')));
const leaks = leakFinder(allTokens);

const verified = `
import { csv, json, parquet, verify } from 'assay';
import { planted } from './planted.ts';
verify(planted, parquet('data/planted.parquet'));
verify(planted, csv('data/misplaced.csv'));
verify(planted, json('data/broken.jsonl'));
`;

beforeAll(async () => {
  makeProject(folder, { 'planted.contract.ts': verified });
  mkdirSync(join(folder, 'data'));
  await plantFiles(join(folder, 'data'));
  for (const name of ['planted.ts', 'tokens.ts'])
    copyFileSync(join(import.meta.dirname, name), join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (env?: NodeJS.ProcessEnv, ...more: readonly string[]) =>
  runContracts(folder, env, ...more);

describe('a run of Vitest', () => {
  test(`tells no planted token: ${reporters.join(', ')}, and Vitest's own`, () => {
    const { output, status } = run(
      {},
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=vitest.json',
      '--reporter=junit',
      '--outputFile.junit=vitest.xml',
      ...reporters.map((name) => `--reporter=${root}/reporters/${name}.ts`),
    );
    expect(leaks(output)).toEqual([]);
    expect(status).toBe(1);
    expect(output).toMatch(/Tests {2}\d{3,} failed/);
    const files = writtenFiles(folder, new Set(['data', 'planted.ts', 'tokens.ts']));
    expect(files.map(([name]) => name)).toEqual(
      expect.arrayContaining(['assay-report/contracts.json', 'vitest.json', 'vitest.xml']),
    );
    for (const [name, text] of files) expect([name, leaks(text)]).toEqual([name, []]);
    // Outcomes with samples have come as far as the report.
    expect(readFileSync(join(folder, 'assay-report/contracts.json'), 'utf8')).toContain('•••');
  });

  test('shows values where its user asks for them, and never in CI', () => {
    const only = ['-t', 'email. is null'];
    const shown = run({ ASSAY_UNMASK: '1' }, ...only);
    expect(leaks(shown.output).length).toBeGreaterThan(0);
    expect(shown.output.replaceAll(/\s+/g, ' ')).toContain('values are shown unmasked');
    const refused = run({ ASSAY_UNMASK: '1', CI: 'true' }, ...only);
    expect(refused.output).toContain(
      'ASSAY_UNMASK shows values of the data, and the environment variable CI says',
    );
    expect(leaks(refused.output)).toEqual([]);
    expect(refused.status).toBe(1);
  });
});
