/** A file of orders with planted faults, and the number of rows that have each. */
export interface Messy {
  readonly text: string;
  readonly planted: Readonly<Record<string, number>>;
}

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
  const planted: Record<string, number> = {};
  const isFaulty = (fault: string, share: number) => {
    if (clean || next() >= share) return false;
    planted[fault] = (planted[fault] ?? 0) + 1;
    return true;
  };
  const lines = Array.from({ length: rows }, (_, at) => {
    const when = new Date(Date.UTC(2025, 0, 1) + ((part - 1) * rows + at) * (day / 50));
    const [date = ''] = when.toISOString().split('T');
    const [year, month, ofMonth] = date.split('-');
    const time = when.toISOString().slice(11, 19);
    const written = isFaulty('dates', 0.08) ? `${ofMonth}/${month}/${year}` : `${date} ${time}`;
    const word = words[Math.floor(next() * next() * words.length)] ?? 'Toys';
    const category = isFaulty('case', 0.03)
      ? 'toys'
      : isFaulty('blanks', 0.02)
        ? 'Garden '
        : isFaulty('missing word', 0.01)
          ? 'N/A'
          : word;
    const quantity = 1 + Math.floor(-Math.log(1 - next()) * 1.3);
    const price = Math.exp(3 + (next() + next() + next() - 1.5)).toFixed(2);
    const discount = (Math.floor(next() * 5) / 20).toFixed(2);
    const mail = `customer${Math.floor(next() * rows)}@mail.example`;
    return [
      (part - 1) * rows + at + 1000,
      written,
      isFaulty('format', 0.01) ? mail.replace('@', ' at ') : mail,
      category,
      isFaulty('negative', 0.005) ? -quantity : quantity,
      price,
      clean ? discount : `"${discount.replace('.', ',')}"`,
    ].join();
  });
  const copies = clean ? 0 : Math.ceil(rows / 75);
  if (!clean) planted['decimal comma'] = rows + copies;
  const all = [...lines, ...lines.slice(0, copies)];
  const header = 'order_id,created_at,email,category,quantity,unit_price,discount';
  return { text: `${header}\n${all.join('\n')}\n`, planted: { ...planted, duplicates: copies } };
}
