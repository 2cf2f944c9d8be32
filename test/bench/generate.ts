import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

/*
 * Generates rows of 16 columns, each way in a process of its own: the values alone, rows as a function returns them, files
 * of three formats, and the whole command, which also checks what it wrote. The ways take turns, and the median counts.
 *
 * node --conditions=assay-source test/bench/generate.ts [--rows 1000000] [--turns 3]
 */

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    turns: { type: 'string', default: '3' },
    way: { type: 'string' },
    out: { type: 'string', default: '' },
  },
});
const rows = Number(options.rows);

interface Measured {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

/** A way of generating, run in this process. */
const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  values: async () => {
    let count = 0;
    for (const block of (await table()).blocks()) count += block.count;
    return count;
  },
  'rows of generate()': async () => {
    const { generate } = await import('../../src/generate/generate.ts');
    const { trips } = await import('./generate-contract.ts');
    return (await generate(trips, { rows, seed: 1 })).length;
  },
  Parquet: () => file('parquet'),
  CSV: () => file('csv'),
  NDJSON: () => file('json'),
};

async function table() {
  const { prepare } = await import('../../src/generate/prepare.ts');
  const { trips } = await import('./generate-contract.ts');
  const [found] = await prepare(new Map([['trips', trips]]), {
    rows: new Map([['trips', rows]]),
    seed: 1,
  });
  if (found === undefined) throw new Error('There is no table.');
  return found;
}

async function file(format: 'parquet' | 'csv' | 'json') {
  const { writeTable } = await import('../../src/generate/files/write-table.ts');
  await writeTable(await table(), `${options.out}.${format}`, format);
}

/** Runs a way in this process, and prints what it took without the start of the process. */
async function runHere(way: string): Promise<void> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  await ways[way]?.();
  const { user, system } = process.cpuUsage(cpu);
  const measured: Measured = {
    wall: (performance.now() - wall) / 1000,
    cpu: (user + system) / 1e6,
    memory: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(measured));
}

const node = (...args: readonly string[]) =>
  execFileSync(process.execPath, ['--conditions=assay-source', ...args], { encoding: 'utf8' });

const own = resolve(import.meta.dirname, 'generate.ts');

function inProcess(way: string, folder: string): Measured {
  const out = join(folder, 'out');
  return JSON.parse(node(own, '--way', way, '--rows', String(rows), '--out', out)) as Measured;
}

/** Runs the command as a whole process: its start, the writing and the check of the file. */
function command(folder: string): Measured {
  const path = join(folder, 'command.parquet');
  const cli = resolve(import.meta.dirname, '../../src/cli/main.ts');
  const contracts = resolve(import.meta.dirname, 'generate-contract.ts');
  const report = join(folder, 'time');
  const wall = performance.now();
  execFileSync('/usr/bin/env', [
    'bash',
    '-c',
    `TIMEFORMAT='%U %S'; { time "$@" >/dev/null 2>&3; } 2>${report} 3>&2`,
    'bash',
    process.execPath,
    '--conditions=assay-source',
    cli,
    'generate',
    contracts,
    '--rows',
    String(rows),
    '--seed',
    '1',
    '--force',
    '--out',
    path,
  ]);
  const [user = 0, system = 0] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
  return { wall: (performance.now() - wall) / 1000, cpu: user + system, memory: Number.NaN };
}

const median = (list: readonly number[]) =>
  list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)] ?? Number.NaN;

function printTable(): void {
  const folder = mkdtempSync(join(tmpdir(), 'assay-generate-'));
  const names = [...Object.keys(ways), 'assay generate, Parquet'];
  const found = new Map(names.map((name) => [name, [] as Measured[]]));
  for (let turn = 0; turn < Number(options.turns); turn += 1)
    for (const name of names)
      found.get(name)?.push(name in ways ? inProcess(name, folder) : command(folder));
  const lines = names.map((name) => {
    const of = (key: keyof Measured) => median((found.get(name) ?? []).map((one) => one[key]));
    const [wall, cpu] = [of('wall'), of('cpu')];
    const rate = (seconds: number) => Math.round(rows / seconds).toLocaleString('en');
    const memory = Number.isNaN(of('memory')) ? '' : of('memory').toFixed(0);
    return `| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${rate(wall)} | ${((cpu / rows) * 1e6).toFixed(2)} | ${memory} |`;
  });
  const size = statSync(join(folder, 'command.parquet')).size / 2 ** 20;
  process.stdout.write(
    [
      `${rows.toLocaleString('en')} rows of 16 columns, ${size.toFixed(0)} MiB of Parquet, medians of ${options.turns} turns`,
      '',
      '| | wall s | CPU s | rows a second | CPU us a row | peak MiB |',
      '|---|--:|--:|--:|--:|--:|',
      ...lines,
      '',
    ].join('\n'),
  );
  rmSync(folder, { recursive: true });
}

if (options.way === undefined) printTable();
else await runHere(options.way);
