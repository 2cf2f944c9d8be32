import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';
import type { TextPattern } from '../../contract/constraints/constraint.ts';
import { charactersOf } from './pattern-characters.ts';
import type { Random } from './random.ts';

/** A way to make texts that a part of a pattern matches. */
export interface Maker {
  readonly draw: (random: Random) => string;
  /** The number of texts; infinite where it is beyond 2^52. */
  readonly size: number;
  /** The text with a number below the size. Two numbers may give one text unless it is `distinct`. */
  readonly at: (index: number) => string;
  readonly distinct: boolean;
  /** The number of code points, if it is the same for all; else null. */
  readonly length: number | null;
  /** True where each number below the size is drawn as often as any other. */
  readonly even: boolean;
}

/** The most repetitions of what may repeat without end. */
const mostRepeats = 8;

/** Thrown within, where a pattern has a part that is not followed here. */
class Unfollowed extends Error {}

/** Returns a maker of texts in which a pattern is found; null for a pattern with lookaround, references or other rare parts. */
export function patternMaker({ source, flags }: TextPattern): Maker | null {
  if (/[^gimsuvy]/.test(flags) || /[my]/.test(flags)) return null;
  try {
    const { pattern } = parseRegExpLiteral(`/${source || '(?:)'}/${flags}`);
    return alternatives(pattern.alternatives, true, true);
  } catch {
    return null;
  }
}

function alternatives(list: readonly AST.Alternative[], first: boolean, last: boolean): Maker {
  return choice(list.map(({ elements }) => sequence(elements, first, last)));
}

function sequence(elements: readonly AST.Element[], first: boolean, last: boolean): Maker {
  return joined(
    elements.map((element, at) =>
      part(element, first && at === 0, last && at === elements.length - 1),
    ),
  );
}

/** `first` and `last` say that nothing of the pattern stands before or after the element, where an anchor may stand. */
function part(element: AST.Element, first: boolean, last: boolean): Maker {
  switch (element.type) {
    case 'Character':
      return constant(String.fromCodePoint(element.value));
    case 'CharacterSet':
    case 'CharacterClass':
      return characters(charactersOf(element));
    case 'Group':
      if (element.modifiers !== null) throw new Unfollowed();
      return alternatives(element.alternatives, first, last);
    case 'CapturingGroup':
      return alternatives(element.alternatives, first, last);
    case 'Quantifier':
      return repeated(part(element.element, false, false), element.min, element.max);
    case 'Assertion':
      if ((element.kind === 'start' && first) || (element.kind === 'end' && last))
        return constant('');
      throw new Unfollowed();
    default:
      throw new Unfollowed();
  }
}

const constant = (text: string): Maker => ({
  draw: () => text,
  size: 1,
  at: () => text,
  distinct: true,
  length: [...text].length,
  even: true,
});

function characters(list: readonly string[]): Maker {
  if (list.length === 0) throw new Unfollowed();
  const at = (index: number) => list[index] as string;
  return {
    draw: (random) => at(random.below(list.length)),
    size: list.length,
    at,
    distinct: true,
    length: 1,
    even: true,
  };
}

const capped = (size: number) => (size > 2 ** 52 ? Infinity : size);

function joined(makers: readonly Maker[]): Maker {
  const [only] = makers;
  if (only !== undefined && makers.length === 1) return only;
  const variable = makers.filter(({ length }) => length === null).length;
  return {
    draw: drawJoined(makers),
    size: capped(makers.reduce((product, { size }) => product * size, 1)),
    at: (index) => {
      let [text, rest] = ['', index];
      for (const maker of makers) {
        text += maker.at(Number.isFinite(maker.size) ? rest % maker.size : rest);
        rest = Number.isFinite(maker.size) ? Math.floor(rest / maker.size) : 0;
      }
      return text;
    },
    // Where two parts vary in length, two splits may give one text.
    distinct: variable <= 1 && makers.every((maker) => maker.distinct),
    length: variable > 0 ? null : makers.reduce((sum, { length }) => sum + (length ?? 0), 0),
    even: makers.every(({ even }) => even),
  };
}

/** The most texts in a list that they are picked from, which is faster than to join them. */
const mostListed = 20_000;

function drawJoined(makers: readonly Maker[]): Maker['draw'] {
  const draws = runsOf(makers).map(drawRun);
  const [one, two, ...more] = draws;
  if (one !== undefined && two === undefined) return one;
  if (one !== undefined && two !== undefined && more.length === 0)
    return (random) => one(random) + two(random);
  return (random) => {
    let text = '';
    for (const draw of draws) text += draw(random);
    return text;
  };
}

/** Puts parts together as long as they have few texts. */
function runsOf(makers: readonly Maker[]): readonly (readonly Maker[])[] {
  const runs: Maker[][] = [];
  let size = Infinity;
  for (const maker of makers) {
    const run = runs.at(-1);
    const isListed = maker.even && size * maker.size <= mostListed;
    if (run !== undefined && isListed) run.push(maker);
    else runs.push([maker]);
    size = isListed ? size * maker.size : maker.even ? maker.size : Infinity;
  }
  return runs;
}

function drawRun(run: readonly Maker[]): Maker['draw'] {
  const [only] = run;
  if (only !== undefined && run.length === 1) return only.draw;
  let texts: readonly string[] | null = null;
  return (random) => {
    texts ??= run.reduce<readonly string[]>(
      (before, { size, at }) =>
        before.flatMap((text) => Array.from({ length: size }, (_, index) => text + at(index))),
      [''],
    );
    return texts[random.below(texts.length)] as string;
  };
}

function choice(makers: readonly Maker[]): Maker {
  const [only] = makers;
  if (only !== undefined && makers.length === 1) return only;
  const lengths = new Set(makers.map(({ length }) => length));
  return {
    draw: (random) => (makers[random.below(makers.length)] as Maker).draw(random),
    size: capped(makers.reduce((sum, { size }) => sum + size, 0)),
    at: (index) => {
      let rest = index;
      for (const maker of makers) {
        if (rest < maker.size) return maker.at(rest);
        rest -= maker.size;
      }
      throw new RangeError(`There is no text ${index}.`);
    },
    distinct:
      !lengths.has(null) &&
      lengths.size === makers.length &&
      makers.every((maker) => maker.distinct),
    length: lengths.size === 1 ? ([...lengths][0] ?? null) : null,
    even: false,
  };
}

function repeated(maker: Maker, min: number, max: number): Maker {
  const most = Number.isFinite(max) ? max : min + mostRepeats;
  if (most > 1000) throw new Unfollowed();
  const runs = Array.from({ length: most - min + 1 }, (_, more) =>
    joined(Array.from({ length: min + more }, () => maker)),
  );
  const all = choice(runs.map((run, more) => (min + more === 0 ? constant('') : run)));
  const [first] = runs;
  if (most === min && min > 0 && first !== undefined) return first;
  const isFixed = maker.length !== null && maker.distinct;
  return {
    ...all,
    draw: (random) => {
      let text = '';
      const times = min + random.below(most - min + 1);
      for (let turn = 0; turn < times; turn += 1) text += maker.draw(random);
      return text;
    },
    distinct: isFixed && (maker.length !== 0 || most === min),
  };
}
