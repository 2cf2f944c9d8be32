import { hexOf } from '../digest.ts';
import type { Promotion } from './promotion.ts';
import { promotionType, type Statement, statementType } from './statement.ts';

/** Returns the in-toto statement about a promotion, whose subject is the promoted snapshot. */
export const promotionStatement = (promotion: Promotion): Statement => ({
  _type: statementType,
  subject: [{ name: promotion.name, digest: { sha256: hexOf(promotion.snapshot) } }],
  predicateType: promotionType,
  predicate: promotion,
});
