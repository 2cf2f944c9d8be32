import { expect, test } from 'vitest';
import { safeParse } from 'zod/v4/core';
import { formatNames, formatSchema } from '../../../src/contract/schema/zod-formats.ts';
import { formats } from '../../../src/generate/arbitraries/text/formats.ts';
import { domain, expectLaws, made, text } from './laws.ts';

test.for(formatNames)('zod accepts each text of the format %s', (format) => {
  const accepts = (value: unknown) => safeParse(formatSchema(format), value).success;
  expect(formats[format].simplest).toSatisfy(accepts);
  expectLaws(() => made(domain({ ...text, format })), accepts);
});
