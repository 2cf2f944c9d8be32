import { describe, expect, test } from 'vitest';
import { eachWithin } from '../../src/metric/time-limit.ts';
import { openScreen, screen } from '../../src/plan/disclosure/screen.ts';
import { looksPersonal, withoutPersonal } from '../../src/privacy/personal.ts';
import { withoutCredentials, withoutSecrets } from '../../src/privacy/secrets.ts';

/** Of these, repeated, a pattern that backtracks has many ways to match. */
const units = [
  ...'a A 1 . - _ @ : / = + % ( ) " \' \\ é ß 😀'.split(' '),
  ' ',
  'a.',
  'a-',
  'a_',
  'a@',
  'a@a.',
  'a:',
  'a/',
  'a=',
  'a=/',
  '1 ',
  '1.',
  '0 1',
  '4111 ',
  '://',
  '://:',
  'a://',
  'a://a:',
  '-eyJ',
  'eyJ.',
  'key_',
  'password',
  'password ',
  'password=',
  'password="',
  "secret '",
  'token: ',
  'bearer ',
  'basic a',
  'authorization:',
  '-----BEGIN ',
  '?sig',
  'f:',
  '2001:',
  'DE00 ',
  '+1 (',
  'name=a/',
];
const length = 3000;
const texts = units.flatMap((unit) => {
  const long = unit.repeat(length / unit.length);
  return [long, `x@${long}1`, `x://${long}`, `password${long}\0`, `'${long}`];
});

const lens = screen({
  ...openScreen,
  hiddenNames: ['aaa', 'a.a'],
  isMasked: () => false,
  unmask: false,
  env: { MY_SECRET: 'aaaaaaaaa' },
});

describe(`none of ${texts.length} long texts takes long to be screened`, () => {
  test.each<[string, (text: string) => unknown]>([
    ['whether it looks personal', looksPersonal],
    ['without what looks personal', (text) => withoutPersonal(text, '•••')],
    ['without credentials', withoutCredentials],
    ['without the secrets of a URL', withoutSecrets],
    ['a message', lens.message],
    ['SQL', lens.sql],
    ['a path', lens.path],
    ['a name', lens.name],
  ])('%s', (_, look) => {
    let seen = 0;
    eachWithin(5000, texts, (text) => {
      look(text);
      seen += 1;
    });
    expect(seen).toBeGreaterThanOrEqual(texts.length);
  });
});
