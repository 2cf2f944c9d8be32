import type { FileRows } from '../../dataset/dataset.ts';
import type { ColumnDescription, EngineRow, Session } from '../../engine/engine.ts';
import { column, compare, countIf, literal, matches, notNull } from '../../metric/expression.ts';
import { freeName } from '../../value/free-name.ts';
import type { Questions } from '../ask.ts';
import { inBatches } from '../batches.ts';
import { few } from '../few-values.ts';
import type { Look } from '../profile.ts';
import { isNumber, isText } from '../summary/column-questions.ts';
import { finiteNumber } from '../summary/numbers.ts';

/** Figures of one column in one file. */
export interface FileColumn {
  readonly filled: number;
  /** The least, the mean and the greatest of the finite numbers; null if there are none. */
  readonly numbers: readonly [least: number, mean: number, greatest: number] | null;
  /** The number of texts that are numbers; null for other columns than of text. */
  readonly numeric: number | null;
  /** The rows of each value of {@link ColumnFiles.values}. */
  readonly counts: readonly number[];
}

/** Figures of one column in each file. */
export interface ColumnFiles {
  readonly column: ColumnDescription;
  readonly files: readonly FileColumn[];
  /** The values that are counted, where they are few and none is masked. */
  readonly values: readonly string[];
}

/** Figures of each file. */
export interface FileMeasures {
  readonly rows: readonly number[];
  readonly columns: readonly ColumnFiles[];
}

/** A text that is a number. */
const numberText = /^[-+]?\d+(?:\.\d+)?$/;

/** Measures the columns of each file, in queries over all rows that are grouped by the file. */
export async function fileMeasures(
  session: Session,
  { shown, relation }: FileRows,
  look: Look,
  isMasked: (column: string) => boolean,
): Promise<FileMeasures> {
  const place = freeName(
    '__assay_file',
    session.columns.map(({ name }) => name),
  );
  const from = relation(place);
  const asked = session.columns.map((one) => {
    const values = valuesOf(one, look, isMasked);
    return { one, values, questions: questionsOf(session, one, values) };
  });
  const name = session.dialect.identifier(place);
  const ask = async (items: readonly string[]) => {
    const list = [`${name} as f`, 'count(*) as n', ...items].join(', ');
    const rows = await session.query(`select ${list} from ${from} group by ${name}`);
    return new Map(rows.map((row) => [Number(row.f), row]));
  };
  const columns: ColumnFiles[] = [];
  let rows: readonly number[] = [];
  for (const batch of inBatches(asked, ({ questions }) => Object.keys(questions).length)) {
    const found = await ask(
      batch.flatMap(({ questions }, at) =>
        Object.entries(questions).map(([question, sql]) => `${sql} as ${question}_${at}`),
      ),
    );
    rows = shown.map((_, file) => Number(found.get(file)?.n ?? 0));
    for (const [at, { one, values }] of batch.entries())
      columns.push({
        column: one,
        values,
        files: shown.map((_, file) => figures(found.get(file) ?? {}, at, values.length, one)),
      });
  }
  return { rows, columns };
}

function valuesOf(
  one: ColumnDescription,
  { profile }: Look,
  isMasked: (column: string) => boolean,
): readonly string[] {
  if (!isText(one) || isMasked(one.name)) return [];
  const counts = profile.columns.find(({ name }) => name === one.name)?.counts ?? [];
  return counts.length > few || counts.length < 2 ? [] : counts.map(([value]) => String(value));
}

function questionsOf(
  session: Session,
  one: ColumnDescription,
  values: readonly string[],
): Questions {
  const of = column(one.name);
  const { dialect } = session;
  const count = (aggregate: ReturnType<typeof countIf>) =>
    dialect.aggregate(aggregate, null, session);
  return {
    filled: count(countIf(notNull(of))),
    ...(isNumber(one) && {
      least: dialect.profile({ kind: 'least', of }, session),
      mean: dialect.aggregate({ kind: 'mean', of }, null, session),
      greatest: dialect.profile({ kind: 'greatest', of }, session),
    }),
    ...(isText(one) && { numeric: count(countIf(matches(of, numberText))) }),
    ...Object.fromEntries(
      values.map((value, at) => [`v${at}`, count(countIf(compare(of, '=', literal(value))))]),
    ),
  };
}

function figures(row: EngineRow, at: number, values: number, one: ColumnDescription): FileColumn {
  const answer = (question: string) => row[`${question}_${at}`] ?? null;
  const [least, mean, greatest] = ['least', 'mean', 'greatest'].map((question) =>
    finiteNumber(answer(question)),
  );
  return {
    filled: Number(answer('filled') ?? 0),
    numbers: least == null || mean == null || greatest == null ? null : [least, mean, greatest],
    numeric: isText(one) ? Number(answer('numeric') ?? 0) : null,
    counts: Array.from({ length: values }, (_, value) => Number(answer(`v${value}`) ?? 0)),
  };
}
