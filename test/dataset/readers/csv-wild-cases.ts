import fc from 'fast-check';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { slowCsv } from '../slow/slow.ts';
import { type CsvForm, csvForm, optionsOf, packed, suffixOf } from './csv-form.ts';
import { strayByte } from './csv-text.ts';
import type { ReaderCase } from './reader-case.ts';
import { familiesFor, uniqueHints } from './written-values.ts';

const part = fc.constantFrom(
  ...[
    'a',
    '1',
    '2',
    ',',
    ',',
    ',',
    '"',
    '""',
    "'",
    '\\',
    '\n',
    '\n',
    '\n',
    '\r\n',
    '\r',
    ' ',
    'é',
    '😀',
    ';',
    '\t',
    '\0',
  ],
  ...[
    '"q"',
    '"q",',
    '\n1,2\n',
    '\n"x\ny",2\n',
    ',,',
    '2024-01-01',
    'true',
    'NA',
    '1.5',
    strayByte,
    ' "',
    '" ',
    '\n\n',
  ],
);

/** CSV files of any characters. */
export const wildCsvCase: fc.Arbitrary<ReaderCase> = fc
  .record({
    form: csvForm(false),
    head: fc.constantFrom(
      '',
      'a,b\n',
      'a,b\r\n',
      'a,b,c\n',
      'a\n',
      '"a","b"\n',
      '\n\na,b\n',
      'a;b\n',
    ),
    parts: fc.array(part, { maxLength: 60 }),
    hints: fc.array(
      fc.record({ name: fc.constantFrom('a', 'b', 'c'), families: familiesFor('integer') }),
      { maxLength: 3 },
    ),
  })
  .map(({ form: one, head, parts, hints }) => {
    const { types: _types, ...options } = optionsOf([], { ...one, hasNames: false, isNamed: true });
    const paths = [`wild.csv${suffixOf({ ...one, isNamed: true })}`];
    const known = hints.flatMap(({ name: hinted, families }) =>
      families ? [{ name: hinted, families }] : [],
    );
    return {
      fast: csv(paths, options),
      slow: slowCsv(paths, options),
      hints: uniqueHints(known),
      files: { [String(paths[0])]: packed(knownAlike(head + parts.join(''), one), one) },
      options: { ...options, paths },
      records: null,
    };
  });

/**
 * Leaves out the spaces beside quotes, which the slow way leaves to the engine, and blank lines above data, which it takes for
 * records of one column.
 */
const knownAlike = (text: string, { header }: CsvForm): string =>
  text.replaceAll(/ +(?=["'])|(?<=["']) +/g, '').replace(header === false ? /^[\r\n]+/ : /^$/, '');
