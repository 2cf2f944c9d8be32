import type { VNode } from 'preact';
import { counted, grouped } from '../../../src/outcome/printable-text.ts';
import type {
  NumberFacts,
  ProfileColumn,
  ProfileDocument,
} from '../../../src/outcome/profile/profile-document.ts';
import {
  distinctText,
  shortNumber,
  shortShare,
  shownValue,
} from '../../../src/outcome/profile/profile-words.ts';
import { barTable } from '../bars.ts';
import { type Child, el } from '../element.ts';
import { histogramFigure } from './profile-histogram.ts';

/** The most columns that have a section of their own. */
export const drawn = 24;

/** Renders the columns one by one: all figures, and a drawing of the values. */
export function columnSections({ columns, rows }: ProfileDocument): Child {
  return columns
    .slice(0, drawn)
    .map((column, at) =>
      el(
        'section',
        { class: 'col', id: `c${at}`, 'aria-labelledby': `h${at}` },
        el(
          'h2',
          { id: `h${at}` },
          column.name,
          el('span', { class: 'dim' }, ` ${column.type.slice(0, 60)}`),
        ),
        column.masked === null
          ? null
          : el('p', { class: 'dim' }, `No value is shown: ${column.masked}.`),
        el('div', { class: 'two' }, facts(column, rows), picture(column, rows)),
      ),
    );
}

function facts(column: ProfileColumn, rows: number): VNode {
  const { nulls, distinct, numbers, texts, range } = column;
  const filled = rows - nulls;
  const list: readonly (Fact | null)[] = [
    ['NULL', nulls === 0 ? '0' : `${grouped(nulls)} (${shortShare(nulls, rows)})`],
    distinct === null ? null : ['distinct', distinctText(column)],
    range === null ? null : ['least', shortNumber(range[0])],
    range === null ? null : ['greatest', shortNumber(range[1])],
    ...(column.masked === null ? spread(numbers) : []),
    ...(numbers?.quantiles ?? []).map(
      ([share, value]) =>
        [share === 0.5 ? 'median' : `${share * 100}%`, shortNumber(value)] as const,
    ),
    ...counts([
      ['zero', numbers?.zeros],
      ['negative', numbers?.negatives],
      ['NaN or infinite', numbers?.notFinite],
      ['empty text', texts?.empty],
      ['blank at an end', texts?.padded],
    ]),
    texts?.lengths == null ? null : ['length', lengthsText(texts.lengths)],
    filled === 0 ? ['values', 'none'] : null,
  ];
  return el(
    'dl',
    { class: 'fcts' },
    list.map((fact) =>
      fact === null ? null : el('div', {}, el('dt', {}, fact[0]), el('dd', {}, fact[1])),
    ),
  );
}

function spread(numbers: NumberFacts | null): readonly Fact[] {
  return [
    ...(numbers?.mean == null ? [] : [['mean', shortNumber(numbers.mean)] as const]),
    ...(numbers?.stddev == null ? [] : [['deviation', shortNumber(numbers.stddev)] as const]),
  ];
}

const lengthsText = ([least, mean, greatest]: readonly [number, number, number]): string =>
  least === greatest
    ? grouped(least)
    : `${grouped(least)} to ${grouped(greatest)}, mean ${shortNumber(mean)}`;

type Fact = readonly [name: string, value: string];

const counts = (all: readonly (readonly [string, number | undefined])[]): readonly Fact[] =>
  all.flatMap(([name, count = 0]) => (count === 0 ? [] : [[name, grouped(count)] as const]));

/** Draws a histogram, the most frequent values, or the patterns of texts. */
function picture(column: ProfileColumn, rows: number): VNode {
  const { topValues, texts, nulls } = column;
  const filled = rows - nulls;
  const patterns = texts?.patterns;
  const isListed = topValues !== null && (column.histogram === null || topValues.others === 0);
  return el(
    'div',
    {},
    histogramFigure(column),
    isListed
      ? barTable('Most frequent', [
          ...topValues.values.map(([value, count]) => ({
            name: shownValue(value),
            value: count,
            of: filled,
          })),
          ...(topValues.others === 0
            ? []
            : [{ name: el('i', {}, 'all others'), value: topValues.others, of: filled }]),
        ])
      : null,
    patterns == null || patterns.patterns.length === 0
      ? null
      : el(
          'details',
          { open: !isListed },
          el(
            'summary',
            {},
            `Written in ${counted(patterns.kinds, 'way')}${patterns.of < filled ? ` (of the first ${grouped(patterns.of)})` : ''}`,
          ),
          barTable(
            'Pattern',
            patterns.patterns.map(([pattern, count]) => ({
              name: el('code', {}, shownValue(pattern)),
              value: count,
              of: patterns.of,
            })),
          ),
        ),
  );
}
