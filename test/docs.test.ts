import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { renderDocs } from '../scripts/docs.ts';
import { readDocstrings } from '../scripts/docstrings.ts';
import { constraintsOf } from '../src/contract/constraints/constraints.ts';
import { contract, erasures, z } from '../src/index.ts';
import { schema } from './contract/example.ts';

const root = resolve(import.meta.dirname, '..');
const builders = [
  'RowsOf',
  'ScopedRows',
  'AnyColumn',
  'NumberColumn',
  'TextColumn',
  'TimeColumn',
  'OrderedDrift',
  'CategoryDrift',
  'ValueChanges',
  'DriftMeasure',
  'DriftLimits',
  'TestedDriftMeasure',
  'DriftExpectation',
  'Bounds',
  'Measure',
  'Condition',
  'Expectation',
];
const examples = readDocstrings('src/contract/**/*.ts')
  .filter(({ name }) => builders.includes(name))
  .flatMap(({ name, members }) =>
    members.map((member) => ({ ...member, name: `${name}.${member.name}` })),
  )
  .filter(({ name, example }) => example !== null || !/\.(?:node|not|column)$/.test(name));

const constraintsExample =
  readDocstrings('src/contract/constraints/*.ts').find(({ name }) => name === 'constraintsOf')
    ?.example ?? '';

describe('the reference', () => {
  test.each([...renderDocs()])('%s says what the docstrings say', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8'), 'run npm run docs').toBe(text);
  });
});

describe('the examples of the docstrings', () => {
  test('there is one on every method', () => {
    expect(examples.length).toBeGreaterThan(50);
    expect(examples.filter(({ example }) => example === null).map(({ name }) => name)).toEqual([]);
  });

  test.each(examples.map(({ name, example }) => [name, example ?? '']))(
    '%s makes an expectation',
    (_, example) => {
      const run = new Function('rows', 'column', 'erasures', `return [${example}];`) as (
        rows: unknown,
        column: unknown,
        ledgers: typeof erasures,
      ) => [];
      const made = contract('example', { schema }, ({ rows, column }) =>
        run(rows, column, erasures),
      );
      expect(
        made.expectations.filter(({ origin }) => origin === 'declared').length,
      ).toBeGreaterThan(0);
    },
  );

  test('of constraintsOf says what comes out', () => {
    const body = constraintsExample.replaceAll(/^import .*$/gm, '');
    const said = [...constraintsExample.matchAll(/^(\S+);\s*\/\/ (.*)$/gm)];
    const values = said.map(([, name]) => name).join(', ');
    const run = new Function('contract', 'constraintsOf', 'z', `${body}\nreturn [${values}];`);
    const found: readonly unknown[] = run(contract, constraintsOf, z);
    expect(found.length).toBe(3);
    for (const [at, [, , written = '']] of said.entries())
      expect(found[at]).toMatchObject(
        new Function(`return (${written.replaceAll(', ...', '')});`)(),
      );
  });

  const folder = join(root, 'node_modules/.cache/assay-docs');
  mkdirSync(folder, { recursive: true });
  const own = mkdtempSync(join(folder, 'examples-'));
  afterAll(() => rmSync(own, { recursive: true, force: true }));

  test('they compile', () => {
    const lines = examples.map(({ example }) => `  ${(example ?? '').replace(/,\s*$/, '')},`);
    const file = join(own, 'examples.ts');
    writeFileSync(
      file,
      `import { contract, erasures } from '${join(root, 'src/index.ts')}';\nimport { schema } from '${join(root, 'test/contract/example.ts')}';\nexport const made = contract('example', { schema }, ({ rows, column }) => [\n${lines.join('\n')}\n]);\n`,
    );
    const constraints = join(own, 'constraints.ts');
    writeFileSync(constraints, constraintsExample);
    writeFileSync(
      join(own, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        files: [file, constraints],
        include: [],
        compilerOptions: {
          noEmit: true,
          skipLibCheck: true,
          rewriteRelativeImportExtensions: false,
        },
      }),
    );
    expect(compile(own)).toBe('');
  }, 60_000);
});

/** What the compiler says. */
function compile(project: string): string {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], {
      encoding: 'utf8',
    });
    return '';
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

describe('the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = (language: string) =>
    [...readme.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(
      ([, text]) => text ?? '',
    );

  test('its contract fails over the flights as it shows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-readme-'));
    try {
      const [contractFile = ''] = blocks('ts');
      mkdirSync(join(folder, 'node_modules'));
      mkdirSync(join(folder, 'contracts'));
      symlinkSync(root, join(folder, 'node_modules/assay'));
      symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
      symlinkSync(join(root, 'node_modules/vega-datasets/data'), join(folder, 'data'));
      writeFileSync(join(folder, 'contracts/flights.contract.ts'), contractFile);
      writeFileSync(
        join(folder, 'vitest.config.ts'),
        `import { contracts } from '${join(root, 'src/vitest/plugin/contracts-plugin.ts')}';
        export default { plugins: [contracts()], ssr: { resolve: { conditions: ['assay-source'] } } };`,
      );
      const ran = spawnSync(
        process.execPath,
        [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'contracts'],
        {
          cwd: folder,
          encoding: 'utf8',
          env: { ...process.env, NO_COLOR: '1', VITEST: undefined, GITHUB_ACTIONS: undefined },
        },
      );
      const output = `${ran.stdout}${ran.stderr}`;
      // The outputs of the examples are held to their runs in examples-*.integration.test.ts.
      const shown = blocks('text')
        .filter((text) => !/^(?:FuzzFailure: |trips@)/.test(text))
        .flatMap((text) => text.split('\n'));
      expect(output.match(/^ FAIL .*/gm)?.length, output).toBe(2);
      for (const line of shown) expect(output).toContain(line);
      expect(shown.filter((line) => line.startsWith('AssayFailure: ')).length).toBe(3);
      expect(ran.status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);

  test('its first screen shows a contract, the failure, and how to run it', () => {
    const screen = readme.split('\n').slice(0, 40).join('\n');
    expect(screen).toContain("from 'assay';");
    expect(screen).toContain('AssayFailure: ');
    expect(screen).toContain('npm ci && npx vitest run --project contracts');
    expect(screen).toContain('npm ci && npm test');
  });
});
