import type { Case, CaseClass, Check, Must, Run, Situation, Source, Table } from './case.ts';
import { sources as allSources } from './case.ts';
import { tables } from './tables.ts';

type Data = keyof typeof tables;

/**
 * One line of the corpus: table, check, the state that must come out, the thread, why; and over which sources, and how
 * it is run, where that is not all of them and plainly.
 */
export type Line = readonly [
  data: Data,
  check: Check,
  must: Must,
  thread: string | null,
  why: string,
  how?: How,
];

interface How {
  readonly sources?: readonly Source[];
  readonly run?: Run;
}

/** The sources that a line is over. */
export const on = (...sources: readonly Source[]): How => ({ sources });
/** All sources but these. */
export const notOn = (...left: readonly Source[]): How => ({
  sources: allSources.filter((source) => !left.includes(source)),
});
export const sampled = (rows: number): How => ({ run: { kind: 'sampled', rows } });
/** As a command; over CSV unless other sources are given. */
export const command = (situation: Situation, ...sources: readonly Source[]): How => ({
  run: { kind: 'process', situation },
  sources: sources.length > 0 ? sources : ['csv'],
});

/** The cases of a class: each line over each of its sources. */
export const cases = (name: CaseClass, lines: readonly Line[]): readonly Case[] =>
  lines.flatMap(([data, check, must, thread, why, { sources = allSources, run = plain } = {}]) =>
    sources.map((source) => ({
      id: [name, data, wordsOf(check), ...wordsOfRun(run), source].join(' | '),
      class: name,
      source,
      data,
      check,
      run,
      must,
      thread,
      why,
    })),
  );

const plain: Run = { kind: 'plain' };

/** A table by its name. */
export function tableOf(data: string): Table {
  const found = (tables as Readonly<Record<string, Table>>)[data];
  if (!found) throw new Error(`There is no table '${data}'.`);
  return found;
}

function wordsOf({ kind, where, per, warning, ...rest }: Check): string {
  const arguments_ = Object.values(rest).map((value) => JSON.stringify(value));
  return [
    `${kind}(${arguments_.join(', ')})`,
    ...(where === undefined ? [] : [`where ${where}`]),
    ...(per === undefined ? [] : [`per ${per}`]),
    ...(warning ? ['as a warning'] : []),
  ].join(' ');
}

const wordsOfRun = (run: Run): readonly string[] =>
  run.kind === 'plain' ? [] : [run.kind === 'sampled' ? `${run.rows} sampled` : run.situation];
