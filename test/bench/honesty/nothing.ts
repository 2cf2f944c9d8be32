import type { Case, Cell, Table } from '../../never-green/case.ts';
import { tableOf } from '../../never-green/line.ts';
import { rowCount } from '../../never-green/table.ts';

/**
 * Whether there is nothing to judge in a case, neither wrong nor right: no row, no value but NULL, or no check that is
 * run. In all others there is something that breaks what the contract says, if only by not being there.
 */
export const isOfNothing = (one: Case): boolean => isNotRun(one) || isOfNoData(one);

/** Whether it is the data that is not there. */
export const isOfNoData = (one: Case): boolean =>
  isOutOfScope(one) || isWithoutRows(one) || isAllNull(one);

const notRun = [
  'dataset missing',
  'glob without match',
  'no check declared',
  'no contract file',
  'filter selects nothing',
  'check skipped',
  'dataset disabled',
  'contract broken',
  'setup throws',
];

const isNotRun = ({ run }: Case): boolean =>
  run.kind !== 'sampled' && run.situation !== undefined && notRun.includes(run.situation);

/** The one condition of the corpus that no row of its table meets. */
const isOutOfScope = ({ data, check }: Case): boolean =>
  data === 'good' && check.where === "state = 'lost'";

const hollow = [
  'no bytes',
  'header alone',
  'blank lines',
  'empty object',
  'list of an empty object',
  'null alone',
  'white space alone',
  'mark alone',
];

function isWithoutRows({ data }: Case): boolean {
  const { columns, files, folder } = tableOf(data);
  if (files !== undefined || folder !== undefined) return hollow.includes(data);
  return rowCount({ columns }) === 0;
}

const isOfNull = /^(not null|nulls at most|missing at most|key)$/;

/** No value in a column that the check is about, of all rows or of those of a group; NULL itself is judged by some. */
function isAllNull({ data, check }: Case): boolean {
  if (isOfNull.test(check.kind)) return false;
  const table = tableOf(data);
  return columnsOf(check, table).some((column) =>
    groupsOf(table, column, check.per).some(
      (cells) => cells.length > 0 && cells.every((cell) => cell === null),
    ),
  );
}

function columnsOf(check: Case['check'], { columns }: Table): readonly string[] {
  if ('column' in check) return [check.column];
  if (check.kind !== 'satisfies sql') return [];
  return Object.keys(columns).filter((name) => check.predicate.split(/\W+/).includes(name));
}

function groupsOf(
  { columns }: Table,
  column: string,
  per: string | undefined,
): readonly (readonly Cell[])[] {
  const cells = columns[column]?.values ?? [];
  const keys = per === undefined ? [] : (columns[per]?.values ?? []);
  return [...Map.groupBy(cells.entries(), ([at]) => keys[at] ?? null).values()].map((group) =>
    group.map(([, cell]) => cell),
  );
}
