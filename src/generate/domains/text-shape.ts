import type { Parts } from '../../contract/constraints/column-constraint.ts';
import type { TextPattern } from '../../contract/constraints/constraint.ts';
import { constraintInWords } from '../../contract/constraints/constraint-words.ts';
import { type Stated, together } from '../../contract/constraints/rule-reference.ts';
import { columnLabel } from '../../contract/schema/zod-words.ts';
import type { Filter, TextShape } from '../domain.ts';
import { patternLengths } from './pattern-lengths.ts';
import { regularPart } from './regular-part.ts';
import type { Because } from './resolved.ts';

/** Bounds texts. Lengths are narrowed to those that the patterns can match. */
export function textShape(parts: Parts): TextShape {
  const lengths = parts.pattern.map(({ value }) => patternLengths(value));
  const most = [
    ...parts.maxLength.map(({ value }) => value),
    ...lengths.map((one) => one.most).filter(Number.isFinite),
  ];
  return {
    kind: 'text',
    minLength: Math.max(
      0,
      ...parts.minLength.map(({ value }) => value),
      ...lengths.map((one) => one.least),
    ),
    maxLength: most.length === 0 ? null : Math.min(...most),
    patterns: parts.pattern.flatMap(({ value }) =>
      value.regular ? value : (regularPart(value) ?? []),
    ),
    notPatterns: parts.notPattern.map(({ value }) => value).filter(({ regular }) => regular),
    format: parts.format[0]?.value ?? null,
  };
}

/** Patterns with lookaround and back-references, which no generator follows. */
export const textFilters = ({ pattern, notPattern }: Parts): readonly Filter[] => [
  ...pattern.flatMap((one) => filterOf(one, true)),
  ...notPattern.flatMap((one) => filterOf(one, false)),
];

function filterOf({ value, by }: Stated<TextPattern>, isWanted: boolean): readonly Filter[] {
  if (value.regular) return [];
  const pattern = new RegExp(value.source, value.flags);
  const accepts = (text: unknown) => typeof text === 'string' && pattern.test(text) === isWanted;
  return [{ accepts, rule: by[0]?.title ?? '' }];
}

interface Limit {
  readonly length: number;
  readonly words: string;
  readonly by: Because['rules'];
}

/** A pattern that no text of the wanted length matches, or none that another pattern matches. */
export function excludedByPattern(parts: Parts, path: string): Because | null {
  const patterns = parts.pattern.map((one) => ({ ...one, ...patternLengths(one.value) }));
  const words = (value: TextPattern) => constraintInWords('pattern', value);
  const least: readonly Limit[] = [
    ...parts.minLength.map(({ value, by }) => ({
      length: value,
      words: constraintInWords('minLength', value),
      by,
    })),
    ...patterns.map(({ value, by, least: length }) => ({ length, words: words(value), by })),
  ];
  const most: readonly Limit[] = [
    ...parts.maxLength.map(({ value, by }) => ({
      length: value,
      words: constraintInWords('maxLength', value),
      by,
    })),
    ...patterns.map(({ value, by, most: length }) => ({ length, words: words(value), by })),
  ];
  for (const low of least) {
    const high = most.find(({ length }) => length < low.length);
    if (!high) continue;
    return {
      sentence: `${columnLabel(path)}: no value is ${low.words} and ${high.words}.`,
      rules: together(low.by, high.by),
    };
  }
  return null;
}
