import type { Session } from '../../engine/engine.ts';
import type { ProfileColumn, ProfileDocument } from '../../outcome/profile/profile-document.ts';
import { unreadIn } from '../../plan/unreadable/unread-in.ts';
import { askEach } from './ask.ts';
import { columnFacts } from './column-facts.ts';
import { columnQuestions } from './column-questions.ts';
import { correlations } from './correlations.ts';
import { duplicateRows } from './duplicate-rows.ts';
import { personalColumns } from './personal-columns.ts';
import { sampleRows } from './sample-rows.ts';
import { suspected } from './suspected.ts';

/**
 * Profiles a dataset: three looks at each column at most, one for all that adds up, one for quantiles or frequencies, and one
 * for the histogram or the shapes of text. What is suspected is found beside that.
 */
export async function profileDocument(session: Session, dataset: string): Promise<ProfileDocument> {
  const [total = {}] = await session.query(`select count(*) as n from ${session.relation}`);
  const rows = Number(total.n ?? 0);
  const personal = await personalColumns(session);
  const asked = new Map(session.columns.map((one) => [one, columnQuestions(one, session)]));
  const answers = await askEach(session, asked);
  const columns: ProfileColumn[] = [];
  for (const column of session.columns)
    columns.push(
      await columnFacts(session, {
        column,
        answers: answers.get(column) ?? {},
        rows,
        masked: personal.get(column.name) ?? null,
      }),
    );
  const keys = columns.filter((one) => isKey(one, rows)).map(({ name }) => name);
  const masked = new Set(columns.filter((one) => one.masked !== null).map(({ name }) => name));
  return {
    schemaVersion: 1,
    dataset,
    rows,
    unread: { ...unreadIn(session), first: firstProblem(session) },
    notes: session.notes,
    suspicions: rows === 0 ? [] : await suspected(session, (name) => masked.has(name)),
    columns,
    keys,
    duplicateRows: await duplicateRows(session, rows, keys.length > 0),
    correlations: await correlations(session),
    sample: await sampleRows(session, (name) => masked.has(name)),
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
