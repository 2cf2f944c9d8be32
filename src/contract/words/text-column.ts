import { type JsonSchema, jsonMatches } from '../../metric/json-schema.ts';
import type { Subject } from '../../metric/subject.ts';
import * as texts from '../../metric/text.ts';
import { ContractError } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import { type FormatName, formatPredicate } from '../schema/zod-formats.ts';
import { refuseUnmissablePattern } from '../unmissable.ts';
import type { AnyColumn } from './any-column.ts';
import type { CategoryDrift } from './drift.ts';
import { type Measure, measure } from './measure.ts';

/**
 * A column of text. UUID, ENUM, TIME and INTERVAL are text too: times and intervals are read as ISO 8601 (`01:02:03`,
 * `P1DT2H`). NULL is ignored.
 */
export interface TextColumn<Value extends string = string> extends AnyColumn<Value>, CategoryDrift {
  /**
   * Counts the rows whose text is empty or only white space, as JavaScript's `\s` defines it. A share is of the values
   * that are not NULL.
   *
   * @example column('email').blank().equals(0)
   */
  blank(): Measure<'count'>;
  /**
   * Counts the rows whose text begins or ends with white space. A share is of the values that are not NULL.
   *
   * @example column('origin').untrimmed().atMost('0.1%')
   */
  untrimmed(): Measure<'count'>;
  /**
   * Measures the length of the shortest text. Lengths are in code points, as zod counts: an emoji is one. NULL is
   * ignored.
   *
   * @example column('email').minLength().atLeast(3)
   */
  minLength(): Measure<'number'>;
  /**
   * Measures the length of the longest text. Lengths are in code points, as zod counts: an emoji is one. NULL is
   * ignored.
   *
   * @example column('email').maxLength().atMost(254)
   */
  maxLength(): Measure<'number'>;
  /**
   * Measures the mean length of the texts that are not NULL. Lengths are in code points, as zod counts: an emoji is
   * one.
   *
   * @example column('email').meanLength().between(8, 40)
   */
  meanLength(): Measure<'number'>;
  /**
   * Requires each text to match, as `pattern.test(text)` decides: anchor the pattern to match the whole text. NULL is
   * ignored. A pattern that the engine can't express with the same meaning is tested in JavaScript. The flag `y` is
   * refused, and so is a pattern that every text matches.
   *
   * @example column('origin').matches(/^[A-Z]{3}$/)
   */
  matches(pattern: RegExp): Condition;
  /**
   * Requires that no text matches, as `pattern.test(text)` decides. NULL is ignored.
   *
   * @example column('email').notMatches(/@test\.com$/i)
   */
  notMatches(pattern: RegExp): Condition;
  /**
   * Requires each text to have the format, by zod's own definition where zod has one. NULL is ignored.
   *
   * @example column('email').format('email')
   */
  format(name: FormatName): Condition;
  /**
   * Requires each text to have between `low` and `high` code points, inclusive, or exactly `low` if `high` is left out.
   * Code points are counted as zod counts: an emoji is one. NULL is ignored.
   *
   * @example column('origin').length(3)
   */
  length(low: number, high?: number): Condition;
  /**
   * Requires each text to be JSON that the JSON Schema accepts (draft 2020-12, or draft-07 if `$schema` says so), as
   * ajv decides. NULL is ignored; text that is not JSON violates it.
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
