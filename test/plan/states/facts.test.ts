import { expect, onTestFinished, test } from 'vitest';
import {
  type Fact,
  factNumeric,
  looksPrivate,
  numericFact,
  runFacts,
} from '../../../src/plan/states/facts.ts';
import type { Numeric } from '../../../src/value/numeric.ts';

/** As in a worker that has just begun, and nothing is left of it. */
function freshWorker(): void {
  const forget = () => Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
  forget();
  onTestFinished(() => {
    forget();
  });
}

test('a worker knows its facts wherever it asks for them, until a piece is forgotten', () => {
  freshWorker();
  runFacts().put('a', 'sum', 5, false);
  runFacts().put('a', 'min', null, true);
  runFacts().put('b', 'sum', 6, false);
  expect(['sum', 'min', 'max'].map((question) => runFacts().get('a', question))).toEqual([
    5,
    null,
    undefined,
  ]);
  runFacts().forget('a');
  expect([runFacts().get('a', 'sum'), runFacts().get('b', 'sum')]).toEqual([undefined, 6]);
});

test('a worker keeps the facts of 20,000 pieces, and starts anew with the next one', () => {
  freshWorker();
  const facts = runFacts();
  for (let piece = 0; piece < 20_000; piece += 1) facts.put(`${piece}`, 'sum', piece, false);
  facts.put('19999', 'min', 7, false);
  expect([facts.get('0', 'sum'), facts.get('19999', 'min')]).toEqual([0, 7]);
  facts.put('20000', 'sum', 1, false);
  expect([facts.get('0', 'sum'), facts.get('19999', 'min'), facts.get('20000', 'sum')]).toEqual([
    undefined,
    undefined,
    1,
  ]);
});

test.for<[Fact, boolean]>([
  [null, false],
  [true, false],
  [7, false],
  ['Rome', false],
  ['jane@example.com', true],
  [4_111_111_111_111_111, true],
  [['Rome', [null, 'jane@example.com']], true],
  [{ least: 'Rome', greatest: 'jane@example.com' }, true],
  [{ least: 'Rome' }, false],
])('%o tells what looks personal: %s', ([fact, isPrivate]) => {
  expect(looksPrivate(fact)).toBe(isPrivate);
});

test.for<[Numeric | null, Fact]>([
  [null, null],
  [1.5, 1.5],
  [0, 0],
  [-0, '#-0'],
  [Number.NaN, '#NaN'],
  [Number.POSITIVE_INFINITY, '#Infinity'],
  [Number.NEGATIVE_INFINITY, '#-Infinity'],
  [12_345_678_901_234_567_890n, '12345678901234567890'],
  [-7n, '-7'],
  [{ digits: -12_345n, scale: 2 }, '-12345/2'],
])('%o is kept as %o, and read as it was', ([value, fact]) => {
  expect(numericFact(value)).toBe(fact);
  expect(factNumeric(JSON.parse(JSON.stringify(fact)))).toEqual(value);
});

test('what is no number is read as none', () => {
  expect([factNumeric(undefined), factNumeric(true), factNumeric(['1'])]).toEqual([
    null,
    null,
    null,
  ]);
});
