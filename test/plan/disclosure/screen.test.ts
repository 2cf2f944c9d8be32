import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { openScreen, screen, screened } from '../../../src/plan/disclosure/screen.ts';

const env = { API_TOKEN: 'tok_5f2c9e77aa10bd', SHORT_KEY: 'abc' };
const usual = {
  ...openScreen,
  hiddenNames: ['Jane Doe', "O'Hare", 'a.b', 'Jane'],
  isMasked: (column: string) => column === 'email',
  unmask: false,
  env,
};

describe('a message', () => {
  test.for<[string, string]>([
    ['no column Jane Doe here', 'no column ••• here'],
    // The longest name that fits, and whole words alone.
    ['Jane and Janes and xJane and Jane_', '••• and Janes and xJane and Jane_'],
    [`in SQL it is 'O''Hare'`, `in SQL it is '•••'`],
    ['a.b is none of axb', '••• is none of axb'],
    ['the token tok_5f2c9e77aa10bd was refused', 'the token … was refused'],
    ['password=hunter2 was refused', 'password=… was refused'],
    ['see https://u:p@host/a?b=c', 'see https://host/a?…'],
    ['read /data/email=x/part=1/a.parquet', 'read /data/email=•••/part=1/a.parquet'],
    ['read /data/name=jane%40example.com/a', 'read /data/name=•••/a'],
    ['read email=jane/a.parquet', 'read email=•••/a.parquet'],
    ['read /data/name=%zz/a', 'read /data/name=%zz/a'],
    // A name that is hidden does not show whose value the folder has; a folder that is no column keeps its name.
    ['read d/Jane/Jane=x/Jane.csv of Jane', 'read d/Jane/•••=x/Jane.csv of •••'],
    ["read 'Jane/a.csv', not 'Jane'", "read 'Jane/a.csv', not '•••'"],
    ['call +14155550100', '•••'],
    ['abc stays', 'abc stays'],
  ])('%s is told as %s', ([text, told]) => {
    expect(screen(usual).message(text)).toBe(told);
  });

  test('loses the longest of the names that fit, whatever order they come in', () => {
    for (const hiddenNames of [
      ['Jane', 'Jane Doe'],
      ['Jane Doe', 'Jane'],
    ])
      expect(screen({ ...usual, hiddenNames }).message('no Jane Doe')).toBe('no •••');
  });

  test('is cut between words where it is longer than 2,000 characters', () => {
    const { message } = screen({ ...usual, unmask: true });
    const whole = `${'ab '.repeat(666)}xy`;
    expect([whole.length, message(whole) === whole]).toEqual([2000, true]);
    expect(message(`${whole}z`)).toBe(`${'ab '.repeat(666)}…`);
    // Half of a secret is not known for one.
    const cut = message(`${'ab '.repeat(663)}tok_5f2c9e77aa10bd and more`);
    expect(cut).toBe(`${'ab '.repeat(663)}…`);
    expect(message('x'.repeat(2001))).toBe('…');
  });

  test('keeps names where none is hidden', () => {
    expect(screen({ ...usual, hiddenNames: [] }).message('Jane Doe')).toBe('Jane Doe');
  });
});

test('a path loses what its folders tell of masked columns, and credentials', () => {
  const { path } = screen(usual);
  expect(path('s3://k:s@bucket/email=jane/day=1/x.parquet?sig=1')).toBe(
    's3://bucket/email=•••/day=1/x.parquet?…',
  );
  expect(path('email=jane')).toBe('email=jane');
  expect(path(`d/email=O'Brien/"day"=1/email="x"/a`)).toBe('d/email=•••/"day"=1/email=•••/a');
  expect(path('d/e%6dail=x/a')).toBe('d/e%6dail=•••/a');
  expect(path('d/Jane/Jane%20Doe=x/a')).toBe('d/Jane/•••=x/a');
  const spaced = screen({ ...usual, isMasked: (column) => column === 'first name' });
  expect(spaced.path('d/first name=x/first%20name=y/name=z/a')).toBe(
    'd/first name=•••/first%20name=•••/name=z/a',
  );
  expect(screen({ ...usual, hiddenNames: ['email'] }).message('d/email=x/a')).toBe('d/•••=•••/a');
});

test('SQL loses names, and folders in what it quotes alone', () => {
  const { sql } = screen(usual);
  expect(sql(`select "Jane Doe" from '/d/email=x/a' where email=b/2`)).toBe(
    `select "•••" from '/d/email=•••/a' where email=b/2`,
  );
  expect(sql(`from ['d/email=O''Brien/a', 'd/email=x/b']`)).toBe(
    `from ['d/email=•••/a', 'd/email=•••/b']`,
  );
  expect(sql(`from 'https://u:p@h/a?b' -- tok_5f2c9e77aa10bd`)).toBe(`from 'https://h/a?…' -- …`);
});

test('unmasked, credentials alone are screened', () => {
  const { message, sql, path, name } = screen({ ...usual, unmask: true });
  expect(name('Jane Doe')).toBe('Jane Doe');
  for (const tell of [message, path])
    expect(tell('Jane at /email=x/ with tok_5f2c9e77aa10bd')).toBe('Jane at /email=x/ with …');
  expect(sql(`'/email=x/' https://u:p@h`)).toBe(`'/email=x/' https://h`);
});

test('an outcome is screened wherever words stand in it, and keeps what it measured', () => {
  const given = {
    title: 'x',
    sample: { columns: ['Jane', 'id'], rows: [['1', '2']], masked: ['Jane'] },
    byFile: [{ file: '/email=x/a', value: 1, of: 2 }],
    sql: 'select "Jane"',
    evidence: { exactness: 'exact', by: 'duckdb', pass: null, interval: null, notes: ['of Jane'] },
    problem: { code: 'X', message: 'Jane failed' },
  } as unknown as Outcome;
  expect(screened(given, screen(usual))).toEqual({
    ...given,
    sample: { columns: ['•••', 'id'], rows: [['1', '2']], masked: ['•••'] },
    byFile: [{ file: '/email=•••/a', value: 1, of: 2 }],
    sql: 'select "•••"',
    evidence: { ...given.evidence, notes: ['of •••'] },
    problem: { code: 'X', message: '••• failed' },
  });
  const bare = { ...given, sample: null, byFile: null, sql: null, evidence: null, problem: null };
  expect(screened(bare, screen(usual))).toEqual(bare);
});
