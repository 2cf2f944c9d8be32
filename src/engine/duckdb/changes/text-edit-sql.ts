import type { EditOf } from '../../../value/edit.ts';
import { Declined } from '../../engine.ts';
import { literal } from '../dialect/expressions.ts';

/** Puts text before and after. */
export const surroundSql = ({ before, after }: EditOf<'surround'>, value: string): string =>
  `(${literal(before)} || ${value} || ${literal(after)})`;

/** Puts a text in the place of each occurrence of another. */
export function replaceSql({ from, to }: EditOf<'replace'>, value: string): string {
  if (from === '') throw new Declined('it replaces an empty text');
  return `replace(${value}, ${literal(from)}, ${literal(to)})`;
}

/** Keeps a share of the code points, at least one and never all. */
export function truncateSql({ share }: EditOf<'truncate'>, value: string): string {
  const kept = `cast(floor(length(${value}) * cast('${share}' as double)) as bigint)`;
  return `case when length(${value}) <= 1 then ${value} else left(${value}, least(length(${value}) - 1, greatest(1, ${kept}))) end`;
}

/** Reads UTF-8 bytes as Latin-1. */
export const mojibakeSql = (value: string): string =>
  `case when strlen(${value}) = length(${value}) then ${value} else array_to_string(list_transform(regexp_extract_all(hex(encode(${value})), '..'), lambda byte: chr(cast('0x' || byte as integer))), '') end`;

/** Changes the case of code points. */
export function caseSql({ to }: EditOf<'case'>, value: string): string {
  const plain = changedSql(to, value, (text, way) => `${way}(${text})`);
  const any = changedSql(to, value, translated);
  return `case when regexp_full_match(${value}, '${plainText}') then ${plain} else ${any} end`;
}

type Way = 'upper' | 'lower';

function changedSql(
  to: EditOf<'case'>['to'],
  value: string,
  change: (text: string, way: Way) => string,
): string {
  if (to !== 'title') return change(value, to);
  const word = `${change('left(word, 1)', 'upper')} || ${change('substr(word, 2)', 'lower')}`;
  return `array_to_string(list_transform(string_split(${value}, ' '), lambda word: ${word}), ' ')`;
}

/**
 * Texts that DuckDB changes as JavaScript does, whose Unicode is newer: Latin, Greek and Cyrillic but for the letters that
 * would become several, and what has no case.
 */
const plainText =
  '[\\x{0}-\\x{de}\\x{e0}-\\x{12f}\\x{131}-\\x{148}\\x{14a}-\\x{19a}\\x{19c}-\\x{1ef}\\x{1f1}-\\x{24f}\\x{370}-\\x{38f}\\x{391}-\\x{3af}\\x{3b1}-\\x{52f}\\x{2000}-\\x{20cf}\\x{3000}-\\x{9fff}\\x{ac00}-\\x{d7a3}\\x{1f300}-\\x{1faff}]*';

/** Changes any text, by JavaScript's own table: slower. */
function translated(text: string, way: Way): string {
  const { from, to } = table(way);
  return `translate(${text}, ${literal(from)}, ${literal(to)})`;
}

const tables = new Map<Way, { readonly from: string; readonly to: string }>();

/** Returns the code points that change, each with the one that it becomes. */
function table(way: Way): { readonly from: string; readonly to: string } {
  const known = tables.get(way);
  if (known !== undefined) return known;
  const [from, to]: [string[], string[]] = [[], []];
  for (let point = 0x41; point < 0x1_f000; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const one = String.fromCodePoint(point);
    const changed = way === 'upper' ? one.toUpperCase() : one.toLowerCase();
    if (changed === one || [...changed].length > 1) continue;
    from.push(one);
    to.push(changed);
  }
  const made = { from: from.join(''), to: to.join('') };
  tables.set(way, made);
  return made;
}
