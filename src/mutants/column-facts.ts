import { type ColumnDescription, Declined, EngineError, type Session } from '../engine/engine.ts';
import type { Aggregate } from '../metric/aggregate.ts';
import { column, countIf, matches, notNull } from '../metric/expression.ts';
import { fusedSelect, type Item } from '../plan/select.ts';
import { looksPersonal } from '../privacy/personal.ts';
import { approximate, type Numeric } from '../value/numeric.ts';

/** Facts of a column, from which bounds are suggested. A number is null where it has none, or may not be shown. */
export interface ColumnFacts extends Pick<ColumnDescription, 'name' | 'family'> {
  readonly filled: number;
  readonly rows: number;
  readonly least: number | null;
  readonly greatest: number | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  /** The lengths of the shortest and the longest text. */
  readonly shortest: number | null;
  readonly longest: number | null;
  readonly meanLength: number | null;
  /** The patterns among {@link textPatterns} that the texts of {@link looked} rows match, those of all texts among them. */
  readonly patterns: readonly RegExp[];
  /** The values, if they are few and may be shown. */
  readonly values: readonly (string | number)[] | null;
}

/** Patterns of texts, the strictest first. */
const textPatterns: readonly RegExp[] = [
  /^[A-Z]+$/,
  /^[a-z]+$/,
  /^[0-9]+$/,
  /^[A-Z0-9]+$/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+Z?$/,
  /^[A-Za-z]+$/,
  /^[A-Z][a-z]+$/,
  /^[A-Za-z0-9_-]+$/,
  /^[A-Z]/,
  /^[a-z]/,
  /^[0-9]/,
  /^[ -~]*$/,
  /^\S(.*\S)?$/,
];

/** The most values that a list of members is suggested of. */
const few = 25;

/** The number of rows whose texts are held to patterns. What matches there is measured in all rows before it is shown. */
const looked = 20_000;

const numbers: readonly string[] = ['integer', 'float', 'decimal'];
const instants: readonly string[] = ['date', 'timestamp'];

/** Measures facts of columns, for those of `masked` without a value or a statistic of values. */
export async function columnFacts(
  columns: readonly ColumnDescription[],
  rows: number,
  session: Session,
  masked: ReadonlySet<string>,
): Promise<readonly ColumnFacts[]> {
  const facts: ColumnFacts[] = [];
  for (const one of columns) {
    const asked = Object.entries(questions(one)).map(([key, aggregate]) => ({
      key,
      item: { aggregate, where: [] } satisfies Item,
    }));
    const found = await answered(asked, session);
    const of = (key: string) => found.get(key) ?? null;
    const isMasked = masked.has(one.name);
    const shown = (key: string) => {
      const value = of(key);
      return isMasked || value === null || looksPersonal(String(value)) ? null : value;
    };
    const filled = of('filled') ?? 0;
    const values = isMasked ? null : await fewValues(one, filled, session);
    facts.push({
      name: one.name,
      family: one.family,
      rows,
      filled,
      least: shown('least'),
      greatest: shown('greatest'),
      mean: isMasked || filled < 2 ? null : of('mean'),
      stddev: isMasked || filled < 2 ? null : of('stddev'),
      shortest: isMasked ? null : of('shortest'),
      longest: isMasked ? null : of('longest'),
      meanLength: isMasked ? null : of('meanLength'),
      patterns: values === null && filled > 0 ? await patternsOf(one, session) : [],
      values,
    });
  }
  return facts;
}

type Asked = { readonly key: string; readonly item: Item };

async function answered(
  asked: readonly Asked[],
  session: Session,
): Promise<ReadonlyMap<string, number>> {
  const scope = { where: [], per: [] };
  try {
    const items = asked.map(({ item }) => item);
    const { sql, answers } = fusedSelect(items, scope, session);
    const [row = {}] = await session.query(sql);
    return new Map(
      asked.flatMap(({ key, item }) => {
        const value = numberOf(row[answers.get(item) ?? '']);
        return value === null ? [] : [[key, value] as const];
      }),
    );
  } catch (error) {
    if (error instanceof EngineError || error instanceof Declined) return new Map();
    throw error;
  }
}

function numberOf(value: unknown): number | null {
  if (value instanceof Date) return value.getTime();
  const isNumeric =
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    (typeof value === 'object' && value !== null && 'digits' in value);
  const found = isNumeric ? approximate(value as Numeric) : Number.NaN;
  return Number.isFinite(found) ? found : null;
}

function questions({ name, family }: ColumnDescription): Readonly<Record<string, Aggregate>> {
  const of = column(name);
  const filled = countIf(notNull(of));
  const ends = { least: { kind: 'min', of }, greatest: { kind: 'max', of } } as const;
  if (numbers.includes(family))
    return { filled, ...ends, mean: { kind: 'mean', of }, stddev: { kind: 'stddev', of } };
  if (instants.includes(family)) return { filled, ...ends };
  if (family !== 'text') return { filled };
  const length = { kind: 'length', of } as const;
  return {
    filled,
    shortest: { kind: 'min', of: length },
    longest: { kind: 'max', of: length },
    meanLength: { kind: 'mean', of: length },
  };
}

async function patternsOf(
  { name, family }: ColumnDescription,
  session: Session,
): Promise<readonly RegExp[]> {
  if (family !== 'text') return [];
  const of = column(name);
  const asked = [
    { key: 'filled', item: { aggregate: countIf(notNull(of)), where: [] } },
    ...textPatterns.map((pattern, at) => ({
      key: `${at}`,
      item: { aggregate: countIf(matches(of, pattern)), where: [] },
    })),
  ];
  const relation = `(select * from ${session.relation} limit ${looked})`;
  const found = await answered(asked, { ...session, relation });
  const filled = found.get('filled');
  return textPatterns.filter((_, at) => filled !== undefined && found.get(`${at}`) === filled);
}

/** Returns the values of a column that repeats a few, in order; null for another one. */
async function fewValues(
  { name, family }: ColumnDescription,
  filled: number,
  session: Session,
): Promise<ColumnFacts['values']> {
  if (family !== 'text' && family !== 'integer') return null;
  const rows = await session.query(session.dialect.topValues(name, session.relation, few + 1));
  const values = rows.flatMap(({ v }): (string | number)[] => {
    if (typeof v === 'string') return [v];
    const number = numberOf(v);
    return number === null ? [] : [number];
  });
  if (values.length === 0 || values.length > few || filled < 4 * values.length) return null;
  if (values.length !== rows.length) return null;
  if (values.some((value) => looksPersonal(String(value)))) return null;
  return values.toSorted((one, other) => (one < other ? -1 : 1));
}
