import type { ColumnDescription, EngineValue, Session } from '../engine/engine.ts';
import { blankAtEnds } from '../metric/text.ts';
import { type Answer, askColumns } from './ask-columns.ts';
import type { CountedValue } from './few-values.ts';
import { flawQuestions } from './questions.ts';
import { missingWords } from './text-formats.ts';

/**
 * Adds to the answers those about flaws of texts that were put off until it was known if their values are few: what is asked of few values
 * is found among their counts, and the others are searched now. `isAsked` is true for the columns to search.
 */
export async function withFlaws(
  session: Session,
  all: Answer,
  counts: ReadonlyMap<ColumnDescription, readonly CountedValue[]>,
  isAsked: (column: ColumnDescription) => boolean,
): Promise<Answer> {
  const later = await askColumns(session, (one) =>
    isAsked(one) && !counts.has(one) ? flawQuestions(one.name) : {},
  );
  return (one, question) => {
    const known = isAsked(one) ? counts.get(one) : undefined;
    const isFlaw = flaws[question];
    if (known && isFlaw) return rowsOf(known, isFlaw);
    return all(one, question) ?? later(one, question);
  };
}

const flaws: Readonly<Record<string, (text: string) => boolean>> = {
  untrimmed: (text) => blankAtEnds.test(text),
  missing: (text) => missingWords.includes(text),
};

const rowsOf = (counts: readonly CountedValue[], isOne: (text: string) => boolean): EngineValue =>
  counts.reduce(
    (sum, [value, rows]) => sum + (typeof value === 'string' && isOne(value) ? rows : 0),
    0,
  );
