import { Declined, type Session, type StreamOptions } from '../../engine/engine.ts';
import type { Family, Predicate } from '../../metric/expression.ts';
import type { ValidCells } from '../../metric/row-judge.ts';
import { nodesIn } from '../../metric/walk.ts';

/** An item of a SELECT list that says of each row if cells are valid, and what a judge may then rely on. */
export interface ValidInSql {
  readonly item: string;
  readonly cells: ValidCells;
  readonly options: StreamOptions;
}

/**
 * Returns what lets an engine say which rows have valid cells, before a judge in the predicate reads them; null if the judge
 * does not ask, or the engine can't say it of any column.
 */
export function validInSql(
  predicate: Predicate,
  session: Session,
  families: ReadonlyMap<string, Family>,
  name: string,
): ValidInSql | null {
  const judges = nodesIn(predicate).flatMap((node) => (node.kind === 'judged' ? [node.judge] : []));
  const [judge] = judges;
  if (judges.length !== 1 || judge?.validCells === undefined) return null;
  const said = [...judge.validCells(families)].flatMap(([column, valid]) => {
    const sql = inSql(valid, session);
    return sql === null ? [] : [{ column, sql }];
  });
  if (said.length === 0) return null;
  const all = said.map(({ sql }) => `(${sql})`).join(' and ');
  const options = { isOnDemand: true };
  return {
    options,
    item: `case when ${all} then 1 else 0 end as ${session.dialect.identifier(name)}`,
    cells: {
      columns: new Set(said.map(({ column }) => column)),
      isIn: (row) => Number(row[name]) === 1,
      onAllRead: () => {
        options.isOnDemand = false;
      },
    },
  };
}

function inSql(valid: Predicate, session: Session): string | null {
  try {
    return session.dialect.predicate(valid, session);
  } catch (error) {
    if (error instanceof Declined) return null;
    throw error;
  }
}
