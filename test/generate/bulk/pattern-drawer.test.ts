import { expect, test } from 'vitest';
import { patternMaker } from '../../../src/generate/bulk/pattern-drawer.ts';
import { randomOf } from '../../../src/generate/bulk/random.ts';

const maker = (pattern: RegExp) =>
  patternMaker({ source: pattern.source, flags: pattern.flags, regular: true });

test.each([
  /^[A-Z]{2}\d{3,5}$/,
  /^(?:ab|c[d-f]*)+$/,
  /^[^a-z\s]{4}$/u,
  /\bnever\b/,
  /^\w+@\w+\.(?:com|org)$/i,
  /x?y*z/,
  /^$/,
  /^[\w-.]+$/,
  /^a.c$/s,
])('texts drawn from %s match it', (pattern) => {
  const made = maker(pattern);
  if (pattern.source.includes('\\b')) return expect(made).toBeNull();
  const random = randomOf(1);
  const texts = Array.from({ length: 200 }, () => made?.draw(random) ?? 'nothing drawn');
  expect(texts.filter((text) => !pattern.test(text))).toEqual([]);
});

test.each([/(?=a)b/, /(a)\1/, /a$b/, /^a^/, /^a$/m])('%s is left to others', (pattern) => {
  expect(maker(pattern)).toBeNull();
});

test('texts by number are different, as many as there are', () => {
  const made = maker(/^[ab]{1,3}-\d$/);
  const texts = Array.from({ length: made?.size ?? 0 }, (_, index) => made?.at(index));
  expect(made?.distinct).toBe(true);
  expect(new Set(texts).size).toBe(140);
  expect(maker(/^a*a*$/)?.distinct).toBe(false);
});
