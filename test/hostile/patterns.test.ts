import { describe, expect, test } from 'vitest';
import { openScreen, screen } from '../../src/plan/disclosure/screen.ts';
import { looksPersonal } from '../../src/privacy/personal.ts';
import { withoutCredentials } from '../../src/privacy/secrets.ts';

// Names of columns, cells and error texts are anyone's. What reads them may not try all ways of cutting one: the first and
// the fourth of these once took longer than anyone waits.

const lens = screen({ ...openScreen, env: {} });
const long = {
  word: 'x'.repeat(2000),
  words: 'a_b'.repeat(800),
  dashes: 'a-'.repeat(1000),
  domain: `x@${'a.'.repeat(1000)}1`,
  domains: 'x@a.'.repeat(500),
  address: `x://${':'.repeat(1000)}`,
  hex: 'a:'.repeat(1000),
  digits: '4'.repeat(2000),
  groups: '+1-'.repeat(700),
} as const;

describe.each(Object.entries(long))('a long %s', (_, whole) => {
  const text = whole.slice(0, 1900);
  test('is looked at, in a cell, a message and a name', () => {
    expect(looksPersonal(text)).toBe(false);
    expect(withoutCredentials(text)).toBe(text);
    expect(lens.message(`It has ${text}.`)).toBe(`It has ${text}.`);
  });
});

test('a text that is too long to be looked at is taken for personal', () => {
  expect(looksPersonal('x '.repeat(5000))).toBe(false);
  expect(looksPersonal('x '.repeat(5001))).toBe(true);
});

test('a message of any length comes to an end, between words', () => {
  const message = lens.message(`It has the columns ${`${'x'.repeat(99)} `.repeat(1_000_000)}`);
  expect(message).toHaveLength(1920);
  expect(message).toMatch(/^It has the columns (?:x{99} ){19}…$/);
});

test('secrets are found as ever', () => {
  const secret =
    'aws_secret_access_key=abc, db-password: "x y", -token=t1, X-Api-Key: abcdef1 my_key_id = 5';
  expect(withoutCredentials(secret)).toBe(
    'aws_secret_access_key=…, db-password: …, -token=…, X-Api-Key: … my_key_id = …',
  );
});
