import fc from 'fast-check';

/** A place in a file: so many bytes from its start or its end, or a share of its length. */
export type Place =
  | { readonly from: 'start' | 'end'; readonly bytes: number }
  | { readonly from: 'share'; readonly of: number };

interface Range {
  readonly at: Place;
  readonly length: number;
}

/** What is done to a file, as data: a failure prints it, and it can be done again. */
export type Mutation =
  | { readonly kind: 'truncate'; readonly at: Place }
  | { readonly kind: 'flip'; readonly at: Place; readonly bit: number }
  | (Range & { readonly kind: 'overwrite'; readonly fill: Fill })
  | (Range & { readonly kind: 'duplicate' })
  | (Range & { readonly kind: 'delete' })
  | (Range & { readonly kind: 'swap'; readonly to: Place })
  | { readonly kind: 'garbage'; readonly length: number; readonly seed: number }
  | { readonly kind: 'twice' }
  | { readonly kind: 'empty' };

/** A byte, or bytes of chance from a seed. */
type Fill = { readonly byte: number } | { readonly seed: number };

/** What comes of a file's bytes. */
export function mutate(bytes: Buffer, mutation: Mutation): Buffer {
  switch (mutation.kind) {
    case 'empty':
      return Buffer.alloc(0);
    case 'twice':
      return Buffer.concat([bytes, bytes]);
    case 'garbage':
      return randomBytes(mutation.length, mutation.seed);
    case 'truncate':
      return bytes.subarray(0, offset(bytes, mutation.at));
    case 'flip':
      return flipped(bytes, offset(bytes, mutation.at), mutation.bit);
    case 'swap':
      return swapped(bytes, mutation);
    default: {
      const start = offset(bytes, mutation.at);
      const end = Math.min(start + mutation.length, bytes.length);
      const middle = bytes.subarray(start, end);
      return Buffer.concat([
        bytes.subarray(0, start),
        ...inPlaceOf(middle, mutation),
        bytes.subarray(end),
      ]);
    }
  }
}

function inPlaceOf(
  middle: Buffer,
  mutation: Extract<Mutation, { kind: 'overwrite' | 'duplicate' | 'delete' }>,
): readonly Buffer[] {
  if (mutation.kind === 'delete') return [];
  if (mutation.kind === 'duplicate') return [middle, middle];
  const { fill } = mutation;
  return [
    'byte' in fill ? Buffer.alloc(middle.length, fill.byte) : randomBytes(middle.length, fill.seed),
  ];
}

function offset({ length }: Buffer, place: Place): number {
  const at =
    place.from === 'share'
      ? Math.floor(place.of * length)
      : place.from === 'start'
        ? place.bytes
        : length - place.bytes;
  return Math.max(0, Math.min(at, length - 1));
}

function flipped(bytes: Buffer, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}

/** Two ranges of one length change places; they lie apart. */
function swapped(bytes: Buffer, { at, to, length }: Extract<Mutation, { kind: 'swap' }>): Buffer {
  const [low = 0, high = 0] = [offset(bytes, at), offset(bytes, to)].sort((a, b) => a - b);
  const size = Math.min(length, high - low, bytes.length - high);
  const copy = Buffer.from(bytes);
  bytes.copy(copy, low, high, high + size);
  bytes.copy(copy, high, low, low + size);
  return copy;
}

/** The same bytes for the same seed (mulberry32). */
function randomBytes(length: number, seed: number): Buffer {
  let state = seed | 0;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (mixed ^ (mixed >>> 14)) & 0xff;
    }),
  );
}

/** Anywhere, and more often where formats keep what they say of themselves: at the start and the end. */
const place: fc.Arbitrary<Place> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ from: fc.constant('share'), of: share() }) },
  { weight: 2, arbitrary: near('end') },
  { weight: 1, arbitrary: near('start') },
);

function share(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 999_999 }).map((part) => part / 1_000_000);
}

function near(from: 'start' | 'end'): fc.Arbitrary<Place> {
  const bytes = fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 4000 }));
  return fc.record({ from: fc.constant(from), bytes });
}

const length = fc.oneof(
  fc.integer({ min: 1, max: 8 }),
  fc.integer({ min: 1, max: 64 }),
  fc.integer({ min: 64, max: 8192 }),
);
const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const fill: fc.Arbitrary<Fill> = fc.oneof(
  fc.record({ byte: fc.constantFrom(0, 0xff, 0x7f, 0x80, 0x22, 0x2c, 0x0a, 0x7b) }),
  fc.record({ seed }),
);
const kind = <Kind extends Mutation['kind']>(name: Kind) => fc.constant(name);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kind('flip'), at: place, bit: fc.nat(7) }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('overwrite'), at: place, length, fill }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('truncate'), at: place }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('duplicate'), at: place, length }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('delete'), at: place, length }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('swap'), at: place, to: place, length }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('garbage'), length: fc.nat(5000), seed }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('twice' as const, 'empty' as const) }),
  },
);
