import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { asMuch, measureAll } from '../support/measured.ts';
import { columns, facts, type Value } from './facts.ts';
import { datasets, held } from './held.ts';
import { type Mutation, mutate } from './mutation.ts';
import { readColumn } from './readers.ts';
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
  /** Green by the footers of a file whose values another reader can't read, or reads otherwise. */
  readonly unread: readonly string[];
  /** The problems that outcomes told. */
  readonly problems: readonly string[];
  /** The most memory that the process had taken once all was measured, before another reader read the file. */
  readonly kilobytes: number;
}

/** Hold a mutated file to the contract, and what comes of it to what must be true of any file. */
export async function judgeFile(
  folder: string,
  { sample, mutations, readAs, isMuch }: Case,
): Promise<Judged> {
  const bytes = mutations.reduce(mutate, readFileSync(join(folder, sample)));
  const own = join(folder, 'case');
  mkdirSync(own, { recursive: true });
  const path = join(own, sample);
  writeFileSync(path, bytes);
  try {
    const outcomes = await measureAll(held, datasets[readAs](path), isMuch ? { few: asMuch } : {});
    const kilobytes = process.resourceUsage().maxRSS;
    const { faults, unread } = await readingFaults(outcomes, path, readAs, join(folder, sample));
    const problems = [
      ...new Set(
        outcomes.flatMap(({ problem }) => (problem ? [`${problem.code}: ${problem.message}`] : [])),
      ),
    ];
    return {
      verdict: verdictOf(outcomes),
      faults: [...outcomeFaults(outcomes), ...faults],
      unread,
      problems,
      kilobytes,
    };
  } catch (error) {
    const { message, stack } = error as Error;
    return {
      verdict: 'thrown',
      faults: [`it threw ${stack ?? message}`],
      unread: [],
      problems: [],
      kilobytes: process.resourceUsage().maxRSS,
    };
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
  'CAUSE_FAILED',
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
        ...(/^\S.{20,1000}$/su.test(message) ? [] : [`not a sentence: ${message}`]),
        ...(/\n\s*at /.test(message) ? [`a stack: ${message}`] : []),
        ...(engineWords.test(message) ? [`the engine's words: ${message}`] : []),
        // Of a file whose first line holds no names, values are taken for them.
        ...(message.includes(canary) && code !== 'COLUMN_MISSING' ? [`a value: ${message}`] : []),
      ];
    }),
  ];
}

/** Words that only who wrote the engine understands, most of them cut by the mask. */
export const engineWords =
  /Malformed|Out of buffer|(?:Invalid|Invalid Input|INTERNAL|FATAL|Serialization) Error|Exception|magic bytes|malformed|computed checksum/;

const expectationCount = titledExpectations(held).length;

/**
 * Where all is green, what was measured is what another reader reads; or what is in the file as it was before, where that
 * reader is put off by what the engine does not need, such as the name of an encoding that it knows anyway.
 */
async function readingFaults(
  outcomes: readonly Outcome[],
  path: string,
  format: Format,
  whole: string,
): Promise<Pick<Judged, 'faults' | 'unread'>> {
  const faults: string[] = [];
  const unread: string[] = [];
  if (verdictOf(outcomes) !== 'green') return { faults, unread };
  const read = await readAll(format, path);
  let before: Read | null = null;
  for (const outcome of outcomes) {
    const found = disagreement(outcome, read);
    if (found === null) continue;
    before ??= await readAll(format, whole);
    if (disagreement(outcome, before) === null) continue;
    // What a footer tells is told by whoever wrote the file, and says so: no row was read for it.
    (outcome.evidence?.pass === 'footer' ? unread : faults).push(found);
  }
  return { faults, unread };
}

type Read = ReadonlyMap<string, readonly Value[] | string>;

async function readAll(format: Format, path: string): Promise<Read> {
  const read = new Map<string, readonly Value[] | string>();
  for (const column of columns)
    read.set(column, await readColumn(format, path, column).catch((error: Error) => error.message));
  return read;
}

function disagreement(outcome: Outcome, read: Read): string | null {
  const { metric, value, rows, evidence } = outcome;
  const fact = facts[metric];
  if (fact === undefined) return null;
  const values = read.get(fact.column) ?? '';
  const told = `${metric} is ${value} of ${rows} (${evidence?.pass})`;
  if (typeof values === 'string') return `${told}, and ${fact.column} can't be read: ${values}`;
  const expected = fact.of(values);
  return isSame(outcome, expected) && rows === values.length
    ? null
    : `${told}, and it reads ${expected} of ${values.length}`;
}

function isSame({ value }: Outcome, expected: Value): boolean {
  if (value === null || expected === null) return false;
  if (typeof expected === 'string') return value.startsWith(expected);
  if (typeof expected === 'bigint') return value === String(expected);
  return Math.abs(Number(value) - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
