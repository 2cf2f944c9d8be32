/** The columns that every sample has. */
export const columns = ['id', 'amount', 'city', 'day', 'note'] as const;
export type ColumnName = (typeof columns)[number];

export type Value = bigint | number | string | null;

/** A value as its column wants it, strictly: what is of another type is thrown at. */
export const strict: Readonly<Record<ColumnName, (value: unknown) => Value>> = {
  id: (value) => {
    if (typeof value !== 'bigint' && !Number.isSafeInteger(value))
      throw new Error('id is no integer');
    return BigInt(value as bigint);
  },
  amount: (value = null) => {
    if (value !== null && typeof value !== 'number' && typeof value !== 'bigint')
      throw new Error('amount is no number');
    return value === null ? null : Number(value);
  },
  city: (value) => {
    if (typeof value !== 'string') throw new Error('city is no text');
    return value;
  },
  day: (value) => {
    const day = value instanceof Date ? value.toISOString().replace('T00:00:00.000Z', '') : value;
    const found =
      typeof day === 'string' ? /^\s*(\d{4})[-/](\d\d?)[-/](\d\d?)\s*$/.exec(day) : null;
    const [, year = '', month = '', date = ''] = found ?? [];
    const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const time = new Date(`${text}T00:00:00Z`);
    // 31 February is carried over into March.
    if (!found || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text))
      throw new Error('day is no date');
    return text;
  },
  note: (value = null) => {
    if (value !== null && typeof value !== 'string') throw new Error('note is no text');
    return value;
  },
};

/** What a measure must have found in the values of its column. */
interface Fact {
  readonly column: ColumnName;
  readonly of: (values: readonly Value[]) => Value;
}

const nulls = (values: readonly Value[]) => values.filter((value) => value === null).length;
const extreme = (isBeyond: (a: Value, b: Value) => boolean) => (values: readonly Value[]) =>
  values.reduce(
    (found, value) => (value !== null && isBeyond(value, found) ? value : found),
    values[0] ?? null,
  );
const least = extreme((a, b) => (a ?? 0) < (b ?? 0));
const greatest = extreme((a, b) => (a ?? 0) > (b ?? 0));

const numbers = (values: readonly Value[]) => values.filter((value) => value !== null).map(Number);

function median(values: readonly Value[]): number | null {
  const inOrder = numbers(values).toSorted((one, other) => one - other);
  const place = (inOrder.length - 1) / 2;
  const [low, high] = [inOrder[Math.floor(place)], inOrder[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function deviation(values: readonly Value[]): number | null {
  const found = numbers(values);
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
  const squares = found.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return found.length < 2 ? null : Math.sqrt(squares / (found.length - 1));
}

/** By the words of the measure. */
export const facts: Readonly<Record<string, Fact>> = {
  "column('id').sum()": {
    column: 'id',
    of: (values) => values.reduce<bigint>((sum, value) => sum + BigInt(value ?? 0), 0n),
  },
  "column('id').min()": { column: 'id', of: least },
  "column('id').max()": { column: 'id', of: greatest },
  "column('amount').sum()": {
    column: 'amount',
    of: (values) => values.reduce<number>((sum, value) => sum + Number(value ?? 0), 0),
  },
  "column('id').distinct({ exact: true })": {
    column: 'id',
    of: (values) => new Set(values).size,
  },
  "column('amount').median({ exact: true })": { column: 'amount', of: median },
  "column('amount').stddev()": { column: 'amount', of: deviation },
  "column('amount').nulls()": { column: 'amount', of: nulls },
  "column('city').distinct({ exact: true })": {
    column: 'city',
    of: (values) => new Set(values).size,
  },
  "column('city').maxLength()": {
    column: 'city',
    of: (values) => Math.max(...values.map((value) => [...String(value)].length)),
  },
  "column('note').nulls()": { column: 'note', of: nulls },
  "column('day').newest()": { column: 'day', of: greatest },
};
