import type { Run } from './planner-process.ts';

/** One turn of a contestant. */
export interface Turn extends Run {
  /** Seconds in the engine, or in the tool's own validation; NaN where it does not tell. */
  readonly engine: number;
}

const heads = [
  'whole process',
  'in the engine',
  'peak memory',
  'largest process',
  'at one time',
  'time, ratio',
  'memory, ratio',
];

/** All runs of a contestant. */
export interface Entry {
  readonly label: string;
  readonly turns: readonly Turn[];
}

/** A Markdown table of medians; ratios are to `base`, and left out without one. */
export function table(entries: readonly Entry[], base: Entry | undefined): string {
  const rows = entries.map((entry) => [
    entry.label,
    ...cells(entry),
    text(of(entry, 'seconds') / of(base, 'seconds'), 2),
    text(of(entry, 'peak') / of(base, 'peak'), 2),
  ]);
  const lines = [['', ...heads], ['---', ...heads.map(() => '--:')], ...rows];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells(entry: Entry): readonly string[] {
  return [
    text(of(entry, 'seconds'), 2, ' s'),
    text(of(entry, 'engine'), 2, ' s'),
    text(of(entry, 'peak'), 0, ' MiB'),
    text(of(entry, 'largest'), 0, ' MiB'),
    text(of(entry, 'together'), 0, ' MiB'),
  ];
}

/** The median of what was measured; NaN where it was not. */
export function of(
  entry: Entry | undefined,
  what: 'seconds' | 'engine' | 'peak' | 'largest' | 'together',
): number {
  return median((entry?.turns ?? []).map((turn) => turn[what]));
}

function text(value: number, digits: number, unit = ''): string {
  return Number.isNaN(value) ? '' : `${value.toFixed(digits)}${unit}`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
