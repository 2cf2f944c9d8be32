import type {
  Case,
  CaseClass,
  Check,
  DataSituation,
  Must,
  Reference,
  Run,
  Situation,
  Source,
  Table,
  Version,
  VersionFault,
} from './case.ts';
import { sources as allSources } from './case.ts';
import { tables } from './tables.ts';

/**
 * One line of the corpus: table, check, the state that must come out, the thread where another tool got it wrong, why;
 * and how, where that is not over all sources and plainly.
 */
export type Line = readonly [
  data: keyof typeof tables,
  check: Check,
  must: Must,
  thread: string | null,
  why: string,
  ...how: readonly How[],
];

interface How {
  readonly sources?: readonly Source[];
  readonly run?: Run;
  readonly decides?: Case['decides'];
}

/** The sources that a line is over. */
export const on = (...sources: readonly Source[]): How => ({ sources });
/** All sources but these. */
export const notOn = (...left: readonly Source[]): How => ({
  sources: allSources.filter((source) => !left.includes(source)),
});
export const sampled = (rows: number): How => ({ run: { kind: 'sampled', rows } });
/** Where the data is not as it should be. */
export const located = (situation: DataSituation): How => ({ run: { kind: 'plain', situation } });
/** The data is read from where a version of it was kept. */
export const kept = (of: Version['of'], fault?: VersionFault): How => ({
  run: { kind: 'plain', version: { of, ...(fault && { fault }) } },
});
/** As a command; over CSV unless other sources are given. */
export const command = (situation: Situation): How => ({
  run: { kind: 'process', situation },
  sources: ['csv'],
});
/** All that the contract says decides. Unless said, it does where all must pass, and the check where it must not. */
export const byContract: How = { decides: 'contract' };
/** The check alone decides, though something else in the contract is red. */
export const byCheck: How = { decides: 'check' };

/** The cases of a class: each line over each of its sources. */
export const cases = (name: CaseClass, lines: readonly Line[]): readonly Case[] =>
  lines.flatMap(([data, check, must, thread, why, ...hows]) => {
    const how: How = Object.assign({}, ...hows);
    const { sources = allSources, run = { kind: 'plain' } } = how;
    const { decides = must === 'pass' ? 'contract' : 'check' } = how;
    return sources.map((source) => ({
      id: [name, data, wordsOf(check), ...wordsOfRun(run), source].join(' | '),
      class: name,
      source,
      data,
      check,
      run,
      must,
      decides,
      thread,
      why,
    }));
  });

/** A table by its name. */
export function tableOf(data: string): Table {
  const found = (tables as Readonly<Record<string, Table>>)[data];
  if (!found) throw new Error(`There is no table '${data}'.`);
  return found;
}

function wordsOf({ kind, where, per, warning, inSchema, ...rest }: Check): string {
  const { reference, ...more } = { reference: undefined, ...rest };
  const written = Object.entries(more).map(([name, value]) =>
    name === 'above' ? `above ${value}` : JSON.stringify(value),
  );
  return [
    `${kind}(${written.join(', ')})`,
    ...(reference === undefined ? [] : [wordsOfReference(reference)]),
    ...(where === undefined ? [] : [`where ${where}`]),
    ...(per === undefined ? [] : [`per ${per}`]),
    ...(warning ? ['as a warning'] : []),
    ...(inSchema ? ['in the schema'] : []),
  ].join(' ');
}

function wordsOfReference(reference: Reference): string {
  if (reference.kind === 'none') return 'against nothing';
  const { kind, data } = reference;
  const odd =
    kind === 'dataset'
      ? (reference.situation ?? wordsOfVersion(reference.version))
      : reference.fault;
  const what = kind === 'dataset' ? 'against' : 'against the baseline of';
  return `${what} ${data}${odd === undefined ? '' : ` (${odd})`}`;
}

function wordsOfRun(run: Run): readonly string[] {
  if (run.kind === 'sampled') return [`${run.rows} sampled`];
  if (run.kind === 'process') return [`as a command, ${run.situation}`];
  const words = run.situation ?? (run.kind === 'plain' ? wordsOfVersion(run.version) : undefined);
  return words === undefined ? [] : [words];
}

const wordsOfVersion = (version: Version | undefined): string | undefined =>
  version && ['by', version.of, ...(version.fault ? [`(${version.fault})`] : [])].join(' ');
