import { globalRegistry } from 'zod/v4/core';
import { type RuleReference, ruleReference } from '../../contract/constraints/rule-reference.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema/zod-core.ts';
import { columnLabel } from '../../contract/schema/zod-words.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';
import type { Demand, DemandPlace, DemandShape } from './demand.ts';
import { verdictOf } from './zod-verdict.ts';

/** The surroundings in which a schema is read. */
export interface Reading {
  /** The place as a column's name. */
  readonly path: string;
  /** The schemas around it, from the outside in. */
  readonly above: readonly Schema[];
  /** Returns the contract's rule of a title; for a rule within a nested value, which has no test of its own, one is made. */
  readonly ruleOf: (title: string) => RuleReference;
  /** The title of the rule by which zod itself judges the column. */
  readonly judged: string;
  /** Reads the schema of a part, at a step from here: `.price`. */
  readonly part: (schema: Schema, reading: Reading, step: string) => DemandPlace;
}

/** Returns the rules of a contract by title. */
export function rulesByTitle(contract: Contract): (title: string) => RuleReference {
  const known = new Map(
    titledExpectations(contract).map((one, index) => [one.title, ruleReference(one, index)]),
  );
  return (title) => {
    const found = known.get(title);
    if (found) return found;
    const made: RuleReference = {
      id: title,
      title,
      origin: 'schema',
      index: known.size,
      place: null,
    };
    known.set(title, made);
    return made;
  };
}

/** A demand of a shape, and nothing else. */
export const bare = (shape: DemandShape, path: string): Demand => ({
  shape,
  said: [],
  sizes: [],
  filters: [],
  faker: null,
  path,
});

/** Adds zod's own verdict to a demand. */
export const judged = (demand: Demand, schema: Schema, { judged: rule }: Reading): Demand => ({
  ...demand,
  filters: [...demand.filters, { accepts: verdictOf(schema, rule), rule }],
});

/** The rule of a place in words: `column('orders[].price') is at least 5`. */
export const ruleAt = ({ ruleOf, path }: Reading, phrase: string): RuleReference =>
  ruleOf(`${columnLabel(path)} ${phrase}`);

// Here, for the types of assay/generate lead to this file.
declare module 'zod/v4/core' {
  interface GlobalMeta {
    /** The faker function that makes the values: `.meta({ faker: 'internet.email' })`. */
    faker?: string | undefined;
  }
}

/** The faker function that `.meta()` of a schema names; null if it names none. */
export const fakerOf = (schema: Schema): string | null => globalRegistry.get(schema)?.faker ?? null;
