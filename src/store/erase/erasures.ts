import process from 'node:process';
import type { ErasureLedger, OpenLedger } from '../../metric/erased.ts';
import type { Family } from '../../metric/expression.ts';
import { type JudgedRow, JudgeFailed } from '../../metric/row-judge.ts';
import { optionsWritten, printArgument } from '../../metric/subject.ts';
import { ContractError } from '../../value/contract-error.ts';
import { checkedOptions, type OptionRules, text } from '../../value/option-rules.ts';
import { knownState } from '../known-state.ts';
import type { ErasedSubject } from '../log/record.ts';
import { checkName } from '../names.ts';
import { openStore } from '../open-store.ts';
import { StoreError } from '../store-error.ts';
import { erasuresOf, ledgerTest, refuseOtherKey } from './ledger.ts';
import { type LedgerKey, readLedgerKey } from './ledger-key.ts';
import { canNameSubjects, readingOfValue } from './value-reading.ts';

/** Options of {@link erasures}. */
export interface ErasureOptions {
  /** The store. The default is `ASSAY_STORE`, else the `store` of `assay.config.ts`, else `.assay`. */
  readonly store?: string;
  /** The file of the ledger's key. The default is the key in `ASSAY_LEDGER_KEY`. */
  readonly key?: string;
  /**
   * The column of the contract whose values are looked up, also if the erasures named it otherwise. Unless given, those
   * that the erasures named; a contract then reads all its columns.
   */
  readonly column?: string;
}

const rules: OptionRules<ErasureOptions> = { store: text, key: text, column: text };

/**
 * Names the subjects that `assay erase` took out of a dataset's snapshots, for `rows.erased`. The ledger is read in each
 * run, with the key that lies outside of the store. A missing key or store is an error of the expectation.
 *
 * @throws {ContractError} `CONTRACT_INVALID` for what names no dataset.
 *
 * @example
 * contract('trips', { schema }, ({ rows }) => [
 *   rows.erased(erasures('trips', { column: 'passenger' })).allowEmpty(),
 * ]);
 */
export function erasures(name: string, options: ErasureOptions = {}): ErasureLedger {
  const { store, key, column = null } = checkedOptions('erasures()', options, rules, invalid);
  try {
    checkName(name);
  } catch (error) {
    throw error instanceof StoreError ? invalid(error.message) : error;
  }
  const written = optionsWritten(options);
  return Object.freeze({
    name,
    label: `erasures(${[name, ...(written ? [written] : [])].map(printArgument).join(', ')})`,
    column,
    open: async (families: ReadonlyMap<string, Family>) => {
      try {
        return await openLedger(name, store, key, column, families);
      } catch (error) {
        throw error instanceof StoreError ? new JudgeFailed(error.message) : error;
      }
    },
  });
}

const invalid = (message: string) => new ContractError('CONTRACT_INVALID', message);

async function openLedger(
  name: string,
  location: string | undefined,
  keyFile: string | undefined,
  column: string | null,
  families: ReadonlyMap<string, Family>,
): Promise<OpenLedger | null> {
  const key = await readLedgerKey(keyFile);
  const store = await openStore(location, { root: process.cwd() });
  await knownState(store, name);
  const records = erasuresOf(await store.log(name));
  refuseOtherKey(name, records, key);
  const subjects = records.flatMap((record) => record.subjects);
  return subjects.length === 0 ? null : ledgerOn(name, subjects, key, column, families);
}

function ledgerOn(
  name: string,
  subjects: readonly ErasedSubject[],
  key: LedgerKey,
  column: string | null,
  families: ReadonlyMap<string, Family>,
): OpenLedger {
  const columns = column === null ? [...new Set(subjects.map((one) => one.column))] : [column];
  const asked = columns.map((one) => [one, familyOf(name, one, families)] as const);
  const isSubject = ledgerTest(subjects, key, column);
  const readings = (row: JudgedRow) =>
    asked.map(([one, family]) => [one, readingOfValue(row[one], family)] as const);
  return {
    canJudge: (row) => readings(row).some(([, reading]) => reading !== null),
    holdsSubject: (row) =>
      readings(row).some(([one, reading]) => reading !== null && isSubject(one, reading)),
  };
}

function familyOf(name: string, column: string, families: ReadonlyMap<string, Family>): Family {
  const family = families.get(column);
  if (family === undefined)
    throw new JudgeFailed(
      `The ledger of ${name} has subjects in a column that the data lacks: "${column}". Name the column that has them here: erasures('${name}', { column: '...' }).`,
    );
  if (canNameSubjects(family)) return family;
  throw new JudgeFailed(
    `Column "${column}" is of the kind ${family}, whose values name no subject: the ledger of ${name} can't be compared with it.`,
  );
}
