import type {
  Catalogue,
  CataloguedContract,
  CataloguedRule,
  CataloguedRun,
} from '../../../src/outcome/catalogue/catalogue.ts';
import type { State } from '../../../src/outcome/outcome.ts';
import { stateOf } from '../../../src/outcome/report.ts';
import { contractOf } from '../example.ts';

const rule = (title: string, changes: Partial<CataloguedRule> = {}): CataloguedRule => ({
  id: title,
  title,
  severity: 'error',
  origin: 'declared',
  because: null,
  tags: [],
  ...changes,
});

/** A run of a dataset with these verdicts, all of one time; null is one that is not known. */
export function runOf(
  dataset: string,
  states: readonly (State | null)[],
  at = '2026-11-30T08:00:00.000Z',
): CataloguedRun {
  const verdicts = states.map((state) =>
    state === null ? { state: 'notRun' as const, at: null } : { state, at },
  );
  const isAny = states.some((state) => state !== null);
  return { dataset, state: stateOf(verdicts), at: isAny ? at : null, verdicts };
}

/** A contract of two columns and two rules that passed. */
export const cataloguedOf = (changes: Partial<CataloguedContract> = {}): CataloguedContract => ({
  name: 'flights',
  page: 'flights.html',
  file: 'contracts/flights.contract.ts',
  terms: { ...contractOf([]).terms, owner: 'ops', description: 'Each flight of a day' },
  columns: [
    {
      name: 'delay',
      label: "column('delay')",
      title: 'Delay',
      description: 'Minutes behind the schedule',
      type: 'an integer',
      isNullable: true,
      mayBeAbsent: false,
      classification: 'internal',
    },
    {
      name: 'origin',
      label: "column('origin')",
      title: null,
      description: null,
      type: 'text',
      isNullable: false,
      mayBeAbsent: false,
      classification: null,
    },
  ],
  rules: [
    rule("column('delay').mean() is at most 15", { because: 'the schedule promises it' }),
    rule("column('origin') is never NULL", { origin: 'schema' }),
  ],
  runs: [runOf('flights.parquet', ['passed', 'passed'])],
  lineage: [],
  ...changes,
});

/** A catalogue of these contracts. */
export const catalogueOf = (
  contracts: readonly CataloguedContract[],
  changes: Partial<Catalogue> = {},
): Catalogue => ({
  project: 'airport',
  madeAt: '2026-12-01T10:00:00.000Z',
  contracts,
  problems: [],
  ...changes,
});
