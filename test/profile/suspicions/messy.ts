/** A file of orders with planted faults. */
export interface Messy {
  readonly text: string;
  /** The number of rows that have each fault, copies included, as counted in the text; a fault that no row has is left out. */
  readonly planted: Readonly<Partial<Record<Fault, number>>>;
}

/** A kind of fault, by the name of the suspicion of it. */
export type Fault =
  | 'duplicates'
  | 'dates'
  | 'format'
  | 'case'
  | 'blanks'
  | 'missing word'
  | 'negative'
  | 'decimal comma';

/** Returns numbers from 0 to 1 that a seed decides. */
function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const words = ['Toys', 'Garden', 'Books', 'Kitchen', 'Sports', 'Beauty'] as const;
const day = 86_400_000;

/** Makes orders; `part` 2 goes on where part 1 ended, and a clean one has no fault. */
export function messy(rows: number, seed: number, { clean = false, part = 1 } = {}): Messy {
  const next = random(seed * 7919 + part * 104_729 + 1);
  for (let at = 0; at < 20; at += 1) next();
  const isFaulty = (share: number) => !clean && next() < share;
  const lines = Array.from({ length: rows }, (_, at) => {
    const when = new Date(Date.UTC(2025, 0, 1) + ((part - 1) * rows + at) * (day / 50));
    const [date = ''] = when.toISOString().split('T');
    const [year, month, ofMonth] = date.split('-');
    const time = when.toISOString().slice(11, 19);
    const written = isFaulty(0.08) ? `${ofMonth}/${month}/${year}` : `${date} ${time}`;
    const word = words[Math.floor(next() * next() * words.length)] ?? 'Toys';
    const category = isFaulty(0.03)
      ? 'toys'
      : isFaulty(0.02)
        ? 'Garden '
        : isFaulty(0.01)
          ? 'N/A'
          : word;
    const quantity = 1 + Math.floor(-Math.log(1 - next()) * 1.3);
    const price = Math.exp(3 + (next() + next() + next() - 1.5)).toFixed(2);
    const discount = (Math.floor(next() * 5) / 20).toFixed(2);
    const mail = `customer${Math.floor(next() * rows)}@mail.example`;
    return [
      (part - 1) * rows + at + 1000,
      written,
      isFaulty(0.01) ? mail.replace('@', ' at ') : mail,
      category,
      isFaulty(0.005) ? -quantity : quantity,
      price,
      clean ? discount : `"${discount.replace('.', ',')}"`,
    ].join();
  });
  const copies = clean ? 0 : Math.ceil(rows / 75);
  const all = [...lines, ...lines.slice(0, copies)];
  const header = 'order_id,created_at,email,category,quantity,unit_price,discount';
  return { text: `${header}\n${all.join('\n')}\n`, planted: faultsIn(all) };
}

/** Counts the rows that have each fault. No field before the last has a comma in it. */
function faultsIn(lines: readonly string[]): Messy['planted'] {
  const rows = lines.map((line) => line.split(','));
  const count = (at: number, is: (cell: string) => boolean) =>
    rows.filter((row) => is(row[at] ?? '')).length;
  const counts: Record<Fault, number> = {
    duplicates: rows.length - new Set(rows.map(([id]) => id)).size,
    dates: count(1, (cell) => cell.includes('/')),
    format: count(2, (cell) => !cell.includes('@')),
    case: count(3, (cell) => cell === 'toys'),
    blanks: count(3, (cell) => cell === 'Garden '),
    'missing word': count(3, (cell) => cell === 'N/A'),
    negative: count(4, (cell) => cell.startsWith('-')),
    'decimal comma': count(6, (cell) => cell.startsWith('"')),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, of]) => of > 0));
}
