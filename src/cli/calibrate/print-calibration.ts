import type { ChalkInstance } from 'chalk';
import { counted, grouped, visible, wrap } from '../../outcome/printable-text.ts';
import { printTable } from '../../outcome/table.ts';
import type { Bound } from '../../value/bound.ts';
import { printNumeric } from '../../value/numeric.ts';
import { printQuantity } from '../../value/quantity.ts';
import { outward, wilson } from './calibrate-numbers.ts';
import type { Calibrated } from './false-alarms.ts';

/** An expectation that no samples were drawn for, and why. */
export interface Unresampled {
  readonly title: string;
  readonly why: string;
}

/** The false alarms of a contract's drift expectations in a file. */
export interface Calibration {
  readonly contract: string;
  readonly dataset: string;
  readonly rows: { readonly reference: number; readonly current: number };
  readonly resamples: number;
  readonly seed: number;
  readonly calibrated: readonly Calibrated[];
  readonly unresampled: readonly Unresampled[];
}

const width = 80;
/** The share of unchanged samples that may alarm before there is a hint. */
const mayAlarm = 0.05;
/** The share of unchanged samples that alarm at the bound of a hint. */
const rare = 0.01;

/** Prints the false alarms of a contract for a terminal of 80 columns. */
export function printCalibration(calibration: Calibration, color: ChalkInstance): string {
  const { contract, dataset, rows, resamples, seed, calibrated, unresampled } = calibration;
  const samples = `${counted(resamples, 'pair')} of samples drawn from ${visible(dataset)} (seed ${seed}), of ${grouped(rows.reference)} and ${counted(rows.current, 'row')}. Nothing has changed in them, so that each alarm is a false one; 1% of them alarm at the bound in the third column.`;
  const lost = unresampled.map(({ title, why }) => `× ${visible(title)}: ${why}`);
  return [
    '',
    color.bold(visible(contract)),
    ...wrap(samples, width),
    '',
    ...table(calibrated, color),
    ...calibrated.flatMap(hintsOf).flatMap((hint) => ['', ...wrap(hint, width)]),
    ...lost.flatMap((one) => ['', ...wrap(one, width).map((line) => color.red(line))]),
  ].join('\n');
}

/** Returns the figures of each expectation, with its title beside them. */
function table(calibrated: readonly Calibrated[], color: ChalkInstance): readonly string[] {
  if (calibrated.length === 0) return [];
  const rows = calibrated.map((one) => {
    const { low, high } = wilson(one.alarms, one.resamples);
    return [
      percent(one.alarms / one.resamples),
      `${percent(low)} to ${percent(high)}`,
      rareBound(one) ?? '-',
    ];
  });
  const [head = '', rule = '', ...body] = printTable(
    { columns: ['alarms', '95% interval', '1% at'], rows },
    width,
  );
  const room = Math.max(...[head, rule, ...body].map((line) => line.length)) + 2;
  const rest = width - room;
  return [
    color.bold(`${head.padEnd(room)}expectation`),
    color.dim(`${rule.padEnd(room)}${'─'.repeat(rest)}`),
    ...calibrated.flatMap((one, at) => {
      const titles = wrap(visible(one.expectation.title), rest);
      const lines = titles.map(
        (title, line) => (line === 0 ? (body[at] ?? '') : '').padEnd(room) + title,
      );
      return lines.map((line) => (isHigh(one) ? color.yellow(line) : line));
    }),
  ];
}

const isHigh = ({ alarms, resamples }: Calibrated): boolean => alarms > mayAlarm * resamples;

/** Returns what a person should know of an expectation that alarms too often. */
function hintsOf(one: Calibrated): readonly string[] {
  const { expectation, alarms, resamples, judged, problem, rows } = one;
  if (!isHigh(one)) return [];
  const title = visible(expectation.node.metric.label);
  if (problem !== null)
    return [
      `${title}: ${grouped(resamples - judged.length)} of ${counted(resamples, 'pair')} can not be compared, since ${problem}`,
    ];
  const limits = expectation.node.bound.limits.map(printQuantity).join(' and ');
  const rate = percent(alarms / resamples);
  const better = rareBound(one);
  const more = better === null ? '' : `; ${better} would alarm in 1%`;
  return [
    `${title}: the bound ${limits} alarms in ${rate} of unchanged samples of ${counted(rows, 'row')}${more}.`,
  ];
}

/** Returns the limit that 1% of the samples would miss; null where the bound has no one end, or the samples are too few. */
function rareBound({ expectation, judged, resamples }: Calibrated): string | null {
  const { bound, metric } = expectation.node;
  const side = sideOf(bound);
  const [limit] = bound.limits;
  if (side === null || limit === undefined || judged.length < resamples || resamples * rare < 1)
    return null;
  const isShare = limit.kind === 'share';
  const values = judged
    .map(({ value, of }) => (isShare ? (100 * value) / of : value))
    .sort((one, other) => one - other);
  const beyond = Math.floor(rare * values.length);
  const value = values[side === 'up' ? values.length - 1 - beyond : beyond];
  if (value === undefined || !Number.isFinite(value)) return null;
  if (isShare) return `${outward(value, side)}%`;
  return printNumeric(metric.unit === 'count' ? value : outward(value, side));
}

/** Returns the side of the values on which a bound lies; null if on both. */
function sideOf({ kind, not }: Bound): 'up' | 'down' | null {
  if (not) return null;
  if (kind === 'atMost' || kind === 'below') return 'up';
  return kind === 'atLeast' || kind === 'above' ? 'down' : null;
}

/** Prints a share in percent, with a digit after the point below 10%. */
const percent = (share: number): string =>
  `${share < 0.0995 ? Number((100 * share).toFixed(1)) : Math.round(100 * share)}%`;
