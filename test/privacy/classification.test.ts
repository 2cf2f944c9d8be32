import { afterEach, describe, expect, test } from 'vitest';
import { type Classification, contract, declareClassification, z } from '../../src/index.ts';
import {
  isMasking,
  levelOf,
  mostSensitive,
  sensitivity,
  sensitivityInWords,
} from '../../src/privacy/classification.ts';

declare module '../../src/index.ts' {
  interface Classifications {
    readonly hr: 'confidential';
    readonly desk: 'internal';
  }
}

const key = Symbol.for('assay.classifications');
afterEach(() => void Reflect.deleteProperty(globalThis, key));

const of = (value: Classification) => sensitivity(value, 'It');

test.for<[Classification, level: string, masks: boolean, words: string]>([
  ['public', 'public', false, 'public'],
  ['internal', 'internal', false, 'internal'],
  ['confidential', 'confidential', true, 'confidential'],
  ['restricted', 'restricted', true, 'restricted'],
  ['pii', 'confidential', true, 'pii'],
  ['phi', 'restricted', true, 'phi'],
  ['pci', 'restricted', true, 'pci'],
  ['secret', 'restricted', true, 'secret'],
  ['special', 'restricted', true, 'special'],
  [{ level: 'internal' }, 'internal', false, 'internal'],
  [{ kinds: ['pii', 'phi'] }, 'restricted', true, 'pii, phi'],
  [{ level: 'restricted', kinds: ['pii'] }, 'restricted', true, 'restricted, pii'],
  // The most sensitive of what is said counts.
  [{ level: 'public', kinds: ['pii'] }, 'confidential', true, 'public, pii'],
])('%j counts as %s', ([value, level, masks, words]) => {
  const said = of(value);
  expect([levelOf(said), isMasking(said), sensitivityInWords(said)]).toEqual([level, masks, words]);
});

test('of several parts the most sensitive level counts, and all kinds', () => {
  expect(mostSensitive([])).toBeNull();
  expect(mostSensitive([of('public'), of('internal')])).toEqual({ level: 'internal', kinds: [] });
  expect(
    mostSensitive([of('phi'), of('public'), of({ level: 'restricted', kinds: ['pii'] })]),
  ).toEqual({
    level: 'restricted',
    kinds: ['phi', 'pii'],
  });
});

describe('a word of your own', () => {
  const schema = z.object({ id: z.int() });
  const declareBadly = declareClassification as (word: unknown, options?: unknown) => void;

  test('is known once it is declared, and counts as its level', () => {
    expect(() => contract('x', { schema, classification: 'hr' })).toThrow(
      "'hr', which nobody declared",
    );
    declareClassification('hr', { level: 'confidential' });
    declareClassification('desk', { level: 'internal' });
    expect([isMasking(of('hr')), isMasking(of('desk'))]).toEqual([true, false]);
    expect(contract('x', { schema, classification: 'hr' }).terms.classification).toBe('hr');
    // A module may be loaded twice.
    declareClassification('hr', { level: 'confidential' });
  });

  test('is of the level that its type says', () => {
    // @ts-expect-error: the type says 'confidential'.
    declareClassification('hr', { level: 'public' });
    // @ts-expect-error: no type says it.
    expect(() => declareClassification('board', { level: 'public' })).not.toThrow();
    expect(isMasking(of('hr'))).toBe(false);
  });

  test.for<[string, unknown, unknown, string]>([
    ['a word with a space', 'h r', { level: 'internal' }, "a word of your own, such as 'hr'"],
    ['no word', 5, { level: 'internal' }, 'was given a number'],
    ['an empty word', '', { level: 'internal' }, "was given ''"],
    ['a level', 'internal', { level: 'internal' }, "was given 'internal'"],
    ['no level', 'hr', undefined, 'needs the level'],
    ['an unknown level', 'hr', { level: 'high' }, 'needs the level'],
    ['a kind that masks', 'pii', { level: 'public' }, "'pii' counts as 'confidential' already"],
  ])('can not be %s', ([, word, options, message]) => {
    expect(() => declareBadly(word, options)).toThrow(
      expect.objectContaining({
        code: 'CLASSIFICATION_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });

  test('is unknown to the types where nobody declared it', () => {
    const id = z.int();
    // @ts-expect-error: no such word.
    expect(() => contract('x', { schema, classification: 'personal' })).toThrow('nobody declared');
    // @ts-expect-error: no such word, in zod's own metadata.
    const named = id.meta({ classification: 'personal' });
    // @ts-expect-error: no list.
    const several = id.meta({ classification: ['pii'] });
    for (const one of [named, several])
      expect(() => contract('x', { schema: z.object({ id: one }) })).toThrow('classification');
    // What else is said in metadata is anybody's.
    expect(z.int().meta({ classification: 'pii', unit: 'km' }).meta()).toMatchObject({
      unit: 'km',
    });
  });
});
