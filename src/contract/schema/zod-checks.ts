import { _minLength, util } from 'zod/v4/core';
import {
  and,
  type Comparison,
  compare,
  type Literal,
  literal,
  type Predicate,
  type Scalar,
} from '../../metric/expression.ts';
import { numeric, temporal } from '../../metric/subject.ts';
import type { Check, CheckDefinition } from './zod-core.ts';
import { stringFormat } from './zod-patterns.ts';
import { isRule, type Kind, looksOnly, mayChange, type Residue, type Rule } from './zod-rule.ts';
import { characters, constant, formatPhrase } from './zod-words.ts';

/** Reads a check of a value of the kind: as a rule that every engine can check, or as a residue for zod. */
export function readCheck(check: Check, kind: Kind): Rule | Residue {
  const read = readers[check.def.check]?.(check, kind) ?? mayChange;
  // A condition of the user's own on when to run the check at all.
  return check.def.when === undefined || check.def.when === whenLength || !isRule(read)
    ? read
    : looksOnly;
}

/** zod's own "only where there is a length": of text, always. */
const whenLength = _minLength(1)._zod.def.when;

type Reader = (check: Check, kind: Kind) => Rule | Residue;

const readers: Readonly<Record<string, Reader>> = {
  greater_than: ({ def }, kind) => limit(def, kind, def.inclusive ? '>=' : '>'),
  less_than: ({ def }, kind) => limit(def, kind, def.inclusive ? '<=' : '<'),
  multiple_of: ({ def }, kind) => multiple(def, kind),
  number_format: ({ def }, kind) => (kind === 'number' ? numberFormat(def) : looksOnly),
  bigint_format: ({ def }, kind) => (kind === 'bigint' ? bigintFormat(def) : looksOnly),
  min_length: ({ def }, kind) => length(def.minimum, undefined, kind),
  max_length: ({ def }, kind) => length(undefined, def.maximum, kind),
  length_equals: ({ def }, kind) => length(def.length, def.length, kind),
  string_format: (check, kind) => (kind === 'text' ? stringFormat(check) : mayChange),
  // A refinement only looks; what else goes by this name (superRefine, z.check) may set the value.
  custom: ({ traits }) => (traits.has('$ZodCustom') ? looksOnly : mayChange),
};

const comparisons: Readonly<Record<string, readonly [name: string, phrase: string]>> = {
  '>=': ['atLeast', 'is at least'],
  '>': ['above', 'is above'],
  '<=': ['atMost', 'is at most'],
  '<': ['below', 'is below'],
};

function limit({ value }: CheckDefinition, kind: Kind, op: Comparison): Rule | Residue {
  const families = { number: numeric, bigint: numeric, date: temporal, text: null, other: null }[
    kind
  ];
  const [name, words] = comparisons[op] ?? [];
  if (!families || !name || !isLimit(value, kind)) return looksOnly;
  return {
    name,
    phrase: `${words} ${constant(value)}`,
    families,
    holds: (of) => compare(of, op, literal(value)),
  };
}

function isLimit(value: unknown, kind: Kind): value is Literal {
  if (kind === 'date') return value instanceof Date && !Number.isNaN(value.getTime());
  return typeof value === 'bigint' || Number.isFinite(value);
}

function multiple({ value: step }: CheckDefinition, kind: Kind): Rule | Residue {
  const fits =
    kind === 'bigint' ? typeof step === 'bigint' : kind === 'number' && Number.isFinite(step);
  if (!fits || !(typeof step === 'bigint' || typeof step === 'number') || !step) return looksOnly;
  return {
    name: 'multipleOf',
    phrase: `is a multiple of ${constant(step)}`,
    families: numeric,
    // zod's multipleOf forgives the roundings of a division even where the step is 1; a step of 1 here would not.
    holds: (of) => ({ kind: 'multipleOf', of, step: step === 1 ? -1 : step }),
  };
}

/** Between two limits, both allowed. */
const within = (of: Scalar, [low, high]: readonly [Literal, Literal]): Predicate =>
  and(compare(of, '>=', literal(low)), compare(of, '<=', literal(high)));

function numberFormat({ format = '' }: CheckDefinition): Rule | Residue {
  const range = Object.hasOwn(util.NUMBER_FORMAT_RANGES, format)
    ? util.NUMBER_FORMAT_RANGES[format as keyof typeof util.NUMBER_FORMAT_RANGES]
    : undefined;
  if (!range) return looksOnly;
  const isInteger = format.includes('int');
  return {
    name: isInteger ? 'integer' : 'finite',
    ...(isInteger ? {} : { parameters: [format] }),
    phrase: isInteger && format !== 'safeint' ? `is an ${format}` : formatOf(format),
    families: numeric,
    holds: (of) =>
      isInteger ? and({ kind: 'multipleOf', of, step: 1 }, within(of, range)) : within(of, range),
  };
}

const formatOf = (format: string) =>
  format === 'safeint' ? formatPhrase(format) : `is a ${format}`;

function bigintFormat({ format = '' }: CheckDefinition): Rule | Residue {
  const range = Object.hasOwn(util.BIGINT_FORMAT_RANGES, format)
    ? util.BIGINT_FORMAT_RANGES[format as keyof typeof util.BIGINT_FORMAT_RANGES]
    : undefined;
  if (!range) return looksOnly;
  return {
    name: 'integer',
    phrase: `is ${format === 'uint64' ? 'a' : 'an'} ${format}`,
    families: numeric,
    holds: (of) => within(of, range),
  };
}

/** Length in characters (code points), as zod counts since 4.6. */
function length(low: number | undefined, high: number | undefined, kind: Kind): Rule | Residue {
  if (kind !== 'text' || [low, high].some((one) => one !== undefined && !Number.isFinite(one))) {
    return looksOnly;
  }
  const isExact = low === high;
  const [words, count] = isExact
    ? ['exactly', low]
    : low === undefined
      ? ['at most', high]
      : ['at least', low];
  const limits: readonly (readonly [Comparison, number | undefined])[] = isExact
    ? [['=', low]]
    : [
        ['>=', low],
        ['<=', high],
      ];
  return {
    name: 'length',
    parameters: isExact ? [] : [low === undefined ? 'most' : 'least'],
    phrase: `has ${words} ${characters(count ?? 0)}`,
    families: ['text'],
    holds: (of) =>
      and(
        ...limits
          .filter(([, value]) => value !== undefined)
          .map(([op, value]) => compare({ kind: 'length', of }, op, literal(value ?? 0))),
      ),
  };
}
