import { looksPersonal } from '../../privacy/personal.ts';
import type { Decimal, Numeric } from '../../value/numeric.ts';

/** What was found out about some rows, as plain JSON. */
export type Fact =
  | null
  | boolean
  | number
  | string
  | readonly Fact[]
  | { readonly [name: string]: Fact };

/** What is known of pieces of data, each under the identity of the piece and the text of the question. */
export interface Facts {
  get(piece: string, question: string): Fact | undefined;
  /** `isPrivate`: it tells values that no file may keep. */
  put(piece: string, question: string, fact: Fact, isPrivate: boolean): void;
  /** All of a piece. */
  forget(piece: string): void;
}

const key = Symbol.for('assay.facts');

/** The most pieces whose facts a worker keeps: in watch mode a dataset changes, and its old pieces are never asked for again. */
const mostPieces = 20_000;

type Known = Map<string, Map<string, Fact>>;

/**
 * The facts of this worker, so that two contracts over the same files read them once. A piece whose content changes
 * gets another identity, and so facts of its own.
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

/** Whether it tells a value that looks personal, of whatever column: it may be known in this run alone. */
export function looksPrivate(fact: Fact): boolean {
  if (fact === null || typeof fact === 'boolean') return false;
  if (typeof fact === 'object')
    return Object.entries(fact).some(([name, one]) => name !== base64 && looksPrivate(one));
  return looksPersonal(String(fact));
}

const base64 = 'base64';

/** Bytes that are no text, and look like none: whoever keeps them has seen to it that they may be kept. */
export const bytesFact = (bytes: Uint8Array): Fact => ({
  [base64]: Buffer.from(bytes).toString('base64'),
});

export const factBytes = (fact: Fact): Uint8Array =>
  Buffer.from((fact as { readonly [base64]: string })[base64], 'base64');

/** Exact numbers as JSON text: what JSON itself would round, or not say at all. */
export function numericFact(value: Numeric | null): Fact {
  if (value === null) return null;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'object') return `${value.digits}/${value.scale}`;
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : `#${Object.is(value, -0) ? '-0' : value}`;
}

export function factNumeric(fact: Fact | undefined): Numeric | null {
  if (typeof fact === 'number') return fact;
  if (typeof fact !== 'string') return null;
  if (fact.startsWith('#')) return Number(fact.slice(1));
  const slash = fact.indexOf('/');
  if (slash < 0) return BigInt(fact);
  const [digits, scale] = [fact.slice(0, slash), fact.slice(slash + 1)];
  return { digits: BigInt(digits), scale: Number(scale) } satisfies Decimal;
}
