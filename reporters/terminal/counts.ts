import type { ChalkInstance } from 'chalk';
import type { State } from '../../src/outcome/outcome.ts';
import { grouped } from '../../src/outcome/printable-text.ts';
import type { Report } from '../../src/outcome/report.ts';
import { countStates } from '../../src/outcome/report.ts';
import { stateWords } from '../findings.ts';

/** There are 80 columns for all. */
const words = { ...stateWords, errored: 'errored' };

type Counts = Readonly<Record<State, number>>;

/** Returns the counts of a run, in the words and colours of Vitest. */
export function printCounts(
  report: Report,
  color: ChalkInstance,
  others: number,
): readonly string[] {
  const { contracts, counts, durationMs, fuzz, state } = report;
  const properties = fuzz.flatMap((one) => one.properties);
  const isGreen = state === 'passed' && others === 0;
  const lines: readonly (readonly [string, string])[] = [
    ...(contracts.length > 0 || fuzz.length === 0
      ? [
          ['Contracts', tally(countStates(contracts), color)] as const,
          ['Expectations', tally(counts, color)] as const,
        ]
      : []),
    ...(fuzz.length > 0
      ? [
          ['Fuzz tests', tally(countStates(fuzz), color)] as const,
          ['Properties', tally(countStates(properties), color)] as const,
        ]
      : []),
    ...(others > 0 ? [['Other tests', color.red.bold(`${grouped(others)} failed`)] as const] : []),
    ['Duration', `${(durationMs / 1000).toFixed(2)} s`],
    ['Verdict', isGreen ? color.green.bold('passed') : color.red.bold('failed')],
  ];
  return lines.map(([label, text]) => `${color.dim(label.padStart(13))}  ${text}`);
}

function tally(counts: Counts, color: ChalkInstance): string {
  const styles = {
    failed: color.red.bold,
    errored: color.red.bold,
    notRun: color.yellow,
    warned: color.yellow,
    passed: color.green.bold,
  } as const satisfies Record<State, unknown>;
  const states = ['failed', 'errored', 'notRun', 'warned', 'passed'] as const;
  const total = states.reduce((sum, state) => sum + counts[state], 0);
  const parts = states
    .filter((state) => counts[state] > 0)
    .map((state) => styles[state](`${grouped(counts[state])} ${words[state]}`));
  return parts.length === 0 ? 'none' : `${parts.join(' | ')} (${grouped(total)})`;
}
