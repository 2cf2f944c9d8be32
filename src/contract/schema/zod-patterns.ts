import { _stringFormat, $ZodCustomStringFormat } from 'zod/v4/core';
import { matches } from '../../metric/expression.ts';
import { refuseUnmissablePattern } from '../unmissable.ts';
import type { Check, CheckDefinition } from './zod-core.ts';
import { looksOnly, mayChange, type Residue, type Rule } from './zod-rule.ts';
import { constant, formatPhrase, patternPhrase } from './zod-words.ts';

/** Formats that zod decides by their pattern and nothing else. */
const patternFormats = [
  '$ZodCheckLowerCase',
  '$ZodCheckUpperCase',
  '$ZodGUID',
  '$ZodUUID',
  '$ZodEmail',
  '$ZodEmoji',
  '$ZodNanoID',
  '$ZodCUID',
  '$ZodCUID2',
  '$ZodULID',
  '$ZodXID',
  '$ZodKSUID',
  '$ZodISODateTime',
  '$ZodISODate',
  '$ZodISOTime',
  '$ZodISODuration',
  '$ZodIPv4',
  '$ZodMAC',
  '$ZodCIDRv4',
  '$ZodE164',
] as const;

/** Formats that zod decides by code, of a value that stays what it is. */
const codeFormats = [
  '$ZodIPv6',
  '$ZodCIDRv6',
  '$ZodBase64',
  '$ZodBase64URL',
  '$ZodCreditCard',
  '$ZodIBAN',
  '$ZodJWT',
] as const;

/** A string check as a rule, where it is a pattern; else what it is called, for zod to judge. */
export function stringFormat({ traits, def }: Check): Rule | Residue {
  const { format = 'unknown', pattern } = def;
  const has = (trait: string) => traits.has(trait);
  if (has('$ZodCheckIncludes') || has('$ZodCheckStartsWith') || has('$ZodCheckEndsWith')) {
    return part(def);
  }
  if (has('$ZodCheckRegex')) {
    if (pattern && !pattern.sticky) refuseUnmissablePattern(pattern);
    return byPattern('matches', pattern, pattern && patternPhrase(pattern));
  }
  if (patternFormats.some(has))
    return { ...byPattern('format', pattern, formatPhrase(format)), format };
  if (codeFormats.some(has)) return { phrase: formatPhrase(format), changes: false, format };
  if (has('$ZodCustomStringFormat')) return customFormat(def, format);
  // z.url() hands a trimmed text on, and so may a format that a later zod brings.
  return { phrase: formatPhrase(format), changes: true, format };
}

/** `includes`, `startsWith`, `endsWith`: constants, looked for as they are. */
function part({ includes, position, prefix, suffix }: CheckDefinition): Rule | Residue {
  if ([includes, prefix, suffix].includes(''))
    refuseUnmissablePattern(/(?:)/, "An empty text to include, start or end with ('')");
  if (includes !== undefined) {
    // A position counts UTF-16 units, which no engine does.
    if (position) return looksOnly;
    return textRule('includes', `contains ${constant(includes)}`, new RegExp(escaped(includes)));
  }
  if (prefix !== undefined) {
    return textRule(
      'startsWith',
      `starts with ${constant(prefix)}`,
      new RegExp(`^${escaped(prefix)}`),
    );
  }
  if (suffix !== undefined) {
    return textRule('endsWith', `ends with ${constant(suffix)}`, new RegExp(`${escaped(suffix)}$`));
  }
  return mayChange;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function byPattern(
  name: string,
  pattern: RegExp | undefined,
  phrase: string | undefined,
): Rule | Residue {
  // A sticky pattern is tried at one place, which is no property of the pattern's text.
  if (!pattern || pattern.sticky) return looksOnly;
  return textRule(name, phrase ?? patternPhrase(pattern), pattern);
}

/** The flag `g` (and `d`) says nothing about a test from the start. */
const textRule = (name: string, phrase: string, { source, flags }: RegExp): Rule => {
  const pattern = new RegExp(source, flags.replace(/[gd]/g, ''));
  return { name, phrase, families: ['text'], holds: (of) => matches(of, pattern) };
};

/** The source of the function by which zod tests a pattern, to distinguish it from a user's own. */
const testsPattern = String(_stringFormat($ZodCustomStringFormat, 'pattern', /^/)._zod.def.fn);

/** `z.hostname()`, `z.hex()`, `z.hash()`: patterns; `z.stringFormat(name, fn)` is code. */
function customFormat({ fn, pattern }: CheckDefinition, format: string): Rule | Residue {
  const isPattern = pattern !== undefined && String(fn) === testsPattern && !pattern.global;
  return isPattern
    ? { ...byPattern('format', pattern, formatPhrase(format)), format }
    : { phrase: formatPhrase(format), changes: false, format };
}
