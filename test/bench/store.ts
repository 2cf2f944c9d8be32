import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { digestOfFile } from '../../src/store/digest.ts';

/*
 * What a store costs: the digest of a file beside sha256sum, and a gate beside the run of its contracts alone, as whole
 * processes of the built package, in turns. Run it after npm run build, on a machine at rest.
 *
 *     node --conditions=assay-source test/bench/store.ts [--runs 5] [--rows 200000]
 */
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}
const runs = option('runs', 5);
const rows = option('rows', 200_000);

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-store-'));
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Returns the milliseconds that some work takes. */
async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function hashing(): Promise<void> {
  const file = join(folder, 'gigabyte.bin');
  for (let part = 0; part < 10; part += 1) appendFileSync(file, randomBytes(100_000_000));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await timed(() => digestOfFile(file)));
    theirs.push(await timed(() => spawnSync('sha256sum', [file])));
  }
  const whole = createHash('sha256').update(readFileSync(file)).digest('hex');
  if ((await digestOfFile(file)) !== `sha256:${whole}`) throw new Error('The digests differ.');
  rmSync(file);
  console.log(
    `digest of 1 GB: ${(1000 / median(ours)).toFixed(2)} GB/s; sha256sum ${(1000 / median(theirs)).toFixed(2)} GB/s`,
  );
}

const contract = `import { contract, snapshot, verify, z } from 'assay';
export const trips = contract('trips', {
  schema: z.object({ id: z.int().positive(), fare: z.number().min(0), zone: z.enum(['a', 'b', 'c']), day: z.date() }),
}, ({ rows, column }) => [
  rows.key('id'),
  column('fare').mean().between(0, 100),
  column('zone').distinct().atLeast(3),
]);
verify(trips, snapshot('trips'));
`;

function makeProject(): void {
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'contracts'));
  symlinkSync(root, join(folder, 'node_modules/assay'));
  for (const name of ['vitest', 'vite', 'zod'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    "import { contracts } from 'assay/plugin';\nexport default { plugins: [contracts()] };\n",
  );
  writeFileSync(join(folder, 'contracts/trips.contract.ts'), contract);
  const lines = Array.from(
    { length: rows },
    (_, id) =>
      `${id + 1},${(id * 37) % 100},${'abc'[id % 3]},2026-01-${String(1 + (id % 28)).padStart(2, '0')}\n`,
  );
  writeFileSync(join(folder, 'trips.csv'), `id,fare,zone,day\n${lines.join('')}`);
}

function command(file: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

async function gates(): Promise<void> {
  makeProject();
  const assay = join(root, 'dist/src/cli/main.js');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  command(assay, 'snapshot', 'create', 'trips', 'trips.csv', '--tag', 'candidate');
  const [promoted, checked]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    checked.push(await timed(() => command(vitest, 'run', '--project', 'contracts')));
    promoted.push(
      await timed(() =>
        command(assay, 'promote', 'trips', '--from', 'candidate', '--to', `t${run}`),
      ),
    );
  }
  const added = promoted.map((one, at) => one - (checked[at] ?? 0));
  console.log(
    `the contracts alone ${median(checked).toFixed(0)} ms, promote ${median(promoted).toFixed(0)} ms: ${median(added).toFixed(0)} ms more (medians of ${runs})`,
  );
}

try {
  await hashing();
  await gates();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
