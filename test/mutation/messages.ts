/** What the runner asks of the host. */
export type Asked =
  | {
      readonly kind: 'dry';
      /** The files with mutants, from the root. */
      readonly sources: readonly string[];
    }
  | {
      readonly kind: 'mutant';
      readonly id: string;
      /** The file that it is in, from the root. */
      readonly source: string;
      /** Ids of the tests; all of them where it is null. */
      readonly tests: readonly string[] | null;
      readonly hitLimit: number | null;
      /** It is active while the modules load. */
      readonly isStatic: boolean;
    }
  | { readonly kind: 'end' };

export interface TestRan {
  readonly id: string;
  readonly file: string;
  readonly ms: number;
  readonly failure: string | null;
}

export type Hits = Record<string, number>;

export interface Coverage {
  readonly static: Hits;
  readonly perTest: Record<string, Hits>;
}

/** What the host answers. */
export type Told =
  | { readonly kind: 'ready' }
  | { readonly kind: 'dry'; readonly tests: readonly TestRan[]; readonly coverage: Coverage }
  | { readonly kind: 'survived'; readonly ran: number }
  | { readonly kind: 'killed'; readonly by: string; readonly failure: string; readonly ran: number }
  | { readonly kind: 'timeout'; readonly reason: string }
  /** A mutant left something behind: the worker is of no use any more. */
  | { readonly kind: 'spoilt'; readonly by: string; readonly failure: string };

declare module 'vitest' {
  interface ProvidedContext {
    readonly mutationChannel: string;
    readonly mutationTests: readonly string[];
  }
}
