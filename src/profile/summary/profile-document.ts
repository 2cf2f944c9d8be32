import type { Session } from '../../engine/engine.ts';
import type { ProfileColumn, ProfileDocument } from '../../outcome/profile/profile-document.ts';
import { unreadIn } from '../../plan/unreadable/unread-in.ts';
import { profileFiles } from '../files/profile-files.ts';
import { lookAt } from '../profile.ts';
import { closerLook } from './closer-look.ts';
import { columnFacts } from './column-facts.ts';
import { isText, summaryQuestions } from './column-questions.ts';
import { correlationsIn, pairQuestions } from './correlations.ts';
import { duplicateRows } from './duplicate-rows.ts';
import { personalColumns } from './personal-columns.ts';
import { sampleRows } from './sample-rows.ts';
import { suspected } from './suspected.ts';
import { textPatterns } from './text-patterns.ts';

/**
 * Profiles a dataset in three looks at each column at most: one for all that adds up and for what is suspected, one for the counts of values and of
 * cells, and one for the values of the cells in which quantiles lie.
 */
export async function profileDocument(session: Session, dataset: string): Promise<ProfileDocument> {
  const look = await lookAt(session, summaryQuestions(session));
  const { rows } = look.profile;
  const personal = await personalColumns(session, look.first);
  const isPersonal = (name: string) => personal.has(name);
  const closer = await closerLook(session, look, isPersonal, pairQuestions(session, look));
  const patterns = await textPatterns(session, session.columns.filter(isText), look.first);
  const columns = session.columns.flatMap((column): readonly ProfileColumn[] => {
    const found = closer.columns.get(column);
    if (found === undefined) return [];
    const masked = personal.get(column.name) ?? null;
    return [
      columnFacts({ column, look, closer: found, patterns: patterns.get(column) ?? null, masked }),
    ];
  });
  const keys = columns.filter((one) => isKey(one, rows)).map(({ name }) => name);
  const masked = new Set(columns.filter((one) => one.masked !== null).map(({ name }) => name));
  const isMasked = (name: string) => masked.has(name);
  return {
    schemaVersion: 1,
    dataset,
    rows,
    unread: { ...unreadIn(session), first: firstProblem(session) },
    notes: session.notes,
    suspicions: rows === 0 ? [] : suspected(look.profile, isMasked),
    columns,
    keys,
    duplicateRows: await duplicateRows(session, rows, keys.length > 0),
    correlations: correlationsIn(closer.others, look),
    files: await profileFiles(session, look, isMasked),
    sample: await sampleRows(session, isMasked),
  };
}

/** True for columns that name each row. A measure may happen to. */
const isKey = ({ distinct, nulls, family }: ProfileColumn, rows: number): boolean =>
  rows > 1 &&
  nulls === 0 &&
  distinct?.isExact === true &&
  distinct.count === rows &&
  (family === 'integer' || family === 'text');

function firstProblem({ problems: [first] }: Session): string | null {
  return first ? `${first.file}:${first.line ?? '?'}: ${first.message}` : null;
}
