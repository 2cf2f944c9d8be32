import { noteUsed, refuseLost } from '../contract/building.ts';
import type { Contract } from '../contract/contract.ts';
import type { ExpectationNode } from '../contract/expectation.ts';
import { nestedRead } from '../contract/nested-read.ts';
import { rowColumnNames } from '../contract/schema/row-kinds.ts';
import { titledExpectations } from '../contract/titled-expectations.ts';
import type { CopiedRows } from '../engine/engine.ts';
import { maskedOf } from '../plan/disclosure/disclosure.ts';
import { ContractError } from '../value/contract-error.ts';
import { type Candidate, candidatesOf, orderCandidates, rowCandidates } from './candidates.ts';
import { columnFacts } from './column-facts.ts';
import { judgeMutants } from './judge-mutants.ts';
import { type Judging, judgeRows } from './judge-rows.ts';
import type { Suggestion } from './mutant.ts';
import { ownReferences } from './own-references.ts';
import type { PlannedMutant } from './plan-mutants.ts';

/**
 * Returns an expectation for each survivor that would have caught it: each holds for the data, and fails for the mutant, as
 * measured. A survivor that none catches has none.
 */
export async function suggestFor(
  survivors: readonly PlannedMutant[],
  rows: number,
  copy: CopiedRows,
  judging: Judging,
): Promise<ReadonlyMap<PlannedMutant, Suggestion>> {
  if (survivors.length === 0) return new Map();
  const { contract, session } = judging;
  const fields = nestedRead(contract).map(({ name }) => name);
  const known = [...rowColumnNames(contract.terms.schema), ...fields];
  const names = session.columns.map(({ name }) => name);
  const changed = new Set(survivors.flatMap(({ changes }) => [...changes]));
  const areRowsChanged = survivors.some(({ column }) => column === null);
  const facts = await columnFacts(
    session.columns.filter(
      ({ name }) => (areRowsChanged || changed.has(name)) && known.includes(name),
    ),
    rows,
    { ...session, relation: copy.relation },
    maskedOf(contract, names),
  );
  const partners = (name: string) =>
    new Set(survivors.flatMap(({ changes }) => (changes.has(name) ? [...changes] : [])));
  const staged = facts.map((one) =>
    changed.has(one.name)
      ? candidatesOf(
          one,
          facts.filter(({ name }) => partners(one.name).has(name)),
          known,
        )
      : [orderCandidates(one, known)],
  );
  const found = new Map<PlannedMutant, Suggestion>();
  // Few need more than the first stage, and the later ones take longer.
  for (const stage of stages) {
    const left = survivors.filter((one) => !found.has(one));
    const candidates = [
      ...staged.flatMap((one) => one[stage] ?? []),
      ...(areRowsChanged && stage === 0
        ? rowCandidates(rows, comparable(judging, known), known)
        : []),
    ];
    if (left.length === 0 || candidates.length === 0) continue;
    for (const [mutant, one] of await chosen(left, candidates, copy, judging))
      found.set(mutant, one);
  }
  return found;
}

const stages = [0, 1, 2] as const;

/** The columns that rows can be compared by. */
const comparable = ({ session }: Judging, known: readonly string[]): readonly string[] =>
  session.columns
    .filter(({ name, family }) => known.includes(name) && !opaque.includes(family))
    .map(({ name }) => name);

const opaque: readonly string[] = ['struct', 'list', 'map', 'json', 'binary', 'other'];

async function chosen(
  survivors: readonly PlannedMutant[],
  candidates: readonly Candidate[],
  copy: CopiedRows,
  judging: Judging,
): Promise<ReadonlyMap<PlannedMutant, Suggestion>> {
  const { contract } = judging;
  const usable = candidates.flatMap((one) => {
    const node = nodeOf(one);
    return node === null ? [] : [{ code: one.code, node }];
  });
  const trial: Contract = { ...contract, expectations: usable.map(({ node }) => node) };
  const titled = titledExpectations(trial);
  const of = { ...judging, contract: trial };
  const own = { ...of, references: await ownReferences(trial, copy, of) };
  const held = await judgeRows(copy.relation, titled, own);
  const green = held
    .filter((one) => one.kind === 'judged' && one.verdict.holds)
    .map(({ one }) => one);
  const found = await judgeMutants(survivors, green, copy, own);
  const codes = new Map(titled.map(({ id }, at) => [id, usable[at]?.code ?? '']));
  const catches = new Map<string, number>();
  for (const { by } of found.values())
    for (const { id } of by) catches.set(id, (catches.get(id) ?? 0) + 1);
  const rank = new Map(titled.map(({ id }, at) => [id, at]));
  return new Map(
    survivors.flatMap((mutant) => {
      const [first] = (found.get(mutant)?.by ?? []).toSorted(
        (one, other) => (rank.get(one.id) ?? 0) - (rank.get(other.id) ?? 0),
      );
      const code = first === undefined ? '' : (codes.get(first.id) ?? '');
      return first === undefined || code === ''
        ? []
        : [[mutant, { code, catches: catches.get(first.id) ?? 1 }] as const];
    }),
  );
}

/** Makes the expectation of a candidate; null for one that says nothing, such as a limit that every value keeps. */
function nodeOf({ declare }: Candidate): ExpectationNode | null {
  try {
    return refuseLost('suggestions', () => {
      const { node } = declare();
      noteUsed(node);
      return node;
    });
  } catch (error) {
    if (error instanceof ContractError) return null;
    throw error;
  }
}
