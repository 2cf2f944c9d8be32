import {
  type Access,
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from '../../dataset/dataset.ts';
import { identifier } from '../../dataset/sql/quote.ts';

/**
 * A dataset of one row that counts how two datasets differ, apart from the rows of the first with the given numbers:
 * `before` and `after` count all rows, `missing` those of the first that the second lacks, and `added` those that only
 * the second has. Equal rows are counted as often as they occur.
 */
export function comparedRecords(
  before: Dataset,
  after: Dataset,
  without: readonly number[],
): Dataset {
  return {
    kind: 'comparison',
    engine: before.engine,
    label: after.label,
    watch: [],
    access: async (root) => together(await before.access(root), await after.access(root)),
    open: async (reader, _: readonly ColumnHint[], root) => {
      const [old, now] = [await opened(before, reader, root), await opened(after, reader, root)];
      await refuseOtherColumns(reader, old, now, after.label);
      const kept = identifier(reader.freshName());
      const number = identifier(reader.freshName());
      const all = `select *, row_number() over () as ${number} from ${old.relation}`;
      const list = without.map((row) => row + 1).join(', ');
      await reader.query(
        `create temp view ${kept} as select * exclude (${number}) from (${all}) where ${number} not in (${list})`,
      );
      const relation = identifier(reader.freshName());
      const count = (from: string) => `(select count(*) from ${from})`;
      await reader.query(
        `create temp table ${relation} as select ${count(old.relation)} as before, ${count(now.relation)} as after, ${count(`(from ${kept} except all from ${now.relation})`)} as missing, ${count(`(from ${now.relation} except all from ${kept})`)} as added`,
      );
      return { relation, problems: [], problemCount: 0, notes: [] };
    },
  };
}

const together = (one: Access, other: Access): Access => ({
  directories: [...new Set([...one.directories, ...other.directories])],
  extensions: [...new Set([...one.extensions, ...other.extensions])],
  setup: [...one.setup, ...other.setup],
});

async function opened(dataset: Dataset, reader: Reader, root: string): Promise<Opened> {
  const found = await dataset.open(reader, [], root);
  const [problem] = found.problems;
  if (found.problemCount === 0) return found;
  const where = problem?.line == null ? '' : ` in line ${problem.line}`;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${dataset.label} has ${found.problemCount} unreadable records; the first is${where}, ${problem?.message ?? ''}`,
  );
}

async function refuseOtherColumns(reader: Reader, before: Opened, after: Opened, label: string) {
  const columns = async ({ relation }: Opened) =>
    (await reader.query(`describe from ${relation}`)).map(
      (row) => `${row.column_name} ${row.column_type}`,
    );
  const [old, now] = [await columns(before), await columns(after)];
  const other = old.find((column, at) => column !== now[at]);
  if (other !== undefined || old.length !== now.length)
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${label} would have other columns than before${other === undefined ? '' : `: ${other} is not kept`}`,
    );
}
