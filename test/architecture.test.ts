import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Lint holds the order of the folders (biome.json). A rule that stops matching looks like a clean
// tree, so every forbidden import is written once, in a scratch tree, and must be refused.

/** Data flows from the first to the last: a folder imports only from those before it. */
const order = ['metric', 'contract', 'outcome', 'dataset', 'engine', 'plan', 'vitest', 'cli'];

/** The plain values of contract/ that metric/ may read too: they import nothing from it. */
const words = ['errors', 'numeric', 'quantity', 'bound'];

/** Packages and folders that only some folders may import. */
const only: Readonly<Record<string, readonly string[]>> = {
  vitest: ['vitest', 'cli'],
  'vitest/node': ['vitest', 'cli'],
  '@duckdb/node-api': ['dataset', 'engine'],
  '../../reporters/index.ts': ['vitest', 'cli'],
};

const imports = [
  ...order.map((folder) => `../${folder}/x.ts`),
  ...words.map((word) => `../contract/${word}.ts`),
  ...Object.keys(only),
];

function allowed(folder: string, specifier: string): boolean {
  const users = only[specifier];
  if (users) return users.includes(folder);
  if (words.some((word) => specifier === `../contract/${word}.ts`)) return true;
  return order.indexOf(specifier.split('/')[1] ?? '') <= order.indexOf(folder);
}

interface Diagnostic {
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

let scratch: string;
let refused: ReadonlySet<string>;

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'assay-lint-'));
  await copyFile('biome.json', path.join(scratch, 'biome.json'));
  for (const folder of order) {
    await mkdir(path.join(scratch, 'src', folder), { recursive: true });
    const lines = imports.map((specifier) => `import '${specifier}';\n`);
    await writeFile(path.join(scratch, 'src', folder, 'probe.ts'), lines.join(''));
  }
  refused = new Set(
    (await lint(scratch)).map(({ location }) => {
      const folder = path.basename(path.dirname(location.path));
      return `${folder} imports ${imports[location.start.line - 1]}`;
    }),
  );
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

test.for(order)('src/%s imports only what stands before it', (folder) => {
  const expected = imports.filter((specifier) => !allowed(folder, specifier));
  const found = imports.filter((specifier) => refused.has(`${folder} imports ${specifier}`));
  expect(found).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});

function lint(folder: string): Promise<readonly Diagnostic[]> {
  const biome = path.resolve('node_modules/.bin/biome');
  const args = [
    'lint',
    '--vcs-enabled=false',
    '--only=style/noRestrictedImports',
    '--max-diagnostics=none',
    '--reporter=json',
  ];
  return new Promise((resolve, reject) => {
    execFile(biome, args, { cwd: folder }, (error, stdout) => {
      // Biome exits 1 where it finds something, as it must here.
      if (error?.code === 1) resolve(JSON.parse(stdout).diagnostics);
      else reject(error ?? new Error('Biome found nothing to refuse'));
    });
  });
}
