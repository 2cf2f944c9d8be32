import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Folder, folders, reserved } from '../scripts/folder-order.ts';
import { withOrder } from '../scripts/lint-order.ts';

// Lint holds the order of the folders (biome.json). A rule that stops matching looks like a clean
// tree, so every forbidden import is written once, in a scratch tree, and must be refused.

const imports = [...folders.map((folder) => `../${folder}/x.ts`), ...Object.keys(reserved)];

function allowed(folder: Folder, specifier: string): boolean {
  const users = reserved[specifier]?.by;
  if (users) return users.includes(folder);
  const names: readonly string[] = folders;
  return names.indexOf(specifier.split('/')[1] ?? '') <= names.indexOf(folder);
}

interface Diagnostic {
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

let scratch: string;
let refused: ReadonlySet<string>;

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'assay-lint-'));
  await copyFile('biome.json', path.join(scratch, 'biome.json'));
  for (const folder of folders) {
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

test.for(folders)('src/%s imports only what stands before it', (folder) => {
  const expected = imports.filter((specifier) => !allowed(folder, specifier));
  const found = imports.filter((specifier) => refused.has(`${folder} imports ${specifier}`));
  expect(found).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});

test('biome.json holds the order that is written down: run `npm run order`', () => {
  const text = readFileSync('biome.json', 'utf8');
  expect(JSON.parse(withOrder(text))).toEqual(JSON.parse(text));
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
