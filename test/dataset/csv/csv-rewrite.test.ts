import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unescaped } from '../../../src/dataset/csv/csv-escapes.ts';
import { dumpRewriter } from '../../../src/dataset/csv/csv-rewrite.ts';

const character = fc.constantFrom('\t', '\\', '"', '\r', '\n', 'N', 'n', 't', 'é', '0', '\0');
const record = fc.string({ unit: character, maxLength: 40 });

/** Writes a record anew as a few regular expressions say it. */
const byRules = (text: string): string =>
  [...text.matchAll(/((?:\\.|[^\\\t])*\\?)(?:\t|$)/gs)]
    .slice(0, text.replace(/\\./gs, '').split('\t').length)
    .map(([, raw = '']) => (raw !== '\\N' && /[\\"\r]/.test(raw) ? quoted(raw) : raw))
    .join('\t');

const quoted = (raw: string) =>
  `"${raw
    .replace(/\\(.?)/gs, (_, one: string) => (one === '' ? '' : unescaped(one)))
    .replaceAll('"', '""')}"`;

test('a record of a dump has its fields without their escapes, in quotes where they need them', () => {
  // One for all records: what the last one left must not show in the next.
  const rewrite = dumpRewriter({
    characters: { delimiter: '\t', quote: '', escape: '\\' },
    nulls: ['\\N'],
  });
  fc.assert(
    fc.property(record, (text) => {
      expect(Buffer.from(rewrite(Buffer.from(text))).toString()).toBe(byRules(text));
    }),
    { numRuns: 3000 },
  );
});

test('a field that takes four times its bytes has room', () => {
  const rewrite = dumpRewriter({
    characters: { delimiter: '\t', quote: '', escape: '\\' },
    nulls: [],
  });
  const long = Array.from({ length: 5000 }, () => '"').join('\t');
  expect(Buffer.from(rewrite(Buffer.from(long))).toString()).toBe(long.replaceAll('"', '""""'));
});
