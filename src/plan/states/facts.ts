import { looksPersonal } from '../../privacy/personal.ts';
import type { Decimal, Numeric } from '../../value/numeric.ts';

/** A fact about some rows, as plain JSON. */
export type Fact =
  | null
  | boolean
  | number
  | string
  | readonly Fact[]
  | { readonly [name: string]: Fact };

/** Known facts, by the identity of a piece of data and the text of a question. */
export interface Facts {
  get(piece: string, question: string): Fact | undefined;
  /** Keeps a fact. `isPrivate` if it contains values that may not be written to a file. */
  put(piece: string, question: string, fact: Fact, isPrivate: boolean): void;
  /** Removes all facts of a piece. */
  forget(piece: string): void;
}

const key = Symbol.for('assay.facts');

/**
 * The greatest number of pieces whose facts a worker keeps. In watch mode a dataset changes, and its old pieces are
 * never needed again.
 */
const mostPieces = 20_000;

type Known = Map<string, Map<string, Fact>>;

/**
 * Returns the facts of this worker, so that two contracts over the same files read them once. A piece whose content
 * changes gets a new identity, and thus new facts.
 */
export function runFacts(): Facts {
  const shared = globalThis as { [key]?: Known };
  shared[key] ??= new Map();
  return factsIn(shared[key]);
}

function factsIn(known: Known): Facts {
  return {
    get: (piece, question) => known.get(piece)?.get(question),
    put: (piece, question, fact) => {
      const facts = known.get(piece) ?? new Map<string, Fact>();
      if (facts.size === 0 && known.size >= mostPieces) known.clear();
      known.set(piece, facts.set(question, fact));
    },
    forget: (piece) => known.delete(piece),
  };
}

/** True if a fact contains a value that looks personal, in whatever column. It is only kept during the run. */
export function looksPrivate(fact: Fact): boolean {
  if (fact === null || typeof fact === 'boolean') return false;
  if (typeof fact === 'object')
    return Object.entries(fact).some(([name, one]) => name !== base64 && looksPrivate(one));
  return looksPersonal(String(fact));
}

const base64 = 'base64';

/** Bytes, as a fact. */
type BytesFact = { readonly [base64]: string };

/**
 * Encodes bytes as a fact. They are not checked for personal values, so the caller has to know that they may be kept.
 */
export const bytesFact = (bytes: Uint8Array): BytesFact => ({
  [base64]: Buffer.from(bytes).toString('base64'),
});

/** Decodes bytes from a fact. */
export const factBytes = (fact: BytesFact): Uint8Array => Buffer.from(fact[base64], 'base64');

/** Encodes an exact number as JSON text, since JSON itself would round it or can't express it. */
export function numericFact(value: Numeric | null): Fact {
  if (value === null) return null;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'object') return `${value.digits}/${value.scale}`;
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : `#${Object.is(value, -0) ? '-0' : value}`;
}

/** Decodes an exact number from a fact. */
export function factNumeric(fact: Fact | undefined): Numeric | null {
  if (typeof fact === 'number') return fact;
  if (typeof fact !== 'string') return null;
  if (fact.startsWith('#')) return Number(fact.slice(1));
  const slash = fact.indexOf('/');
  if (slash < 0) return BigInt(fact);
  const [digits, scale] = [fact.slice(0, slash), fact.slice(slash + 1)];
  return { digits: BigInt(digits), scale: Number(scale) } satisfies Decimal;
}
