import type { Family } from '../../metric/expression.ts';
import type { JudgedRow, JudgeListener } from '../../metric/row-judge.ts';
import { rowColumns } from './row-kinds.ts';
import { readColumn } from './zod-column.ts';
import type { Schema } from './zod-core.ts';
import { type Answer, runner, type Verdict } from './zod-run.ts';
import { zodConverter } from './zod-value.ts';
import { columnLabel, familiesInWords } from './zod-words.ts';

type RowVerdict = (row: JudgedRow) => Verdict;

/**
 * Returns a function that limits a test to the rows whose values have the types that the schema wants. A column of numbers and
 * texts is JSON, which the check of its type reports; the rows with numbers are judged all the same, and the others are handed to
 * the listener.
 */
export function readableOnly(
  schema: Schema,
  families: ReadonlyMap<string, Family> | undefined,
  listener: JudgeListener | undefined,
): (verdictOf: RowVerdict) => RowVerdict {
  const { unjudged } = listener ?? {};
  if (!families || !unjudged) return (verdictOf) => verdictOf;
  const mixed = Object.entries<Schema>(rowColumns(schema)).flatMap(([name, field]) => {
    const wanted = readColumn(name, field).families;
    const family = families.get(name);
    if (wanted === null || family === undefined || wanted.includes(family)) return [];
    const convert = zodConverter(field, family);
    const check = runner(field, columnLabel(name));
    const why = `is not ${familiesInWords(wanted)}`;
    return [{ name, why, isRead: (row: JudgedRow) => check(convert(row[name] ?? null)) }];
  });
  if (mixed.length === 0) return (verdictOf) => verdictOf;
  return (verdictOf) => {
    const from = (row: JudgedRow, at: number): Verdict => {
      const one = mixed[at];
      if (one === undefined) return verdictOf(row);
      const next = (answer: Answer): Verdict => {
        if (answer === true) return from(row, at + 1);
        unjudged(row, { column: one.name, why: one.why });
        return true;
      };
      const answer = one.isRead(row);
      return answer instanceof Promise ? answer.then(next) : next(answer);
    };
    return (row) => from(row, 0);
  };
}
