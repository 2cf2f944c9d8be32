import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { TextShapes } from '../../outcome/profile/profile-document.ts';

/** The shapes that are listed, and the rows that are looked at: patterns cost more than all else. */
const [most, looked] = [5, 30_000] as const;

/** Counts the ways in which the texts of a column are written. */
export async function textShapes(
  session: Session,
  { name }: ColumnDescription,
): Promise<TextShapes> {
  const { dialect, relation } = session;
  const shape = dialect.profile({ kind: 'shape', of: column(name) }, session);
  const first = `(select * from (select ${dialect.identifier(name)} from ${relation} limit ${looked}) as texts where ${dialect.identifier(name)} is not null)`;
  const rows = await session.query(
    `select s, n, count(*) over () as kinds, sum(n) over () as texts from (select ${shape} as s, count(*) as n from ${first} as texts group by 1) as shapes order by n desc, s limit ${most}`,
  );
  return {
    shapes: rows.map(({ s, n }) => [String(s), Number(n)] as const),
    kinds: Number(rows[0]?.kinds ?? 0),
    of: Number(rows[0]?.texts ?? 0),
  };
}
