import type { CharacterTree, Ranges } from './re2-tree.ts';

const FIRST_HALF = 0xd800;
const SECOND_HALF = 0xdc00;
const LAST_HALF = 0xdfff;
/** The last UTF-16 code unit. */
export const LAST_UNIT = 0xffff;
/** The last code point. */
export const LAST_CODE_POINT = 0x10ffff;

/** The unit in which characters are read: code points (the flags u and v) or UTF-16 code units. */
export type Reading = '' | 'u' | 'v';

const isHalf = (code: number): boolean => code >= FIRST_HALF && code <= LAST_HALF;

/** Every UTF-16 code unit, or every code point but the halves, in order, as one text. */
function everyCharacter(reading: Reading): string {
  const units: number[] = [];
  for (let code = 0; code <= LAST_UNIT; code++) {
    if (reading === '' || !isHalf(code)) units.push(code);
  }
  const basic = Buffer.from(Uint16Array.from(units).buffer).toString('utf16le');
  if (reading === '') return basic;
  const pairs = new Uint16Array(2 * (LAST_CODE_POINT - LAST_UNIT));
  for (let index = 0; index < pairs.length; index += 2) {
    pairs[index] = FIRST_HALF + (index >> 11);
    pairs[index + 1] = SECOND_HALF + ((index >> 1) & 0x3ff);
  }
  return basic + Buffer.from(pairs.buffer).toString('utf16le');
}

const texts = new Map<boolean, string>();

function textOf(reading: Reading): string {
  const units = reading === '';
  const text = texts.get(units) ?? everyCharacter(reading);
  texts.set(units, text);
  return text;
}

const scanned = new Map<string, Ranges>();

/**
 * The characters that one atom of a pattern (`[^a-z]`, `\w`, `.`, `\p{L}`) matches, asked of JavaScript's own engine
 * over all there are, so that folding, Unicode versions and set operations are right by construction.
 */
export function scan(atom: string, modifiers: string, reading: Reading): Ranges {
  const key = `${modifiers}${reading}/${atom}`;
  const known = scanned.get(key);
  if (known) return known;
  const text = textOf(reading);
  const ranges: [number, number][] = [];
  for (const run of text.matchAll(new RegExp(`(?:${atom})+`, `g${modifiers}${reading}`))) {
    const to = run.index + run[0].length - 1;
    ranges.push([codeAt(text, run.index, reading), codeAt(text, to, reading)]);
  }
  scanned.set(key, ranges);
  return ranges;
}

/** The character at an index of the text: a unit, or a code point, whose second half may be what stands there. */
function codeAt(text: string, index: number, reading: Reading): number {
  const unit = text.charCodeAt(index);
  if (reading === '' || !isHalf(unit)) return unit;
  return text.codePointAt(unit < SECOND_HALF ? index : index - 1) ?? unit;
}

/** The ranges that two sets have in common. */
function intersect(left: Ranges, right: Ranges): Ranges {
  return left.flatMap(([from, to]) =>
    right
      .map(([a, b]): [number, number] => [Math.max(from, a), Math.min(to, b)])
      .filter(([a, b]) => a <= b),
  );
}

/** All code points but these. */
export function complement(ranges: Ranges): Ranges {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST_CODE_POINT) rest.push([next, LAST_CODE_POINT]);
  return rest;
}

const size = (ranges: Ranges): number => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);

const WHOLE: Ranges = [
  [0, FIRST_HALF - 1],
  [LAST_HALF + 1, LAST_UNIT],
];

/** A set of code units as a set of whole characters: text that DuckDB holds has no half outside a pair. */
export function fromUnits(units: Ranges): CharacterTree {
  const halves = size(intersect(units, [[FIRST_HALF, LAST_HALF]]));
  if (halves === LAST_HALF - FIRST_HALF + 1) {
    const ranges = units.filter(([from]) => from <= LAST_UNIT);
    const last = ranges.at(-1);
    const joined: Ranges =
      last?.[1] === LAST_UNIT
        ? [...ranges.slice(0, -1), [last[0], LAST_CODE_POINT]]
        : [...ranges, [LAST_UNIT + 1, LAST_CODE_POINT]];
    return { kind: 'character', ranges: joined, halves: 'all' };
  }
  return {
    kind: 'character',
    ranges: intersect(units, WHOLE),
    halves: halves === 0 ? 'none' : 'some',
  };
}

/** First halves followed by second halves, both as code units, are whole characters; undefined for other sets. */
export function fromHalves(first: Ranges, second: Ranges): CharacterTree | undefined {
  if (!within(first, FIRST_HALF, SECOND_HALF - 1) || !within(second, SECOND_HALF, LAST_HALF))
    return undefined;
  const ranges: [number, number][] = [];
  for (const [from, to] of first) {
    for (let half = from; half <= to; half++) {
      const block = LAST_UNIT + 1 + (half - FIRST_HALF) * 0x400;
      for (const [a, b] of second) append(ranges, block + a - SECOND_HALF, block + b - SECOND_HALF);
    }
  }
  return { kind: 'character', ranges, halves: 'none' };
}

const within = (ranges: Ranges, from: number, to: number): boolean =>
  ranges.length > 0 && ranges.every(([a, b]) => a >= from && b <= to);

function append(ranges: [number, number][], from: number, to: number): void {
  const last = ranges.at(-1);
  if (last && last[1] + 1 === from) last[1] = to;
  else ranges.push([from, to]);
}
