import { listsIn, nestedRead } from '../contract/nested-read.ts';
import { columnHints } from '../contract/schema/schema-expectations.ts';
import { type TitledExpectation, titledExpectations } from '../contract/titled-expectations.ts';
import { openDataset } from '../engine/engines.ts';
import type { Metric } from '../metric/metric.ts';
import type { MeasureRequest } from './measure-request.ts';

/** Expectations that are measured over the same rows: those of the dataset, or the elements of a list. */
export interface OverRows {
  /** The list whose elements are the rows; null for the rows of the dataset. */
  readonly elementsOf: string | null;
  readonly ids: ReadonlySet<string>;
}

/** The selected expectations by the rows that they are about, and those that can be measured over none. */
export interface ByRows {
  /** The rows of the dataset come last. */
  readonly groups: readonly OverRows[];
  readonly refused: ReadonlyMap<string, string>;
}

/** Groups the selected expectations by the rows that they are about. */
export function byRows({ contract, selected }: MeasureRequest): ByRows {
  const fields = nestedRead(contract);
  const groups = new Map<string | null, Set<string>>();
  const refused = new Map<string, string>();
  for (const one of titledExpectations(contract)) {
    if (!selected.has(one.id)) continue;
    const lists = [...listsIn(one.node.metric, fields)];
    const why = whyNot(one, lists);
    if (why !== null) {
      refused.set(one.id, why);
      continue;
    }
    const list = lists[0] ?? null;
    groups.set(list, (groups.get(list) ?? new Set()).add(one.id));
  }
  const own = [...groups].map(([elementsOf, ids]) => ({ elementsOf, ids }));
  return {
    groups: own.toSorted(
      (one, other) => Number(one.elementsOf === null) - Number(other.elementsOf === null),
    ),
    refused,
  };
}

function whyNot({ node }: TitledExpectation, lists: readonly string[]): string | null {
  if (lists.length > 1)
    return `it names elements of several lists (${lists.join(', ')}), which are no rows together: make rows of them with query().`;
  if (lists.length === 1 && looksBack(node.metric))
    return `it compares elements of ${lists[0]} with other data or earlier runs, which is not measured: make them rows with query(), and compare those.`;
  return null;
}

const looksBack = ({ derived }: Metric): boolean =>
  derived !== undefined &&
  (derived.by.compares || derived.by.past !== undefined || derived.of.some(looksBack));

/** True if a dataset itself has no rows, and not its lists alone no elements. */
export async function isEmptyDataset({
  dataset,
  contract,
  settings,
}: MeasureRequest): Promise<boolean> {
  const session = await openDataset(dataset, columnHints(contract.terms.schema), settings);
  try {
    const [row] = await session.query(
      `select count(*) as n from (select 1 from ${session.relation} limit 1)`,
    );
    return Number(row?.n ?? 1) === 0;
  } finally {
    await session.close();
  }
}
