import type { Promotion } from './promotion.ts';

/** The type of an in-toto statement, version 1. */
export const statementType = 'https://in-toto.io/Statement/v1';

/** The type of the predicate about a promotion. A change of its keys changes the number. */
export const promotionType = 'urn:assay:promotion:1';

/** An in-toto statement: something is said of a subject, which its digest names. */
export interface Statement {
  readonly _type: typeof statementType;
  readonly subject: readonly [
    { readonly name: string; readonly digest: { readonly sha256: string } },
  ];
  readonly predicateType: typeof promotionType;
  readonly predicate: Promotion;
}
