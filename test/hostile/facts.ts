/** What a reader of its own finds in a file; it throws where it can't read it to the end. */
export interface Facts {
  readonly rows: number;
  readonly id: { readonly sum: bigint; readonly least: bigint; readonly greatest: bigint };
  readonly amount: { readonly sum: number; readonly nulls: number };
  readonly city: { readonly distinct: number; readonly longest: number };
  readonly note: { readonly nulls: number };
  /** `'2024-12-31'` */
  readonly day: { readonly newest: string };
}

/** A row as a reader hands it over. */
export interface ReadRow {
  readonly id: bigint;
  readonly amount: number | null;
  readonly city: string;
  readonly day: string;
  readonly note: string | null;
}

export function factsOf(rows: readonly ReadRow[]): Facts {
  const [first] = rows;
  if (first === undefined) throw new Error('no row');
  const ids = rows.map(({ id }) => id);
  return {
    rows: rows.length,
    id: {
      sum: ids.reduce((sum, id) => sum + id, 0n),
      least: ids.reduce((least, id) => (id < least ? id : least)),
      greatest: ids.reduce((greatest, id) => (id > greatest ? id : greatest)),
    },
    amount: {
      sum: rows.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
      nulls: rows.filter(({ amount }) => amount === null).length,
    },
    city: {
      distinct: new Set(rows.map(({ city }) => city)).size,
      longest: Math.max(...rows.map(({ city }) => [...city].length)),
    },
    note: { nulls: rows.filter(({ note }) => note === null).length },
    day: { newest: rows.map(({ day }) => day).reduce((last, day) => (day > last ? day : last)) },
  };
}

/** Values of any kind as a row, strictly: what is not of its column's type is no row. */
export function strictRow(of: Readonly<Record<string, unknown>>): ReadRow {
  const { id, amount = null, city, day, note = null } = of;
  if (typeof id !== 'bigint' && !Number.isSafeInteger(id)) throw new Error('id is no integer');
  if (amount !== null && typeof amount !== 'number' && typeof amount !== 'bigint')
    throw new Error('amount is no number');
  if (typeof city !== 'string') throw new Error('city is no text');
  if (note !== null && typeof note !== 'string') throw new Error('note is no text');
  return {
    id: BigInt(id as bigint),
    amount: amount === null ? null : Number(amount),
    city,
    day: strictDay(day),
    note,
  };
}

function strictDay(value: unknown): string {
  const day = value instanceof Date ? value.toISOString().replace('T00:00:00.000Z', '') : value;
  const found = typeof day === 'string' ? /^\s*(\d{4})[-/](\d\d?)[-/](\d\d?)\s*$/.exec(day) : null;
  const [, year = '', month = '', date = ''] = found ?? [];
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = new Date(`${text}T00:00:00Z`);
  // 31 February is carried over into March.
  if (!found || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text))
    throw new Error('day is no date');
  return text;
}
