import type { Said } from '../../contract/constraints/merge.ts';
import type { RuleReference } from '../../contract/constraints/rule-reference.ts';
import type { Filter, Place } from '../domain.ts';

/**
 * All that is demanded of the values in a place, as the schema and the conditions say it. Demands meet; what is left is
 * resolved as a domain at the end, so that both sides of a contradiction are known there.
 */
export interface Demand {
  readonly shape: DemandShape;
  /** Demands of a value as a whole, each with the rules that say it. */
  readonly said: readonly Said[];
  /** Limits of the number of items or of entries. */
  readonly sizes: readonly Size[];
  readonly filters: readonly Filter[];
  readonly faker: string | null;
  /** The place in words, as a column's name: `orders[].price`. */
  readonly path: string;
}

/** A limit of the number of items, and the rule that sets it. */
export interface Size {
  readonly side: 'least' | 'most';
  readonly value: number;
  readonly rule: RuleReference;
}

/** The kinds of values, before they are bounded. */
export type DemandShape =
  /** Simple values of any type. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'text' | 'number' | 'bigint' | 'instant' }
  | { readonly kind: 'constants'; readonly values: readonly unknown[] }
  | { readonly kind: 'list'; readonly of: DemandPlace }
  | { readonly kind: 'set'; readonly of: DemandPlace }
  | {
      readonly kind: 'tuple';
      readonly items: readonly DemandPlace[];
      readonly rest: DemandPlace | null;
    }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, DemandPlace>> }
  | {
      readonly kind: 'entries';
      readonly as: 'record' | 'map';
      readonly keys: Demand | null;
      readonly values: DemandPlace;
    }
  | { readonly kind: 'choice'; readonly options: readonly Demand[] };

/** A form that NULL may have. */
export type Nil = Exclude<Place['nil'], 'never'>;

/** The demands of a place, and the forms of NULL that may stand there. */
export interface DemandPlace {
  /** Null where no value but NULL can stand. */
  readonly demand: Demand | null;
  readonly nils: readonly Nil[];
}
