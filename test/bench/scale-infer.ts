import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import {
  benchFolder,
  type Contestant,
  compared,
  inTurns,
  root,
  type Scale,
} from './scale-measure.ts';
import { textData } from './text-data.ts';

const folder = join(benchFolder, 'scale-infer');

/** `assay infer` over a wide file, held to three seconds, and over a long one, beside a plain scan of all its columns. */
export const scale: Scale = async ({ runs, small }) => {
  const [columns, rows] = small ? [100, 1e6] : [1000, 10e6];
  const wide = wideFile(columns, 50);
  const [long = ''] = (await textData('csv', rows)).files;
  // No round that is not counted over the long file: it takes minutes, and the wide one has read the program.
  const { inferWide, scanWide } = await inTurns(
    { inferWide: infer(wide), scanWide: scan(wide) },
    runs,
  );
  const { inferLong, scanLong } = await inTurns(
    { inferLong: infer(long), scanLong: scan(long) },
    runs,
    { isWarm: true },
  );
  const scanned = 'a plain scan of all columns';
  const limit = { ...inferWide, seconds: small ? 0.3 : 3 };
  return [
    {
      ...compared(`infer, ${columns} columns of 50 rows`, inferWide, ['the limit', limit], 1),
      reachMemory: 500,
    },
    compared('the same', inferWide, [scanned, scanWide]),
    compared(`infer, ${rows / 1e6} million rows of CSV`, inferLong, [scanned, scanLong], 2),
  ];
};

const infer = (file: string): Contestant => ({
  command: [process.execPath, join(root, 'dist/src/cli/main.js'), 'infer', file, '--out', '-'],
  cwd: folder,
});

/** Every field of every column is read, and as little as possible is done with it. */
const scan = (file: string): Contestant => ({
  command: [process.execPath, join(import.meta.dirname, 'csv-scan.ts'), file],
  cwd: folder,
});

/** A CSV file of numbers, dates, words and texts in turns, made where it is not there yet. */
function wideFile(columns: number, rows: number): string {
  const path = join(folder, `wide-${columns}-${rows}.csv`);
  mkdirSync(folder, { recursive: true });
  if (existsSync(path)) return path;
  const each = Array.from({ length: columns }, (_, at) => at);
  const lines = Array.from({ length: rows }, (_, row) => each.map((at) => field(at, row)).join());
  writeFileSync(path, [each.map((at) => `c${at}`).join(), ...lines, ''].join('\n'));
  return path;
}

function field(at: number, row: number): string {
  const drawn = (row * 7919 + at * 104_729) % 997;
  switch (at % 5) {
    case 0:
      return String(drawn);
    case 1:
      return (drawn / 100).toFixed(2);
    case 2:
      return `2026-01-${String(1 + (drawn % 28)).padStart(2, '0')}`;
    case 3:
      return ['new', 'paid', 'shipped'][drawn % 3] ?? '';
    default:
      return `customer ${drawn}`;
  }
}
