import type { RuleReference } from '../../contract/constraints/rule-reference.ts';
import type { Domain } from '../domain.ts';

/** A domain, or the reason why no value is left. */
export type Resolved =
  | { readonly kind: 'domain'; readonly domain: Domain }
  /** The reason is null where a recursive schema is cut off, and where a schema has no value at all. */
  | { readonly kind: 'nothing'; readonly because: Because | null };

/** Rules that exclude each other. */
export interface Because {
  readonly sentence: string;
  readonly rules: readonly RuleReference[];
}

/** Wraps a domain. */
export const some = (domain: Domain): Resolved => ({ kind: 'domain', domain });

/** No value is left. */
export const nothing = (because: Because | null = null): Resolved => ({ kind: 'nothing', because });
