import { type JsonSchema, jsonMatches } from '../../metric/json-schema.ts';
import type { Subject } from '../../metric/subject.ts';
import * as texts from '../../metric/text.ts';
import { ContractError } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import { type FormatName, formatPredicate } from '../schema/zod-formats.ts';
import { refuseUnmissablePattern } from '../unmissable.ts';
import type { AnyColumn } from './any-column.ts';
import { type Measure, measure } from './measure.ts';

/**
 * A column of text: UUID, ENUM, and as their ISO 8601 text TIME (`01:02:03`) and INTERVAL (`P1DT2H`) as well. NULL is left
 * out.
 */
export interface TextColumn<Value extends string = string> extends AnyColumn<Value> {
  /**
   * Rows whose text is empty or white space alone, as JavaScript's `\s` has it; a share is of the values that are not
   * NULL.
   *
   * @example column('email').blank().equals(0)
   */
  blank(): Measure<'count'>;
  /**
   * Rows whose text has white space at either end; a share is of the values that are not NULL.
   *
   * @example column('origin').untrimmed().atMost('0.1%')
   */
  untrimmed(): Measure<'count'>;
  /**
   * The length of the shortest text, in code points as zod counts: an emoji is one. NULL is left out.
   *
   * @example column('email').minLength().atLeast(3)
   */
  minLength(): Measure<'number'>;
  /**
   * The length of the longest text, in code points as zod counts: an emoji is one. NULL is left out.
   *
   * @example column('email').maxLength().atMost(254)
   */
  maxLength(): Measure<'number'>;
  /**
   * The mean length of the texts that are not NULL, in code points as zod counts: an emoji is one.
   *
   * @example column('email').meanLength().between(8, 40)
   */
  meanLength(): Measure<'number'>;
  /**
   * Each text matches, as `pattern.test(text)` decides: anchor it to match the whole. NULL is left out. What the engine
   * can't say with the same meaning is judged in JavaScript; the flag `y` is refused, and so is a pattern that is found in
   * every text.
   *
   * @example column('origin').matches(/^[A-Z]{3}$/)
   */
  matches(pattern: RegExp): Condition;
  /**
   * No text matches, as `pattern.test(text)` decides. NULL is left out.
   *
   * @example column('email').notMatches(/@test\.com$/i)
   */
  notMatches(pattern: RegExp): Condition;
  /**
   * Each text has the format, by zod's own definition where zod has one. NULL is left out.
   *
   * @example column('email').format('email')
   */
  format(name: FormatName): Condition;
  /**
   * Each text has from `low` to `high` code points, as zod counts, both allowed: an emoji is one. Exactly `low` where
   * there is no `high`. NULL is left out.
   *
   * @example column('origin').length(3)
   */
  length(low: number, high?: number): Condition;
  /**
   * Each text is JSON that the JSON Schema accepts (draft 2020-12, or draft-07 where `$schema` says so), judged by ajv.
   * NULL is left out; text that is no JSON violates it.
   *
   * @example column('payload').json({ type: 'object', required: ['version'] })
   */
  json(schema: JsonSchema): Condition;
}

/** Returns the methods of a column of text. */
export function textColumn(subject: Subject) {
  const [judged = ''] = subject.columns;
  const test = texts.textCondition;
  return {
    blank: () => measure(texts.blank(subject)),
    untrimmed: () => measure(texts.untrimmed(subject)),
    minLength: () => measure(texts.lengthMeasure(subject, 'minLength')),
    maxLength: () => measure(texts.lengthMeasure(subject, 'maxLength')),
    meanLength: () => measure(texts.lengthMeasure(subject, 'meanLength')),
    matches: (pattern: RegExp) => {
      const used = usable(pattern, 'matches');
      refuseUnmissablePattern(used);
      return condition(texts.matching(subject, used));
    },
    notMatches: (pattern: RegExp) =>
      condition(texts.notMatching(subject, usable(pattern, 'notMatches'))),
    format: (name: FormatName) =>
      condition(test(subject, 'format', [name], formatPredicate(judged, name), [name])),
    length: (low: number, high?: number) => {
      checkLengths(low, high ?? low);
      return condition(texts.lengthWithin(subject, low, high));
    },
    json: (schema: JsonSchema) =>
      condition(test(subject, 'json', [checkedSchema(schema)], jsonMatches(judged, schema))),
  };
}

function usable(pattern: RegExp, method: string): RegExp {
  if (!(pattern instanceof RegExp)) {
    throw new ContractError(
      'CONTRACT_INVALID',
      `.${method}(...) takes a regular expression, such as /^[A-Z]{3}$/.`,
    );
  }
  if (pattern.sticky) {
    throw new ContractError(
      'CONTRACT_INVALID',
      `${pattern} has the flag y (sticky), which has no meaning for a column: leave it out and anchor with ^.`,
    );
  }
  return pattern;
}

function checkLengths(low: number, high: number): void {
  if (![low, high].every((length) => Number.isInteger(length) && length >= 0)) {
    throw new ContractError(
      'QUANTITY_INVALID',
      `length(${low === high ? low : `${low}, ${high}`}): a length is a whole number of characters, 0 or more.`,
    );
  }
  if (low > high) {
    throw new ContractError(
      'BOUND_INVALID',
      `length(${low}, ${high}) can never hold: the minimum is above the maximum.`,
    );
  }
}

function checkedSchema(schema: unknown): unknown {
  const isSchema =
    typeof schema === 'boolean' ||
    (typeof schema === 'object' && schema !== null && !Array.isArray(schema));
  if (isSchema) return schema;
  throw new ContractError(
    'CONTRACT_INVALID',
    ".json(...) takes a JSON Schema, such as { type: 'object' }.",
  );
}
