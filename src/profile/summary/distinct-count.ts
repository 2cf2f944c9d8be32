import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { DistinctCount } from '../../outcome/profile/profile-document.ts';
import type { Questions } from '../ask.ts';
import { distinctBits } from '../distinct-bits.ts';
import type { Look } from '../profile.ts';
import { comparedRows } from './duplicate-rows.ts';

/** The least share of different values, by an estimate, at which a column may hold another value in each row. */
const nearlyAll = 0.8;

/**
 * Returns the question how many different values a column has, where only an estimate is known and all can be counted for little. Whole
 * numbers that lie close together have a bit for each between the least and the greatest. Of text and whole numbers that may be
 * a key, hashes are counted. No end that may be personal is written into a query.
 */
export function distinctQuestion(
  session: Session,
  one: ColumnDescription,
  look: Look,
  isMasked: boolean,
): Questions {
  const estimate = look.answers(one, 'estimate');
  if (look.distinct.has(one) || estimate === null) return {};
  const bits = isMasked ? null : distinctBits(session, one, look.answers);
  const sql = bits ?? hashesOf(session, one, look, Number(estimate));
  return sql === null ? {} : { distinct: sql };
}

function hashesOf(
  session: Session,
  one: ColumnDescription,
  { answers, profile: { rows }, first }: Look,
  estimate: number,
): string | null {
  const isCode = one.family === 'integer' || one.family === 'text';
  if (!isCode || rows > comparedRows || Number(answers(one, 'filled')) < rows) return null;
  if (estimate < rows * nearlyAll || first.get(one)?.hasDuplicates) return null;
  return session.dialect.profile({ kind: 'hashes', of: column(one.name) }, session);
}

/** Returns the number of a column's values: as it was counted, or as it is estimated. Null if neither was asked. */
export function distinctCount(
  one: ColumnDescription,
  { answers, distinct }: Look,
  counted: number | null,
): DistinctCount | null {
  const filled = Number(answers(one, 'filled') ?? 0);
  const exact = distinct.get(one) ?? counted;
  if (exact !== null && exact !== undefined) return { count: exact, isExact: true };
  const estimate = answers(one, 'estimate');
  if (estimate === null) return null;
  return filled === 0
    ? { count: 0, isExact: true }
    : { count: Math.min(Number(estimate), filled), isExact: false };
}
