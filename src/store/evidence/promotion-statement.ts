import type { Promotion } from './promotion.ts';
import { promotionType, type Statement, statementType } from './statement.ts';

/** Returns the in-toto statement about a promotion, whose subject is the promoted snapshot. */
export const promotionStatement = (promotion: Promotion): Statement => ({
  _type: statementType,
  subject: [
    { name: promotion.name, digest: { sha256: promotion.snapshot.slice('sha256:'.length) } },
  ],
  predicateType: promotionType,
  predicate: promotion,
});
