/** Ten kinds of personal values: a hundred of each, the same in every run, and none that occurs by chance. */
export const kinds = [
  'email',
  'card',
  'ssn',
  'phone',
  'iban',
  'ip',
  'name',
  'address',
  'mrn',
  'born',
] as const;
export type Kind = (typeof kinds)[number];

const perKind = 100;

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Next = (below: number) => number;

const digits = (count: number, next: Next) =>
  Array.from({ length: count }, () => String(next(10))).join('');
const padded = (value: number, size: number) => String(value).padStart(size, '0');

const syllables = ['ka', 'lo', 'mé', 'ri', 'vû', 'tan', 'zor', 'pil', 'qua', 'ny', 'brø', 'dex'];
const word = (next: Next) => {
  const text = Array.from({ length: 4 }, () => syllables[next(syllables.length)]).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function card(next: Next): string {
  const start = `4${digits(14, next)}`;
  const sum = [...start].reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return `${start}${(10 - (sum % 10)) % 10}`;
}

const makers: Readonly<Record<Kind, (next: Next) => string>> = {
  email: (next) => `${word(next)}.${word(next)}@${word(next)}.example`.toLowerCase(),
  card,
  ssn: (next) => `${100 + next(800)}-${10 + next(89)}-${1000 + next(8999)}`,
  phone: (next) => `+1 ${200 + next(700)} ${200 + next(700)} ${1000 + next(8999)}`,
  iban: (next) => `DE${10 + next(89)}${digits(18, next)}`,
  ip: (next) => `${100 + next(150)}.${100 + next(150)}.${100 + next(150)}.${100 + next(150)}`,
  name: (next) => `${word(next)} O'${word(next)}`,
  address: (next) => `${100 + next(9000)} ${word(next)} Street <${word(next)}>`,
  mrn: (next) => `MRN-${digits(8, next)}`,
  born: (next) => `${1921 + next(40)}-${padded(1 + next(12), 2)}-${padded(1 + next(28), 2)}`,
};

function tokensOf(kind: Kind, seed: number): readonly string[] {
  const next = generator(seed);
  const found = new Set<string>();
  while (found.size < perKind) found.add(makers[kind](next));
  return [...found];
}

const tokens: Readonly<Record<Kind, readonly string[]>> = Object.fromEntries(
  kinds.map((kind, at) => [kind, tokensOf(kind, 20261124 + at)]),
) as Record<Kind, readonly string[]>;

export const allTokens: readonly string[] = kinds.flatMap((kind) => tokens[kind]);

/** A row for each place of a token, and thirty of them twice. */
export const rows: readonly Readonly<Record<Kind, string>>[] = Array.from(
  { length: perKind + 30 },
  (_, at) =>
    Object.fromEntries(kinds.map((kind) => [kind, tokens[kind][at % perKind] ?? ''])) as Record<
      Kind,
      string
    >,
);
