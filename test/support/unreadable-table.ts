import type { Dataset } from '../../src/dataset/dataset.ts';
import { makeReproduction } from '../../src/dataset/reproduction.ts';
import { identifier } from '../../src/dataset/sql/quote.ts';
import { table } from './table.ts';

/**
 * A dataset of rows written in SQL, some of whose fields count as unreadable: those for which the condition of their column is
 * true. As a source does it, such a field is NULL in the relation, and a hidden column beside marks it.
 */
export function unreadableTable(
  select: string,
  conditions: Readonly<Record<string, string>>,
  {
    leftOut = 0,
    label = 'unreadable',
    without = [],
  }: {
    readonly leftOut?: number;
    readonly label?: string;
    /** Columns that the conditions alone are about. */
    readonly without?: readonly string[];
  } = {},
): Dataset {
  const names = Object.keys(conditions);
  const hidden = names.map((_, at) => `__unread ${at}`);
  return {
    ...table(select, label),
    open: async (reader) => {
      const relation = reader.freshName();
      const marks = Object.values(conditions).map(
        (condition, at) => `(${condition}) is true as ${identifier(hidden[at] ?? '')}`,
      );
      const values = names.map(
        (name, at) =>
          `case when ${identifier(hidden[at] ?? '')} then null else ${identifier(name)} end as ${identifier(name)}`,
      );
      const left = without.length === 0 ? '' : ` exclude (${without.map(identifier).join(', ')})`;
      await reader.query(
        `create temp table ${relation} as select *${left} replace (${values.join(', ')}) from (select *, ${marks.join(', ')} from (${select}))`,
      );
      const counts = await reader.query(
        `select ${hidden.map((name) => `count(*) filter (${identifier(name)})::int as ${identifier(name)}`).join(', ')} from ${relation}`,
      );
      const columns = names.map((name, at) => {
        const mark = hidden[at] ?? '';
        const count = Number(counts[0]?.[mark]);
        return [name, { count, isRead: `not ${identifier(mark)}` }] as const;
      });
      const fields = columns.reduce((sum, [, { count }]) => sum + count, 0);
      return {
        relation,
        problems: columns
          .filter(([, { count }]) => count > 0)
          .map(([column]) => ({ file: 'a.csv', line: 2, column, message: 'it is no such value' })),
        problemCount: fields + leftOut,
        leftOut,
        unreadable: {
          hidden,
          columns: new Map(columns.filter(([, { count }]) => count > 0)),
        },
        reproduce: makeReproduction(label),
        notes: [],
      };
    },
  };
}
