import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { asMuch, measureAll } from '../support/measured.ts';
import { datasets, held, measured } from './held.ts';
import { type Mutation, mutate } from './mutation.ts';
import { readers } from './readers.ts';
import { canary, type Format, type SampleName } from './samples.ts';

/** A sample, what is done to it, and as what it is read. */
export interface Case {
  readonly sample: SampleName;
  readonly mutations: readonly Mutation[];
  readonly readAs: Format;
  /** Planned as if it were much, so that every pass has its turn. */
  readonly isMuch: boolean;
}

export interface Judged {
  readonly verdict: 'green' | 'red' | 'errored' | 'thrown';
  /** What must not be, a sentence each. */
  readonly faults: readonly string[];
  /** The problems that outcomes told. */
  readonly problems: readonly string[];
}

/** Hold a mutated file to the contract, and what comes of it to what must be true of any file. */
export async function judgeFile(folder: string, { sample, mutations, readAs, isMuch }: Case): Promise<Judged> {
  const bytes = mutations.reduce(mutate, readFileSync(join(folder, sample)));
  const own = join(folder, 'case');
  mkdirSync(own, { recursive: true });
  const path = join(own, sample);
  writeFileSync(path, bytes);
  try {
    const outcomes = await measureAll(held, datasets[readAs](path), isMuch ? { few: asMuch } : {});
    const faults = [...outcomeFaults(outcomes), ...(await readingFaults(outcomes, path, readAs))];
    const problems = [...new Set(outcomes.flatMap(({ problem }) => (problem ? [`${problem.code}: ${problem.message}`] : [])))];
    return { verdict: verdictOf(outcomes), faults, problems };
  } catch (error) {
    const { message, stack } = error as Error;
    return { verdict: 'thrown', faults: [`it threw ${stack ?? message}`], problems: [] };
  } finally {
    for (const file of readdirSync(own)) rmSync(join(own, file));
  }
}

function verdictOf(outcomes: readonly Outcome[]): Judged['verdict'] {
  if (outcomes.every(({ state }) => state === 'passed')) return 'green';
  return outcomes.some(({ state }) => state === 'errored') ? 'errored' : 'red';
}

const codes: ReadonlySet<string> = new Set([
  'DATASET_UNREADABLE',
  'DATASET_INVALID',
  'ENGINE_FAILED',
  'OUT_OF_MEMORY',
  'COLUMN_MISSING',
  'COLUMN_TYPE',
]);

/** Each expectation has an outcome, and what could not be judged says why: a known code and a sentence. */
function outcomeFaults(outcomes: readonly Outcome[]): readonly string[] {
  const count = outcomes.length === expectationCount ? [] : [`${outcomes.length} outcomes`];
  return [
    ...count,
    ...outcomes.flatMap(({ state, problem, title, rows }) => {
      if (state !== 'errored' && state !== 'notRun')
        return rows === null ? [`${title} tells no rows`] : [];
      if (problem === null) return [`${title} is ${state} without a reason`];
      const { code, message } = problem;
      return [
        ...(codes.has(code) ? [] : [`an unknown code ${code}: ${message}`]),
        ...(/^\S.{10,1000}[.…)]$/su.test(message) ? [] : [`not a sentence: ${message}`]),
        ...(/\n\s*at |[\p{Cc}]/u.test(message) ? [`a stack or controls: ${JSON.stringify(message)}`] : []),
        ...(message.includes(canary) ? [`a value: ${message}`] : []),
      ];
    }),
  ];
}

const expectationCount = (await import('../../src/contract/title.ts')).titledExpectations(held).length;

/** Where all is green, what was measured is what another reader reads. */
async function readingFaults(
  outcomes: readonly Outcome[],
  path: string,
  format: Format,
): Promise<readonly string[]> {
  if (verdictOf(outcomes) !== 'green') return [];
  try {
    const facts = await readers[format](path);
    return outcomes.flatMap((outcome) => {
      const expected = measured[outcome.metric.replace('{ exact: true }', '')]?.(facts);
      if (expected === undefined || isSame(outcome, expected)) return [];
      return [`${outcome.metric} is ${outcome.value} (${outcome.evidence?.pass}), and it reads ${expected}`];
    });
  } catch (error) {
    const passes = outcomes.map(({ metric, evidence }) => `${metric} ${evidence?.pass}`);
    return [`green, and it can't be read: ${(error as Error).message} [${passes.join(', ')}]`];
  }
}

function isSame({ value }: Outcome, expected: number | bigint | string): boolean {
  if (value === null) return false;
  if (typeof expected === 'string') return value.startsWith(expected);
  if (typeof expected === 'bigint') return value === String(expected);
  return Math.abs(Number(value) - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
