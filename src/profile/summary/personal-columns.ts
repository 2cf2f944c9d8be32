import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { namesPerson } from '../../privacy/personal-names.ts';
import type { FirstValues } from '../first-rows.ts';
import { isText } from './column-questions.ts';

/** The rows that are searched for what looks personal. Every value that is shown is searched by itself as well. */
const searched = 1000;

/** Returns the columns of which no value may be shown, each with the reason. */
export async function personalColumns(
  session: Session,
  first: ReadonlyMap<ColumnDescription, FirstValues>,
): Promise<ReadonlyMap<string, string>> {
  const { columns, dialect, relation } = session;
  const found = new Map<string, string>();
  for (const { name } of columns) {
    const kind = namesPerson(name);
    if (kind !== null) found.set(name, `it is named like ${kind}`);
  }
  const open = columns.filter((one) => isText(one) && !found.has(one.name));
  const seen = (one: ColumnDescription) => (first.get(one)?.isWhole ? first.get(one) : undefined);
  for (const one of open)
    if ([...(seen(one)?.counts.keys() ?? [])].some(looksPersonal))
      found.set(one.name, 'its values look personal');
  const texts = open.filter((one) => seen(one) === undefined);
  if (texts.length === 0) return found;
  const list = texts.map(({ name }, at) => `${dialect.identifier(name)} as v${at}`);
  const rows = await session.query(`select ${list.join(', ')} from ${relation} limit ${searched}`);
  const looks = (at: number) => rows.some((row) => looksPersonalValue(row[`v${at}`]));
  for (const [at, { name }] of texts.entries())
    if (looks(at)) found.set(name, 'its values look personal');
  return found;
}

const looksPersonalValue = (value: unknown) => typeof value === 'string' && looksPersonal(value);

/** The reason for a column whose values are masked because one that would be shown looks personal. */
export const looksSo = 'a value looks personal';

/** True for a column that the description says holds text or numbers that look personal. */
export const showsPersonal = (values: readonly (string | number)[]): boolean =>
  values.some((value) => looksPersonal(String(value)));
