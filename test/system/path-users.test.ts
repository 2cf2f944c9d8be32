import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

// What differs between POSIX and Windows is in src/system/paths.ts, which is tested in both forms. Whoever needs more of
// it than joining and naming is listed here, with the reason.

const root = resolve(import.meta.dirname, '../..');

/** Functions that take and give paths of the machine, without a word about separators. */
const neutral = ['join', 'resolve', 'dirname', 'basename', 'extname'];

const known: Readonly<Record<string, readonly string[]>> = {
  'src/system/paths.ts': ['node:path default', 'node:path win32', 'node:url fileURLToPath'],
  // Takes the form of its paths as a parameter, and is tested with both.
  'src/dataset/files/find/glob.ts': ['node:path default'],
  // Names within a workbook, which is a ZIP archive, have slashes on every system.
  'src/dataset/excel/workbook.ts': ['node:path posix'],
  // An absolute path of the machine stays as the user wrote it.
  'src/dataset/files/location.ts': ['node:path isAbsolute'],
  // A process is ended with all that it started: a group of processes, which Windows does not have.
  'src/fuzz/steps/command/child.ts': ['process.platform'],
  // Finds a program in PATH, as the system's own search does.
  'src/fuzz/steps/command/command-files.ts': [
    'node:path delimiter',
    'node:path isAbsolute',
    'process.platform',
  ],
  // Adds a folder to PYTHONPATH.
  'src/fuzz/steps/command/open-worker.ts': ['node:path delimiter'],
  // A relative path of SQL is looked up from the root.
  'src/fuzz/steps/sql-step.ts': ['node:path isAbsolute'],
};

/** What a file imports of Node's paths beyond the neutral functions, and if it asks for the system. */
function platformUses(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const { module } = parseSync(file, text);
  const imported = module.staticImports
    .filter(({ moduleRequest }) => /^node:(?:path|url)/.test(moduleRequest.value))
    .flatMap(({ moduleRequest, entries }) =>
      entries
        .filter(({ isType }) => !isType)
        .map(({ importName }) => importName.name ?? importName.kind.toLowerCase())
        .filter((name) => !neutral.includes(name))
        .map((name) => `${moduleRequest.value} ${name}`),
    );
  const asked = /\bprocess\.platform\b/.test(text) ? ['process.platform'] : [];
  return [...imported, ...asked].toSorted();
}

test('few files know that paths differ between systems', () => {
  const files = globSync(['{src,reporters}/**/*.{ts,tsx}'], { cwd: root }).toSorted();
  const found = files.map((file) => [file, platformUses(file)] as const);
  expect(
    Object.fromEntries(found.filter(([, uses]) => uses.length > 0)),
    'Bring paths through src/system/paths.ts, or list the file here with its reason.',
  ).toEqual(known);
});
