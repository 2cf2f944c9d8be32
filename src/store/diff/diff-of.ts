import type { Contract } from '../../contract/contract.ts';
import { columnHints } from '../../contract/schema/schema-expectations.ts';
import { type Dataset, DatasetError } from '../../dataset/dataset.ts';
import type { EngineOptions } from '../../engine/engine.ts';
import { maskedOf } from '../../plan/disclosure/disclosure.ts';
import type { Masks } from '../../plan/disclosure/masking.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { ColumnMetrics, Diff, SchemaDiff } from './diff.ts';
import { diffDrift } from './diff-drift.ts';
import { DiffError } from './diff-error.ts';
import { keyedRows } from './keyed-rows.ts';
import { type OpenBoth, openBoth } from './open-both.ts';
import { rowKeyOf } from './row-key.ts';
import { type MeasuredSide, sideMetrics } from './side-metrics.ts';
import { twinsOf } from './twins.ts';
import { wholeRows } from './whole-rows.ts';

/** Options of {@link diffOf}. */
export interface DiffOptions extends EngineOptions {
  /** The columns that tell rows apart. Without any, whole rows are compared. */
  readonly key?: readonly string[];
  /** The contract of the data: it says what text columns hold, and what is masked. */
  readonly contract?: Contract;
  /** True to estimate the number of distinct values of each column too, which takes half as long again as everything else. */
  readonly distinct?: boolean;
  /** True to measure the drift of each column too. */
  readonly drift?: boolean;
  /** The folder that relative paths start from; the working directory unless given. */
  readonly root?: string;
}

/**
 * Compares two datasets: their columns, their rows, and the numbers of each column. The order of rows does not count.
 *
 * @throws {DiffError} if they can't be compared so, with the reason.
 */
export async function diffOf(
  before: Dataset,
  after: Dataset,
  options: DiffOptions = {},
): Promise<Diff> {
  const { key = [], contract, distinct = false, drift = false, root = process.cwd() } = options;
  const { key: _key, contract: _contract, distinct: _distinct, drift: _drift, ...engine } = options;
  const hints = contract === undefined ? [] : columnHints(contract.terms.schema);
  const settings = { ...engine, root, now: new Date() };
  const both = await openBoth(before, after, hints, settings);
  const found = await compareBoth(both, { key, contract, distinct }).finally(both.session.close);
  return {
    ...found,
    drift: drift ? await diffDrift(before, after, both, masksOf(both, contract), root) : null,
  };
}

interface Question {
  readonly key: readonly string[];
  readonly contract: Contract | undefined;
  readonly distinct: boolean;
}

async function compareBoth(
  both: OpenBoth,
  { key, contract, distinct }: Question,
): Promise<Omit<Diff, 'drift'>> {
  const { before, after, session } = both;
  const masks = masksOf(both, contract);
  const schema = compareSchemas(before.columns, after.columns, shownName);
  const keys = key.length === 0 ? [] : rowKeyOf(key, both, shownName);
  const twins = await twinsOf(before.columns, after.columns, session);
  if (twins.length === 0)
    throw new DiffError(
      'DIFF_NO_COLUMNS',
      `${before.label} and ${after.label} have no column in common, so that their rows can't be compared.`,
    );
  const rows =
    keys.length === 0
      ? await wholeRows(both, twins, shownName)
      : await keyedRows(both, { key: keys, twins, masks, shownName });
  const was = await sideMetrics(before, session, masks, distinct);
  const is = both.shared?.isAll ? was : await sideMetrics(after, session, masks, distinct);
  if (!(await session.isSame()))
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${before.label} or ${after.label} changed while they were compared: run again once they are written.`,
    );
  return {
    version: 1,
    before: { label: before.label, rows: was.rows },
    after: { label: after.label, rows: is.rows },
    isDifferent:
      isChanged(schema) || rows.added + rows.removed > 0 || ('changed' in rows && rows.changed > 0),
    schema,
    rows,
    metrics: metricsOf(both, was, is),
  };
}

/** Names in a file without a header may be values. */
const shownName = (name: string) => (looksPersonal(name) ? maskedText : name);

function masksOf({ before, after }: OpenBoth, contract: Contract | undefined): Masks {
  if (contract === undefined) return { columns: new Set(), looks: true };
  const masked = [before, after].flatMap(({ columns }) => [
    ...maskedOf(
      contract,
      columns.map(({ name }) => name),
    ),
  ]);
  return { columns: new Set(masked), looks: true };
}

const isChanged = ({ added, removed, changed, isReordered }: SchemaDiff) =>
  isReordered || [added, removed, changed].some((list) => list.length > 0);

function metricsOf(
  { before, after }: OpenBoth,
  was: MeasuredSide,
  is: MeasuredSide,
): readonly ColumnMetrics[] {
  const names = new Set([...after.columns, ...before.columns].map(({ name }) => name));
  return [...names].map((name) => ({
    column: shownName(name),
    before: was.columns.get(name) ?? null,
    after: is.columns.get(name) ?? null,
  }));
}
