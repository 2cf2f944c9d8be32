/** Twelve kinds of personal and secret values: a hundred of each, the same in every run, and none that occurs by chance. */
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
  'issued',
  'spelled',
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

const email = (next: Next) => `${word(next)}.${word(next)}@${word(next)}.example`.toLowerCase();
const ssn = (next: Next) => `${100 + next(800)}-${10 + next(89)}-${1000 + next(8999)}`;
const phone = (next: Next) => `+1 ${200 + next(700)} ${200 + next(700)} ${1000 + next(8999)}`;
const iban = (next: Next) => `DE${10 + next(89)}${digits(18, next)}`;
const ip = (next: Next) =>
  `${100 + next(150)}.${100 + next(150)}.${100 + next(150)}.${100 + next(150)}`;

function card(next: Next): string {
  const start = `4${digits(14, next)}`;
  const sum = [...start].reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return `${start}${(10 - (sum % 10)) % 10}`;
}

const drawn = (alphabet: string) => (count: number, next: Next) =>
  Array.from({ length: count }, () => alphabet.charAt(next(alphabet.length))).join('');
const capitals = drawn('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const hexadecimal = drawn('0123456789abcdef');
const alphanumeric = drawn('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');

/** Keys as those who give them out write them. */
const issuedKeys: readonly ((next: Next) => string)[] = [
  (next) => `AKIA${capitals(16, next)}`,
  (next) => `ASIA${capitals(16, next)}`,
  (next) => `gh${'oprsu'.charAt(next(5))}_${alphanumeric(36, next)}`,
  (next) => `github_pat_${alphanumeric(22, next)}_${alphanumeric(59, next)}`,
  (next) => `glpat-${alphanumeric(20, next)}`,
  (next) => `xoxb-${digits(12, next)}-${digits(12, next)}-${alphanumeric(24, next)}`,
  (next) => `xapp-1-${capitals(11, next)}-${digits(13, next)}-${hexadecimal(64, next)}`,
  (next) =>
    `https://hooks.slack.com/services/T${capitals(10, next)}/B${capitals(10, next)}/${alphanumeric(24, next)}`,
  (next) => `sk_live_${alphanumeric(24, next)}`,
  (next) => `rk_test_${alphanumeric(24, next)}`,
  (next) => `whsec_${alphanumeric(32, next)}`,
  (next) => `shpat_${hexadecimal(32, next)}`,
  (next) => `AIza${alphanumeric(35, next)}`,
  (next) => `GOCSPX-${alphanumeric(28, next)}`,
  (next) => `ya29.${alphanumeric(60, next)}`,
  (next) => `sk-proj-${alphanumeric(48, next)}`,
  (next) => `sk-ant-api03-${alphanumeric(93, next)}AA`,
  (next) => `sk-${alphanumeric(48, next)}`,
  (next) => `hf_${alphanumeric(34, next)}`,
  (next) => `npm_${alphanumeric(36, next)}`,
  (next) => `pypi-AgEIcHlwaS5vcmc${alphanumeric(60, next)}`,
  (next) => `SG.${alphanumeric(22, next)}.${alphanumeric(43, next)}`,
  (next) => `dop_v1_${hexadecimal(64, next)}`,
  (next) => `AccountName=${word(next)};AccountKey=${alphanumeric(86, next)}==`,
];

/** Digits by the zero of their script. */
const digitsFrom = (zero: number) => (text: string) =>
  text.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)));
const fullWidth = (text: string) =>
  text.replaceAll(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const unbroken = (text: string) => text.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
const grouped = (text: string) => text.replaceAll(/.{4}(?=.)/g, '$& ');

/** What is known by its look, in characters that a person reads as the ordinary ones. */
const spellings: readonly ((next: Next) => string)[] = [
  (next) => fullWidth(email(next)),
  (next) =>
    email(next)
      .replace('@', '＠')
      .replace(/\.(?=example$)/, '．'),
  (next) => unbroken(grouped(card(next))),
  (next) => fullWidth(card(next)),
  (next) => unbroken(ssn(next)),
  (next) => fullWidth(ssn(next)).replaceAll('－', '\u2013'),
  (next) => unbroken(phone(next)),
  (next) => digitsFrom(0x660)(phone(next)),
  (next) => digitsFrom(0x6f0)(ssn(next)),
  (next) => unbroken(digitsFrom(0x966)(grouped(card(next)))),
  (next) => phone(next).replaceAll(' ', '\u202f'),
  (next) => unbroken(grouped(iban(next))),
  (next) => fullWidth(iban(next)),
  (next) => fullWidth(ip(next)),
  (next) => fullWidth(makers.issued(next, next(issuedKeys.length))),
];

const inTurn = (from: readonly ((next: Next) => string)[], at: number, next: Next) =>
  from[at % from.length]?.(next) ?? '';

const makers: Readonly<Record<Kind, (next: Next, at: number) => string>> = {
  email,
  card,
  ssn,
  phone,
  iban,
  ip,
  name: (next) => `${word(next)} O'${word(next)}`,
  address: (next) => `${100 + next(9000)} ${word(next)} Street <${word(next)}>`,
  mrn: (next) => `MRN-${digits(8, next)}`,
  born: (next) => `${1921 + next(40)}-${padded(1 + next(12), 2)}-${padded(1 + next(28), 2)}`,
  issued: (next, at) => inTurn(issuedKeys, at, next),
  spelled: (next, at) => inTurn(spellings, at, next),
};

function tokensOf(kind: Kind, seed: number): readonly string[] {
  const next = generator(seed);
  const found = new Set<string>();
  while (found.size < perKind) found.add(makers[kind](next, found.size));
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
