import { describe, expect, test } from 'vitest';
import { parseRef } from '../../src/store/names.ts';

const digest = 'ab'.repeat(32);

describe('parseRef', () => {
  test.each([
    ['trips@candidate', { name: 'trips', tag: 'candidate', digits: null }],
    ['trips', { name: 'trips', tag: 'candidate', digits: null }],
    [`trips@sha256:${digest}`, { name: 'trips', tag: null, digits: digest }],
    ['trips@abababab', { name: 'trips', tag: null, digits: 'abababab' }],
    ['trips@2026-11-30', { name: 'trips', tag: '2026-11-30', digits: null }],
  ])('%s', (ref, wanted) => {
    expect(parseRef(ref)).toEqual(wanted);
  });

  test.each([
    '',
    '@candidate',
    'trips@',
    'Trips@candidate',
    '../trips@candidate',
    'a/b@c',
    'trips@a@b',
    'trips@sha256:ab',
    'trips@..',
    'trips.@x',
    'trips@a b',
    `${'a'.repeat(101)}@x`,
    'trips\0@x',
    7,
    null,
  ])('refuses %j', (ref) => {
    expect(() => parseRef(ref)).toThrow(expect.objectContaining({ code: 'STORE_USAGE' }));
  });
});
