import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { openDataset } from '../../../src/engine/engines.ts';
import { csv } from '../../../src/index.ts';
import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { profileJsonSchema, profileSchema } from '../../../src/outcome/profile/profile-schema.ts';
import { profileDocument } from '../../../src/profile/summary/profile-document.ts';
import { folder } from '../../dataset/folder.ts';

const root = resolve(import.meta.dirname, '../../..');
const published = readFileSync(resolve(root, 'reporters/profile.schema.json'), 'utf8');
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  JSON.parse(published),
);

async function profiled(text: string): Promise<ProfileDocument> {
  const files = folder({ 'x.csv': text });
  const session = await openDataset(csv('x.csv', { header: true }), [], {
    root: files,
    now: new Date(0),
  });
  try {
    return JSON.parse(JSON.stringify(await profileDocument(session, 'x')));
  } finally {
    await session.close();
  }
}

test('the file is what the schema says', () => {
  expect(JSON.parse(published), 'run npm run schema').toEqual(profileJsonSchema());
});

test('the schema says what the types say', () => {
  expectTypeOf<z.output<typeof profileSchema>>().toEqualTypeOf<ProfileDocument>();
});

test.each([
  [
    'every family',
    'id,day,mail,n,b\n1,2026-01-01,a@example.org,1.5,true\n2,2026-01-02,,NaN,false\n',
  ],
  ['no rows', 'a,b\n'],
  ['big numbers', 'a\n9007199254740993\n9007199254740995\n'],
])('a profile of %s is valid', async (_, text) => {
  const profile = await profiled(text);
  validate(profile);
  expect(validate.errors ?? []).toEqual([]);
  expect(profileSchema.safeParse(profile).error).toBeUndefined();
});

test('a property more, or another version, is invalid', async () => {
  const profile = await profiled('a\n1\n2\n');
  expect(validate({ ...profile, more: 1 })).toBe(false);
  expect(validate({ ...profile, schemaVersion: 2 })).toBe(false);
  expect(validate({ ...profile, columns: [{}] })).toBe(false);
});
