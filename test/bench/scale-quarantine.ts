import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { dataset } from './planner-data.ts';
import { run } from './planner-process.ts';
import type { Scale, ScaleRow } from './scale-measure.ts';

const modes = ['measured', 'quarantine', 'quarantine and clean', 'copy'] as const;
type Mode = (typeof modes)[number];

const labels: Readonly<Record<Mode, string>> = {
  measured: 'measured alone',
  quarantine: 'with a quarantine',
  'quarantine and clean': 'with the clean rows too',
  copy: 'COPY of the violating rows by hand',
};

interface Figures {
  readonly seconds: number;
  /** Seconds of the work alone, without the start of Node. */
  readonly inside: number;
  /** Seconds of all threads, which other work on the machine changes least. */
  readonly cpu: number;
  readonly memory: number;
  readonly bytes: number;
}

/**
 * Measures what a quarantine costs where 10 of 24 expectations fail, beside a COPY of the same rows by hand. Whole
 * processes, in turns, medians.
 *
 *     node --conditions=assay-source test/bench/scale-quarantine.ts [--rows 5000000] [--runs 3]
 */
export async function scaleQuarantine({ rows = 5_000_000, runs = 3 } = {}): Promise<ScaleRow> {
  const cache = join(import.meta.dirname, '../../node_modules/.cache/assay-bench');
  const file = await withDoubles(cache, rows);
  const found: Record<Mode, Figures[]> = {
    measured: [],
    quarantine: [],
    'quarantine and clean': [],
    copy: [],
  };
  for (let turn = 0; turn < runs; turn += 1)
    for (const mode of modes) found[mode].push(await once(mode, file, rows));
  const of = (mode: Mode, name: keyof Figures) => median(found[mode].map((each) => each[name]));
  const beyond = (mode: Mode, name: 'inside' | 'cpu') =>
    of(mode, name) - (mode === 'copy' ? 0 : of('measured', name));
  const ratio = (mode: Mode, name: 'inside' | 'cpu') =>
    (beyond(mode, name) / beyond('copy', name)).toFixed(2);
  console.log(`\nQuarantine, 10 of 24 expectations fail over ${rows} rows, ${runs} runs:\n`);
  console.log(
    '| | whole process | CPU | at one time | beyond the measurement | of the COPY | CPU of the COPY | file |',
  );
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|');
  for (const mode of modes) {
    const isCompared = mode !== 'measured';
    const cells = [
      labels[mode],
      `${of(mode, 'seconds').toFixed(1)} s`,
      `${of(mode, 'cpu').toFixed(1)} s`,
      `${of(mode, 'memory').toFixed(0)} MiB`,
      isCompared ? `${beyond(mode, 'inside').toFixed(1)} s` : '',
      isCompared ? ratio(mode, 'inside') : '',
      isCompared ? ratio(mode, 'cpu') : '',
      isCompared ? `${(of(mode, 'bytes') / 2 ** 20).toFixed(0)} MiB` : '',
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  return {
    work: `quarantine, 10 of 24 expectations fail over ${rows.toLocaleString('en')} rows`,
    figure: `${beyond('quarantine', 'inside').toFixed(1)} s`,
    rival: `${beyond('copy', 'inside').toFixed(1)} s, a COPY of the same rows by hand`,
    ratio: beyond('quarantine', 'inside') / beyond('copy', 'inside'),
    memory: of('quarantine', 'memory'),
    reach: 2,
    reachMemory: 450,
  };
}

/** A quarantine beside a COPY by hand. */
export const scale: Scale = async ({ runs, small }) => [
  await scaleQuarantine({ rows: small ? 500_000 : 5_000_000, runs }),
];

/** The rows of the planner's benchmark, of which one in a hundred has the id of the row before. */
async function withDoubles(folder: string, rows: number): Promise<string> {
  const file = join(folder, `quarantine-${rows}.parquet`);
  if (existsSync(file)) return file;
  const [from = ''] = await dataset(folder, { rows, files: 1, shuffled: false });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `copy (select * replace (case when id % 100 = 7 then id - 1 else id end as id) from '${from}') to '${file}.part' (format parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  renameSync(`${file}.part`, file);
  return file;
}

async function once(mode: Mode, file: string, rows: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-quarantine-'));
  const script = join(import.meta.dirname, 'quarantine-run.ts');
  const command = [process.execPath, '--conditions=assay-source', script, mode, file, String(rows)];
  try {
    const { seconds, together, stdout } = await run({ command, cwd: folder });
    const told = JSON.parse(stdout) as Pick<Figures, 'inside' | 'cpu' | 'bytes'>;
    return { seconds, memory: together, ...told };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '5000000' },
      runs: { type: 'string', default: '3' },
    },
  });
  await scaleQuarantine({ rows: Number(values.rows), runs: Number(values.runs) });
}
