import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type HistoryLine,
  printHistoryLine,
  readHistoryLine,
} from '../../src/reference/history-line.ts';
import { exactNumber, type Numeric } from '../../src/value/numeric.ts';

const numbers: fc.Arbitrary<Numeric> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.bigInt(),
  fc.record({ digits: fc.bigInt(), scale: fc.integer({ min: 1, max: 30 }) }),
);

/** Ids of observables are made of small letters, digits and hyphens. */
const ids = fc.stringMatching(/^[a-z\d][a-z\d-]{0,40}$/);

const written: fc.Arbitrary<HistoryLine> = fc.record({
  contract: fc.string({ unit: 'binary' }),
  dataset: fc.string({ unit: 'binary' }),
  at: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.getTime()),
  snapshot: fc.option(fc.string()),
  values: fc.dictionary(ids, numbers).map((values) => new Map(Object.entries(values))),
});

const textsOf = (line: HistoryLine) => ({
  ...line,
  values: new Map([...line.values].map(([id, value]) => [id, exactNumber(value)])),
});

test('is read as it was written: one line of text, with each number in full', () => {
  fc.assert(
    fc.property(written, (line) => {
      const text = printHistoryLine(line);
      expect(text).not.toMatch(/[\r\n]/);
      const read = readHistoryLine(text);
      if ('fault' in read) throw new Error(read.fault);
      expect(textsOf(read)).toEqual(textsOf(line));
    }),
  );
});

test('is the same text for the same values, in whatever order', () => {
  const line = { contract: 'trips', dataset: 'x', at: 0, snapshot: null };
  const one = new Map<string, Numeric>([
    ['b', 2],
    ['a', 1n],
  ]);
  const other = new Map([...one].toReversed());
  expect(printHistoryLine({ ...line, values: one })).toBe(
    '{"format":"assay-history-1","now":"1970-01-01T00:00:00.000Z","contract":"trips","dataset":"x","snapshot":null,"values":{"a":"1","b":"2"}}',
  );
  expect(printHistoryLine({ ...line, values: other })).toBe(
    printHistoryLine({ ...line, values: one }),
  );
});

test('that is cut anywhere is no line', () => {
  fc.assert(
    fc.property(written, fc.nat(), (line, at) => {
      const text = printHistoryLine(line);
      expect(readHistoryLine(text.slice(0, at % text.length))).toHaveProperty('fault');
    }),
  );
});

const good = {
  format: 'assay-history-1',
  now: '2026-01-05T00:00:00.000Z',
  contract: 'trips',
  dataset: 'x',
  snapshot: null,
  values: { a: '1' },
};

test.each<[string, unknown, RegExp]>([
  ['<<<<<<< HEAD', null, /merge in conflict/],
  ['=======', null, /merge in conflict/],
  ['>>>>>>> branch', null, /merge in conflict/],
  ['||||||| base', null, /merge in conflict/],
  ['another version', { ...good, format: 'assay-history-2' }, /another version/],
  ['no time', { ...good, now: 'yesterday' }, /not as assay wrote it/],
  ['a number of its own', { ...good, values: { a: 1 } }, /not as assay wrote it/],
  ['no number', { ...good, values: { a: 'NaN' } }, /not as assay wrote it/],
  ['another field', { ...good, note: 'x' }, /not as assay wrote it/],
  ['a list', [good], /not as assay wrote it/],
  ['text', 'x', /not a whole line/],
])('%s is refused, and the reason does not quote it', (text, json, reason) => {
  const read = readHistoryLine(json === null ? text : JSON.stringify(json));
  expect(read).toMatchObject({ fault: expect.stringMatching(reason) });
  expect(JSON.stringify(read)).not.toContain('trips');
});
