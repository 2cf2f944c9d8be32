import { safeParse } from 'zod/v4/core';
import type { TextPattern } from '../../contract/constraints/constraint.ts';
import { constraintInWords } from '../../contract/constraints/constraint-words.ts';
import { formatName } from '../../contract/constraints/format-name.ts';
import { type FormatName, formatSchema } from '../../contract/schema/zod-formats.ts';
import type { Filter, TextShape } from '../domain.ts';
import { checkedScalar } from './checked.ts';
import { countedAll, type Making } from './making.ts';
import type { Scalar } from './scalar.ts';
import { formats } from './text/formats.ts';
import { hasRoom, type Room } from './text/room.ts';
import { simplerTexts } from './text/simpler-texts.ts';
import { bestWay, waysTo } from './text/ways.ts';

/** Texts: of a format, of patterns, or any. They shrink to shorter ones of simple letters. */
export function texts(shape: TextShape, making: Making): Scalar<string> {
  const format = knownFormat(shape.format);
  const room = { least: shape.minLength, most: shape.maxLength ?? Infinity };
  const [ofFormat, others] = [formatRules(format), otherRules(shape, room)];
  const accepts = (text: unknown) => [...others, ...ofFormat].every((rule) => rule.accepts(text));
  const ways = waysTo({ ...shape, format }, room);
  const way = bestWay(ways, accepts);
  // The first way to a format makes nothing else, as the laws of formats prove.
  const rules = way === ways[0] ? others : [...others, ...ofFormat];
  const known = format === null ? null : formats[format];
  const simplest = known?.simplest ?? 'a'.repeat(room.least);
  const scalar: Scalar<string> = {
    draw: way,
    simpler: (text) =>
      known?.simpler
        ? Iterator.from(known.simpler(text)).filter(accepts)
        : simplerTexts(text, simplest, accepts),
    accepts: (text) => typeof text === 'string' && accepts(text),
    members: null,
  };
  const isFree = format === null && shape.patterns.length + shape.notPatterns.length === 0;
  return isFree ? scalar : checkedScalar(scalar, countedAll(rules, making));
}

/** The name of a format that Assay can make; null for a user's own, of which a filter is left. */
function knownFormat(name: string | null): FormatName | null {
  const known = name === null ? '' : formatName(name);
  return Object.hasOwn(formats, known) ? (known as FormatName) : null;
}

function formatRules(format: FormatName | null): readonly Filter[] {
  if (format === null) return [];
  const schema = formatSchema(format);
  const accepts = (text: unknown) => safeParse(schema, text).success;
  return [{ accepts, rule: `a value is ${constraintInWords('format', format)}` }];
}

const otherRules = (shape: TextShape, room: Room): readonly Filter[] => [
  ...shape.patterns.map((pattern) => patternRule(pattern, true)),
  ...shape.notPatterns.map((pattern) => patternRule(pattern, false)),
  { accepts: (text) => hasRoom(String(text), room), rule: lengthInWords(room) },
];

function patternRule(pattern: TextPattern, isFound: boolean): Filter {
  const judge = new RegExp(pattern.source, pattern.flags);
  const kind = isFound ? 'pattern' : 'notPattern';
  return {
    accepts: (text) => judge.test(String(text)) === isFound,
    rule: `a value is ${constraintInWords(kind, pattern)}`,
  };
}

const lengthInWords = ({ least, most }: Room) =>
  `a text has ${most === Infinity ? `at least ${least}` : `${least} to ${most}`} characters`;
