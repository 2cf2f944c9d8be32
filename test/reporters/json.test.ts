import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderJson } from '../../reporters/json/render.ts';
import type { Report } from '../../src/outcome/report.ts';
import { contractOf, outcomeOf, reportOf } from './example.ts';
import { hostileTexts } from './hostile.ts';
import { hostileEverywhere, runsFor } from './hostile-everywhere.ts';

const published = join(import.meta.dirname, '../../reporters/report.schema.json');
const validate = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync(published, 'utf8')));

/** As a file is read: through bytes, which know no half of a surrogate pair. */
const reread = (json: string): unknown => JSON.parse(Buffer.from(json).toString());

function expectKept(report: Report) {
  const json = renderJson(report);
  const read = reread(json);
  expect(validate(read), JSON.stringify(validate.errors)).toBe(true);
  expect(read).toEqual(report);
  expect(json).not.toMatch(/[^\P{Cc}\n\u007f-\u009f]/u);
}

test.each(hostileTexts)('keeps %j', (text) => {
  const outcome = outcomeOf({ title: text, metric: text, because: text, sql: text, tags: [text] });
  expectKept(reportOf([contractOf([outcome], { owner: text, links: { [`${text}.`]: text } })]));
});

test('keeps hostile texts everywhere, and is valid', () => {
  fc.assert(fc.property(hostileEverywhere, expectKept), { numRuns: runsFor(10_000) });
});
