import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

import { dataset, otherPart } from './planner-data.ts';
import { linkFiles, replaceFile } from './planner-files.ts';
import { type Run, run } from './planner-process.ts';
import { emptyCache, writeProjects } from './planner-project.ts';
import { benchFolder, type Scale } from './scale-measure.ts';

/**
 * One dataset of thousands of Parquet files of 1,000 rows: the benchmark's contract for the first time, with nothing
 * changed, and with one file changed, beside the same numbers in one SELECT by hand. Whole processes, in turns, medians.
 *
 *     npm run build && node --conditions=assay-source test/bench/scale-files.ts [files] [runs]
 */
export interface FilesFigures {
  readonly files: number;
  /** Seconds of the whole process. */
  readonly select: number;
  readonly cold: number;
  readonly unchanged: number;
  readonly changed: number;
  /** The peak memory at one time of the first run and of the SELECT, in MiB. */
  readonly memory: number;
  readonly memoryOfSelect: number;
}

const root = resolve(import.meta.dirname, '../..');

/** Measures runs over a dataset of many Parquet files. */
export async function scaleFiles(
  folder: string,
  { files = 5000, runs = 3 } = {},
): Promise<FilesFigures> {
  const shape = { rows: files * 1000, files, shuffled: false };
  const made = await dataset(join(folder, 'data'), shape);
  const middle = Math.floor(files / 2);
  const other = await otherPart(join(folder, 'data'), shape, middle);
  const linked = join(folder, 'linked');
  rmSync(linked, { recursive: true, force: true });
  const paths = linkFiles(linked, made);
  const change = (to: string | undefined) => replaceFile(paths[middle] ?? '', to ?? '');
  writeProjects({ root, folder, rows: shape.rows, files: [join(linked, '*.parquet')] });
  const measured = {
    select: [] as Run[],
    cold: [] as Run[],
    unchanged: [] as Run[],
    changed: [] as Run[],
  };
  const assay = () =>
    run({
      command: [process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
      cwd: join(folder, 'contract'),
      env: { CI: undefined },
    });
  const rival = join(import.meta.dirname, 'planner-rival.ts');
  for (let turn = 0; turn < runs; turn += 1) {
    measured.select.push(
      await run({
        command: [process.execPath, rival, 'fused', String(shape.rows), ...paths],
        cwd: folder,
      }),
    );
    emptyCache(folder);
    measured.cold.push(await assay());
    measured.unchanged.push(await assay());
    change(other);
    measured.changed.push(await assay());
    change(made[middle]);
  }
  const seconds = (of: readonly Run[]) => median(of.map((one) => one.seconds));
  const memory = (of: readonly Run[]) => median(of.map(({ together }) => together));
  return {
    files,
    select: seconds(measured.select),
    cold: seconds(measured.cold),
    unchanged: seconds(measured.unchanged),
    changed: seconds(measured.changed),
    memory: memory(measured.cold),
    memoryOfSelect: memory(measured.select),
  };
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Thousands of Parquet files in one dataset: cold, unchanged, and with one of them changed. */
export const scale: Scale = async ({ runs, small }) => {
  const of = await scaleFiles(join(benchFolder, 'scale-files'), {
    files: small ? 500 : 5000,
    runs,
  });
  const work = `${of.files.toLocaleString('en')} Parquet files of 1,000 rows`;
  const line = (name: string, seconds: number, rival: string, beside: number, reach: number) => ({
    work: name,
    figure: `${seconds.toFixed(2)} s`,
    rival: `${beside.toFixed(2)} s, ${rival}`,
    ratio: seconds / beside,
    memory: Number.NaN,
    reach,
  });
  return [
    { ...line(work, of.cold, 'one SELECT by hand', of.select, 1.5), memory: of.memory },
    line(`${work}, unchanged`, of.unchanged, 'cold', of.cold, 0.1),
    line(`${work}, one changed`, of.changed, 'cold', of.cold, 0.2),
  ];
};

if (process.argv[1] === import.meta.filename) {
  const [files = 5000, runs = 3] = process.argv.slice(2).map(Number);
  const folder = join(root, 'node_modules/.cache/assay-bench/scale-files');
  const of = await scaleFiles(folder, { files, runs });
  const line = (label: string, seconds: number, beside: number, reach: string) =>
    console.log(
      `${label.padEnd(32)}${seconds.toFixed(2)} s, ${(seconds / beside).toFixed(2)} times ${reach}`,
    );
  console.log(`${of.files} files, one SELECT by hand    ${of.select.toFixed(2)} s`);
  line('cold', of.cold, of.select, 'the SELECT (at most 1.5)');
  line('unchanged', of.unchanged, of.cold, 'the cold run (at most 0.1)');
  line('one file changed', of.changed, of.cold, 'the cold run (at most 0.2)');
  console.log(
    `memory of the cold run ${of.memory.toFixed(0)} MiB, of the SELECT ${of.memoryOfSelect.toFixed(0)} MiB`,
  );
}
