import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What the compiler says of each of some lines that use `assay`, '' where it is content. */
export async function compile(
  prelude: string,
  lines: readonly string[],
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-types-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await writeFile(join(folder, 'fixture.ts'), `${prelude}\n${lines.join('\n')}\n`);
    const said = messages(await check(folder));
    const first = prelude.split('\n').length + 1;
    const stray = [...said.keys()].filter((line) => line < first);
    if (stray.length > 0) throw new Error(`The prelude is wrong: ${said.get(stray[0] ?? 0)}`);
    return lines.map((_, at) => said.get(first + at) ?? '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As the project's own, for a file that lies elsewhere. */
const config = {
  extends: join(root, 'tsconfig.json'),
  compilerOptions: {
    typeRoots: [join(root, 'node_modules/@types')],
    paths: { assay: [join(root, 'src/index.ts')] },
    // A fixture may import a file of the project by its whole path.
    rewriteRelativeImportExtensions: false,
  },
  include: ['fixture.ts'],
};

function check(folder: string): Promise<string> {
  const tsc = join(root, 'node_modules/.bin/tsc');
  return new Promise((done, fail) => {
    execFile(tsc, ['-p', folder, '--pretty', 'false'], { cwd: folder }, (error, stdout) => {
      // tsc exits 1 or 2 where it finds something, as it must here.
      if (error && typeof error.code !== 'number') fail(error);
      else done(stdout);
    });
  });
}

/** The messages by line of the fixture, each with the lines that explain it. */
function messages(output: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const block of output.split(/\n(?! )/)) {
    const match = /^fixture\.ts\((\d+),\d+\): error TS\d+: ([\s\S]*)$/.exec(block.trimEnd());
    if (match) found.set(Number(match[1]), match[2] ?? '');
  }
  return found;
}
