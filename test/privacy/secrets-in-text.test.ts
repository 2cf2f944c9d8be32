import { describe, expect, test } from 'vitest';
import {
  environmentSecrets,
  withoutCredentials,
  withoutSecrets,
  withoutUrlSecrets,
} from '../../src/privacy/secrets.ts';

test.for<[string, string]>([
  ['s3://bucket/key.parquet', 's3://bucket/key.parquet'],
  ['https://user:pa:ss@host/file', 'https://host/file'],
  // The last @ before the path ends the password; one in the path is no end of any.
  ['postgres://user:p@ss@host/db@1', 'postgres://host/db@1'],
  ['HTTPS+V2.x://user@host', 'HTTPS+V2.x://host'],
  ['https://host/file?X-Amz-Signature=abc\nmore', 'https://host/file?…'],
  ['see https://user:word@host', 'see https://user:word@host'],
])('the URL %s is shown as %s', ([url, shown]) => {
  expect(withoutSecrets(url)).toBe(shown);
});

test.for<[string, string]>([
  [`can't read 'https://u:p@host/a?sig=1' twice`, `can't read 'https://host/a?…' twice`],
  ['<HTTPS://u:p@a/b> and (ftp://u:p@c/d)', '<HTTPS://a/b> and (ftp://c/d)'],
  [`https://u:p'w"d@host/a ends`, 'https://host/a ends'],
])('in a text, %s becomes %s', ([text, shown]) => {
  expect(withoutUrlSecrets(text)).toBe(shown);
});

describe('credentials in the words of an error', () => {
  test.for<[string, string]>([
    ['password=hunter2 host=a', 'password=… host=a'],
    ['PASSWORD = hunter2, user', 'PASSWORD = …, user'],
    [`SECRET 'a b c';`, 'SECRET …;'],
    ['"password": "a b c" }', '"password": … }'],
    [`token => 'abc'`, 'token => …'],
    ['api_key=abc&x=1', 'api_key=…&x=1'],
    ['aws_secret_access_key=abc', 'aws_secret_access_key=…'],
    ['access-key-id=abc', 'access-key-id=…'],
    ['key_id=abc', 'key_id=…'],
    ['apikey=abc', 'apikey=…'],
    ['credentials=abc', 'credentials=…'],
    ['db_pwd=abc)', 'db_pwd=…)'],
    ['password: hunter22', 'password: …'],
    ['https://u:p@host token=abc', 'https://host token=…'],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'Authorization: …'],
    ['"authorization"= abc', '"authorization"= …'],
    ['Bearer abc.def, then', 'Bearer …, then'],
    ['basic dXNlcjpwYXNz', 'basic …'],
  ])('%s becomes %s', ([text, shown]) => {
    expect(withoutCredentials(text)).toBe(shown);
  });

  test.for([
    'the password was wrong',
    'token: a',
    'a basic rule',
    'mytokens are 3',
    'password=…',
    'the column secretary = 5',
  ])('%s says nothing secret', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });
});

test('values of the environment are secret by their name', () => {
  const value = 'a long value';
  const secret = [
    'API_KEY',
    'my_token',
    'PGPASSWORD_PASS',
    'DB_PWD',
    'GH_PAT',
    'SECRET',
    'CREDENTIAL',
  ];
  const plain = ['PWD', 'OLDPWD', 'KEYBOARD', 'PATH', 'TOKENS_OF_LOVE'];
  for (const name of secret) expect(environmentSecrets({ [name]: value }), name).toEqual([value]);
  for (const name of plain) expect(environmentSecrets({ [name]: value }), name).toEqual([]);
});

test('a short value may be any word, and one that is not set is none', () => {
  expect(environmentSecrets({ A_KEY: 'seven77', B_KEY: 'eight888', C_KEY: undefined })).toEqual([
    'eight888',
  ]);
});
