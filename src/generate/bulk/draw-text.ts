import type { TextShape } from '../domain.ts';
import { formats, hasOwnForm } from './formats.ts';
import { patternMaker } from './pattern-drawer.ts';
import { type Draw, pick, type Random, randomOf } from './random.ts';
import { words } from './words.ts';

/** A text is drawn so often at most until its rules take it. */
const turns = 50;

/** The texts that a way of drawing is tried with before it is chosen. */
const trial = 200;

/**
 * Draws texts: of a format or of a pattern, else of words. Null where none of these ways meets the other rules often enough,
 * so that another has to be found.
 */
export function drawText(shape: TextShape): Draw | null {
  const accepts = acceptsText(shape);
  for (const { draw, isSure } of waysOf(shape)) {
    const random = randomOf('trial');
    const refused = Array.from({ length: trial }, () => draw(random)).filter(
      (text) => !accepts(text),
    );
    if (refused.length === 0 && isSure) return draw;
    if (refused.length < trial / 2) return checked(draw, accepts);
  }
  return null;
}

/** A way of drawing texts. */
interface Way {
  readonly draw: (random: Random) => string;
  /** True where each text keeps all rules by its form, so that one whose first texts keep them needs no test. */
  readonly isSure: boolean;
}

function waysOf(shape: TextShape): readonly Way[] {
  const { format, patterns, notPatterns, minLength, maxLength } = shape;
  const isAlone = patterns.length <= 1 && notPatterns.length === 0;
  const isFree = minLength === 0 && maxLength === null;
  const ways: Way[] = [];
  const ofFormat = format === null ? undefined : formats[format];
  if (format !== null && ofFormat !== undefined)
    ways.push({ draw: ofFormat as Way['draw'], isSure: hasOwnForm(format, shape) });
  for (const pattern of patterns) {
    const maker = patternMaker(pattern);
    if (maker !== null)
      ways.push({ draw: maker.draw, isSure: isAlone && (isFree || maker.length !== null) });
  }
  if (patterns.length === 0 && format === null)
    ways.push({ draw: sentence(minLength, maxLength), isSure: isAlone });
  return ways;
}

/** Returns a test of all that a shape says, but its format. */
export function acceptsText({ minLength, maxLength, patterns, notPatterns }: TextShape) {
  const wanted = patterns.map(
    ({ source, flags }) => new RegExp(source, flags.replace(/[gy]/g, '')),
  );
  const unwanted = notPatterns.map(
    ({ source, flags }) => new RegExp(source, flags.replace(/[gy]/g, '')),
  );
  return (text: string): boolean => {
    if (minLength > 0 || maxLength !== null) {
      const length = lengthOf(text);
      if (length < minLength || (maxLength !== null && length > maxLength)) return false;
    }
    return wanted.every((one) => one.test(text)) && !unwanted.some((one) => one.test(text));
  };
}

/** The number of code points. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at += 1)
    if (text.charCodeAt(at) >>> 10 === 0x36 && text.charCodeAt(at + 1) >>> 10 === 0x37) length -= 1;
  return length;
}

const checked =
  (draw: (random: Random) => string, accepts: (text: string) => boolean): Draw =>
  (random) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const text = draw(random);
      if (accepts(text)) return text;
    }
    return undefined;
  };

const furtherWords = words.map((word) => ` ${word}`);

/** Draws words with spaces between them, cut to the most that is allowed. */
function sentence(minLength: number, maxLength: number | null) {
  const most = maxLength ?? Math.max(minLength, 24);
  return (random: Random): string => {
    const wanted = minLength + random.below(Math.min(most - minLength, 24) + 1);
    let text = pick(random, words);
    while (text.length < wanted) text += pick(random, furtherWords);
    return text.length <= most ? text : text.slice(0, most).replace(/ $/, 's');
  };
}
