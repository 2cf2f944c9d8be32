import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { stackText } from '../contract/call-stack.ts';
import type { Contract } from '../contract/contract.ts';
import { rowColumnNames } from '../contract/schema/row-kinds.ts';
import { columnHints } from '../contract/schema/schema-expectations.ts';
import { datasetsOf } from '../generate/arbitraries/datasets-of.ts';
import type { Rejection } from '../generate/arbitraries/rejections.ts';
import { rejections } from '../generate/arbitraries/rejections-of.ts';
import { faultSelection } from '../generate/faults/fault-selection.ts';
import { faultTables } from '../generate/faults/fault-tables.ts';
import { faultyDatasetOf } from '../generate/faults/faulty-dataset.ts';
import type { ForeignKeys } from '../generate/foreign-keys.ts';
import { counted } from '../outcome/printable-text.ts';
import { instantOf } from '../value/quantity.ts';
import { drawnFaults } from './drawn-faults.ts';
import { type Explored, explore } from './explore.ts';
import { FuzzError } from './fuzz-error.ts';
import { checkFuzzOptions, type FuzzOptions, milliseconds } from './fuzz-options.ts';
import type { FuzzCase, FuzzProperty } from './fuzz-result.ts';
import type { FuzzSubject } from './fuzz-subject.ts';
import { runId } from './hold-case.ts';
import type { Invariant } from './invariant.ts';
import { invariantOf } from './invariants/invariant-of.ts';
import type { TableColumns } from './invariants/tables.ts';
import { judgeOf } from './judge/judge-of.ts';
import type { OpenStep, Step, StepColumn, StepOptions } from './step.ts';
import { stepOf } from './steps/function-step.ts';

/** A fuzz test whose options are checked: its properties, and the search for inputs that break them. */
export interface PreparedFuzz {
  readonly properties: readonly (FuzzProperty & { readonly stack: string | null })[];
  /** The rules of the output contract that no handful of rows can show. */
  readonly leftOut: readonly { readonly title: string; readonly reason: string }[];
  readonly subject: FuzzSubject;
  readonly seed: number;
  /** The files whose change makes the result another. */
  readonly watch: readonly string[];
  /** Searches for inputs that break the properties with these ids. */
  readonly search: (ids: ReadonlySet<string>, kept: readonly FuzzCase[]) => Promise<Searched>;
}

/** The result of a search, with what its input was like. */
export interface Searched extends Explored {
  /** A fault that was chosen by name and never changed anything; null where there is none. */
  readonly useless: string | null;
  /** Sentences for the user about the input, such as rules that refused much of what was drawn. */
  readonly notes: readonly string[];
}

/** The surroundings of a fuzz test. */
export interface FuzzSurroundings {
  /** The folder that relative paths start from. */
  readonly root: string;
  /** The time that counts as "now", as ISO 8601, unless the options say another. */
  readonly now: string;
}

/**
 * Checks the options of a fuzz test, and prepares all that its runs share.
 *
 * @throws {FuzzError} `OPTION_INVALID` and others for a mistake in the options: nothing has run by then.
 * @throws {GenerateError} for an input contract that no rows can keep.
 */
export function prepareFuzz(
  name: string,
  given: FuzzOptions,
  { root, now }: FuzzSurroundings,
): PreparedFuzz {
  const options = checkFuzzOptions(name, given);
  const inputs = inputsOf(name, options.input);
  const output = outputOf(name, options.output);
  const clock = clockOf(name, options.now ?? now);
  const step = stepOf(options.step);
  const judge = judgeOf(output, { now: clock, root });
  const columns = new Map(Object.entries(inputs).map(([table, one]) => [table, columnsOf(one)]));
  const { cases, told } = casesOf(inputs, options, clock);
  // A rule that no value keeps is an error before any run.
  fc.sample(cases, { numRuns: 1, seed: 0 });
  const tables = {
    input: new Map([...columns].map(([table, all]) => [table, all.map((one) => one.name)])),
    output: rowColumnNames(output.terms.schema),
  };
  const named = invariantsOf(name, options, tables);
  const properties = propertiesOf(judge.rules, named);
  if (named.size === 0 && judge.rules.every(({ requirement }) => requirement.kind === 'readable'))
    throw new FuzzError(
      'OPTION_INVALID',
      `fuzz('${name}') has nothing to judge: of the contract '${output.name}' no rule holds of single rows, and there are no invariants.`,
    );
  const { runs = 100, seed = randomInt(2 ** 31), path = null } = options;
  return {
    properties,
    leftOut: judge.leftOut.map(({ rule, reason }) => ({ title: rule.title, reason })),
    subject: {
      step: step.label,
      runs,
      readsData: step.readsData === true,
      output,
      columns: tables.input,
    },
    seed,
    watch: step.watch,
    search: async (ids, kept) => {
      const timeout = milliseconds(options.timeout, 10_000);
      const opened = await openLanes(step, { root, timeout });
      try {
        const [first, ...others] = opened.map((one) => ({
          step: one,
          judge,
          invariants: named,
          columns,
        }));
        if (first === undefined) throw new Error('No lane was opened.');
        const explored = await explore({
          cases,
          lanes: [first, ...others],
          properties: properties.filter(({ id }) => ids.has(id)),
          kept,
          runs,
          seed,
          path,
          shrinkTime: milliseconds(options.shrinkTimeout, 10_000),
        });
        const notes = path === null ? told.notes() : [onlyOne, ...told.notes()];
        return { ...explored, useless: told.useless(), notes };
      } finally {
        await Promise.all([...opened.map((one) => one.close()), judge.close()]);
      }
    },
  };
}

/** Opens a step for as many inputs at the same time as it gains from; an error of the first is an error before any run. */
async function openLanes(step: Step, options: StepOptions): Promise<readonly OpenStep[]> {
  const first = await step.open(options);
  if (step.isParallel !== true) return [first];
  const more = Math.min(availableParallelism(), mostLanes) - 1;
  return [first, ...(await Promise.all(Array.from({ length: more }, () => step.open(options))))];
}

const mostLanes = 4;

function invariantsOf(
  name: string,
  { invariants = [] }: FuzzOptions,
  tables: TableColumns,
): ReadonlyMap<string, Invariant> {
  const made = invariants.map((one) => invariantOf(one, tables));
  const names = made.map((one) => one.name);
  const twice = names.find((one, at) => names.indexOf(one) < at);
  if (twice !== undefined)
    throw new FuzzError(
      'OPTION_INVALID',
      `fuzz('${name}') has two invariants called '${twice}': give one of them another name.`,
    );
  return new Map(made.map((one) => [`invariant:${one.name}`, one]));
}

const onlyOne = 'Only the input at the path was tried.';

/** Remarks on the inputs of a search. */
interface Told {
  readonly notes: () => readonly string[];
  readonly useless: () => string | null;
}

/** The inputs, with faults in them. */
function casesOf(
  inputs: Readonly<Record<string, Contract>>,
  { rows, foreignKeys = {}, locale, faults = [] }: FuzzOptions,
  now: Date,
): { readonly cases: fc.Arbitrary<FuzzCase>; readonly told: Told } {
  const given: ForeignKeys<Readonly<Record<string, Contract>>> = foreignKeys;
  const datasets = datasetsOf(inputs, {
    now,
    foreignKeys: given,
    ...(rows !== undefined && { rows }),
    ...(locale !== undefined && { locale }),
  });
  const chosen = faultSelection(faults);
  const drawn = drawnFaults(chosen.isNamed ? chosen.faults.map(({ fault }) => fault.name) : []);
  const tables = faultTables(inputs, { now, foreignKeys: given });
  return {
    cases: faultyDatasetOf(datasets, tables, faults, drawn.note),
    told: {
      notes: () => [...rejections(datasets).flatMap(rejectionNote), ...drawn.notes()],
      useless: drawn.useless,
    },
  };
}

function inputsOf(name: string, input: unknown): Readonly<Record<string, Contract>> {
  if (isContract(input)) return { input };
  const entries = typeof input === 'object' && input !== null ? Object.entries(input) : [];
  if (entries.length > 0 && entries.every(([, one]) => isContract(one)))
    return Object.fromEntries(entries);
  throw new FuzzError(
    'OPTION_INVALID',
    `fuzz('${name}') needs the contract of its input: { input: rawOrders }, or { input: { orders, customers } }.`,
  );
}

function outputOf(name: string, output: unknown): Contract {
  if (isContract(output)) return output;
  throw new FuzzError(
    'OPTION_INVALID',
    `fuzz('${name}') needs the contract of its output: { output: orders }.`,
  );
}

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'contract';

function clockOf(name: string, now: Date | string): Date {
  const at = instantOf(now);
  if (at !== null) return new Date(at);
  throw new FuzzError(
    'OPTION_INVALID',
    `The option now of fuzz('${name}') is a Date, or ISO 8601 text such as '2026-01-31T08:00:00Z'.`,
  );
}

/** A rule that refuses less than a tenth costs nothing that a person would notice. */
const rejectionNote = ({ rule, column, contract, drawn, refused }: Rejection): readonly string[] =>
  refused * 10 < drawn
    ? []
    : [
        `The rule "${rule}" of ${column} in contract '${contract}' refused ${Math.round((100 * refused) / drawn)}% of ${counted(drawn, 'value')} that were drawn for it: say it as bounds or a pattern, and none is drawn in vain.`,
      ];

const columnsOf = ({ terms: { schema } }: Contract): readonly StepColumn[] => {
  const families = new Map(columnHints(schema).map((hint) => [hint.name, hint.families]));
  return rowColumnNames(schema).map((name) => ({
    name,
    family: families.get(name)?.[0] ?? null,
  }));
};

const propertiesOf = (
  rules: ReturnType<typeof judgeOf>['rules'],
  invariants: ReadonlyMap<string, Invariant>,
) => [
  { id: runId, title: 'returns a table, whatever it is given', kind: 'run' as const, stack: null },
  ...rules.map(({ rule, node }) => ({
    id: rule.id,
    title: rule.title,
    kind: 'rule' as const,
    stack: stackText(node.stack),
  })),
  ...[...invariants].map(([id, { name }]) => ({
    id,
    title: name,
    kind: 'invariant' as const,
    stack: null,
  })),
];
