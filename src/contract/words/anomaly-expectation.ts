import { anomaly } from '../../metric/anomaly.ts';
import type { Metric } from '../../metric/metric.ts';
import { leastRuns, type PastWindow } from '../../metric/past-values.ts';
import { optionsWritten } from '../../metric/subject.ts';
import { bound } from '../../value/bound.ts';
import { closest } from '../../value/closest.ts';
import { ContractError } from '../../value/contract-error.ts';
import { changes, declare, type Expectation, type ExpectationNode } from '../expectation.ts';

/** The earlier runs that a value is compared with. */
export interface AnomalyOptions {
  /** The greatest number of earlier runs, the newest ones: 7 or more, and 14 unless given. With a season, of the same day of it. */
  readonly window?: number;
  /**
   * The length of a season in days: with 7, the value of a Monday is compared with those of earlier Mondays. The day is
   * that of the run's `now`, in UTC. By default all runs are compared.
   */
  readonly season?: number;
}

/** An expectation that a value is like those of earlier runs. Its limit is a robust z-score of 3.5 unless given. */
export interface Anomaly extends Expectation {
  /**
   * Sets the limit of the score, in robust standard deviations from the median of the earlier runs. The default is 3.5.
   *
   * @example rows.count().anomaly({ window: 28 }).atMost(5)
   */
  atMost(score: number): this;
  /**
   * Passes while there are fewer than 7 earlier runs to compare with, and says so in the outcome. By default the
   * expectation is not run then, and the run fails.
   *
   * @example column('fare').mean().anomaly().allowYoung()
   */
  allowYoung(): this;
}

/** The limit that Iglewicz and Hoaglin recommend. */
const usualLimit = 3.5;
const usualWindow = 14;

/** Returns the expectation that a metric's number is like those of earlier runs. */
export function anomalyExpectation(metric: Metric, options: unknown): Anomaly {
  const { given, past } = checked(options);
  return anomalyOf(declare(anomaly(metric, past, [optionsWritten(given)]), limit(usualLimit)));
}

function anomalyOf(node: ExpectationNode): Anomaly {
  const { methods, set } = changes(node, anomalyOf);
  return Object.freeze({
    ...methods,
    atMost: (score: number) => set({ bound: limit(score) }),
    allowYoung: () => set({ allowYoung: true }),
  });
}

function limit(score: unknown) {
  if (typeof score !== 'number' || !Number.isFinite(score) || score < 0)
    throw new ContractError(
      'BOUND_INVALID',
      '.anomaly().atMost(...) takes a score, 0 or more, such as 3.5.',
    );
  return bound('atMost', [score], 'number');
}

function checked(options: unknown): { readonly given: AnomalyOptions; readonly past: PastWindow } {
  if (
    options !== undefined &&
    (typeof options !== 'object' || options === null || Array.isArray(options))
  )
    throw invalid('takes options such as { window: 14, season: 7 }');
  const { window, season, ...more } = (options ?? {}) as Readonly<Record<string, unknown>>;
  const [typo] = Object.keys(more);
  if (typo !== undefined) {
    const near = closest(typo, ['window', 'season']);
    throw invalid(
      `has no option '${typo}': the options are window and season${near === undefined ? '' : `, did you mean ${near}?`}`,
    );
  }
  const given = {
    ...(window !== undefined && { window: whole(window, leastRuns, 'window: a number of runs') }),
    ...(season !== undefined && { season: whole(season, 2, 'season: a number of days') }),
  };
  return { given, past: { window: given.window ?? usualWindow, season: given.season ?? null } };
}

function whole(value: unknown, least: number, what: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw invalid(`takes as its ${what}, ${least} or more`);
}

const invalid = (what: string) => new ContractError('CONTRACT_INVALID', `.anomaly(...) ${what}.`);
