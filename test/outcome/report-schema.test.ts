import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Report } from '../../src/outcome/report.ts';
import { reportJsonSchema, reportSchema } from '../../src/outcome/report-schema.ts';
import { contractOf, largeReport, outcomeOf, reportOf } from '../reporters/example.ts';
import { fuzzOf } from '../reporters/fuzz-example.ts';

const root = resolve(import.meta.dirname, '../..');
const published = readFileSync(join(root, 'reporters/report.schema.json'), 'utf8');
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(JSON.parse(published));

/** What a reader of the file finds: JSON knows no undefined. */
const written = (report: unknown): unknown => JSON.parse(JSON.stringify(report));

function problemsOf(report: unknown) {
  validate(written(report));
  return validate.errors ?? [];
}

test('the file is what the schema says', () => {
  expect(JSON.parse(published), 'run npm run schema').toEqual(reportJsonSchema());
});

test('the schema says what the types say', () => {
  expectTypeOf<z.output<typeof reportSchema>>().toEqualTypeOf<Report>();
  expectTypeOf<Report>().toEqualTypeOf<z.output<typeof reportSchema>>();
  expectTypeOf<Report>().toExtend<z.input<typeof reportSchema>>();
  expect(reportSchema.parse(reportOf())).toEqual(reportOf());
});

describe('valid', () => {
  const reports = {
    'every state': reportOf(),
    'no contract': reportOf([]),
    'a contract without outcomes': reportOf([
      contractOf([], { owner: null, rows: null, engineMs: null, passes: [], links: {} }),
    ]),
    problems: reportOf(undefined, [{ message: 'A worker was killed.', file: null }]),
    many: largeReport(300),
    'fuzz tests': reportOf([], [], { fuzz: [fuzzOf()] }),
    'of a release without fuzz tests': { ...reportOf(), fuzz: undefined },
  };

  test.each(Object.entries(reports))('%s', (_, report) => {
    expect(problemsOf(report)).toEqual([]);
    expect(reportSchema.safeParse(written(report)).error).toBeUndefined();
  });
});

describe('invalid', () => {
  const [outcome] = contractOf().outcomes;
  const withOutcome = (changes: object) =>
    reportOf([contractOf([{ ...outcomeOf(), ...outcome, ...changes }])]);

  test.each<[string, object, string]>([
    ['a property more', { ...reportOf(), more: 1 }, '#/additionalProperties'],
    ['a property less', { ...reportOf(), problems: undefined }, '#/required'],
    ['another format', { ...reportOf(), format: 'report' }, '#/properties/format/const'],
    ['another version', { ...reportOf(), version: 1 }, '#/properties/version/const'],
    ['an unknown state', { ...reportOf(), state: 'green' }, '#/properties/state/enum'],
  ])('%s', (_, report, path) => {
    expect(problemsOf(report)).toEqual([expect.objectContaining({ schemaPath: path })]);
    expect(reportSchema.safeParse(written(report)).success).toBe(false);
  });

  test.each<[string, object]>([
    ['a property more in an outcome', { more: 1 }],
    ['a bin that is no triple', { distribution: { kind: 'histogram', bins: [[0, 1]] } }],
    [
      'a value of four',
      { distribution: { kind: 'frequencies', values: [[1, 2, 3, 4]], others: 0 } },
    ],
    ['a NaN, which JSON writes as null', { durationMs: Number.NaN }],
    ['rows that are no count', { rows: -1 }],
    ['a sample of numbers', { sample: { columns: ['a'], rows: [[1]], masked: [] } }],
  ])('%s', (_, changes) => {
    expect(problemsOf(withOutcome(changes))).not.toEqual([]);
    expect(reportSchema.safeParse(written(withOutcome(changes))).success).toBe(false);
  });
});
