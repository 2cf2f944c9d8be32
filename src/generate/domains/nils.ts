import type { Schema } from '../../contract/schema/zod-core.ts';
import { mayBeAbsent, nullFor } from '../../contract/schema/zod-nulls.ts';
import type { DemandPlace, Nil } from './demand.ts';
import { surelyAccepts } from './zod-verdict.ts';

/**
 * Returns the forms of NULL that a schema accepts, the most usual first. Contracts hand NULL to a schema in one form, so a
 * form that only the schema itself would accept is left out.
 */
export function nilsOf(schema: Schema): readonly Nil[] {
  const given = nullFor(schema);
  const isTaken = surelyAccepts(schema, given);
  const form: Nil = given === null ? 'null' : 'undefined';
  return [...(isTaken ? [form] : []), ...(mayBeAbsent(schema) ? ['absent' as const] : [])];
}

/** The form of NULL that is generated, and `'never'` where none may be. */
export const nilOf = ({ nils }: DemandPlace): Nil | 'never' => nils[0] ?? 'never';

/** The forms that both places accept. */
export const sharedNils = (left: DemandPlace, right: DemandPlace): readonly Nil[] =>
  left.nils.filter((nil) => right.nils.includes(nil));
