import { printedTerms } from '../../src/contract/terms.ts';
import type { Report, ReportedContract } from '../../src/outcome/report.ts';
import type { ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';
import { type Case, caseOf, problemCase, problemClass } from './case.ts';
import { propertyCase } from './fuzz-case.ts';
import { type Namer, namer, outcomeNames, suiteOf } from './names.ts';
import { element, printXml, type XmlElement } from './xml.ts';

/**
 * There is no one JUnit XML. `common`: what CI systems read, with file and line of each case; facts about an
 * expectation stand in its system-out. `properties`: those are properties of the case as well, which no schema knows
 * and many tools read. `jenkins`: nothing that the schema of Jenkins' xUnit plugin refuses, so no file and line.
 */
export type Dialect = 'common' | 'properties' | 'jenkins';

/** Renders a report as JUnit XML. */
export function renderJUnit(report: Report, dialect: Dialect = 'common'): string {
  if (!['common', 'properties', 'jenkins'].includes(dialect)) {
    throw new Error(`There is no dialect '${dialect}': it is common, properties or jenkins.`);
  }
  const named = namer();
  const suites = [
    ...problemSuites(report, named),
    ...contractSuites(report, named),
    ...report.fuzz.map((one) => fuzzSuite(one, named)),
  ];
  const total = (of: (suite: Suite) => number) => suites.reduce((sum, suite) => sum + of(suite), 0);
  return printXml(
    element(
      'testsuites',
      {
        name: 'assay',
        tests: `${total(({ cases }) => cases.length)}`,
        failures: `${total((suite) => having(suite, 'failure'))}`,
        errors: `${total((suite) => having(suite, 'error'))}`,
        time: seconds(report.durationMs),
      },
      suites.map((suite) => printSuite(suite, report, dialect)),
    ),
  );
}

interface Suite {
  readonly name: string;
  readonly file: string | null;
  readonly properties: Readonly<Record<string, string | number | null>>;
  readonly durationMs: number;
  readonly cases: readonly Case[];
}

const having = ({ cases }: Suite, what: Case['verdict']): number =>
  cases.filter(({ verdict }) => verdict === what).length;

/** First, for who reads from the top: what made the run red beside its expectations. */
function problemSuites({ problems }: Report, named: Namer): readonly Suite[] {
  if (problems.length === 0) return [];
  const cases = problems.map((problem) =>
    problemCase(problem, named(problemClass, problem.message)),
  );
  return [{ name: 'problems of the run', file: null, properties: {}, durationMs: 0, cases }];
}

function contractSuites({ contracts }: Report, named: Namer): readonly Suite[] {
  const names = outcomeNames(contracts, named);
  return contracts.map((contract) => ({
    name: suiteOf(contract),
    file: contract.file,
    properties: propertiesOf(contract),
    durationMs: contract.outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0),
    cases: contract.outcomes.map((one) => caseOf(one, names.get(one) ?? one.title, contract)),
  }));
}

const fuzzSuite = (fuzz: ReportedFuzz, named: Namer): Suite => ({
  name: fuzz.name,
  file: fuzz.file,
  properties: {
    step: fuzz.step,
    state: fuzz.state,
    runs: fuzz.runs,
    tried: fuzz.tried,
    seed: fuzz.seed,
    leftOut: fuzz.leftOut.length,
  },
  durationMs: fuzz.durationMs,
  cases: fuzz.properties.map((one) => propertyCase(one, named(fuzz.name, one.title), fuzz)),
});

const propertiesOf = (contract: ReportedContract): Suite['properties'] => ({
  ...Object.fromEntries(printedTerms(contract.terms).map(({ name, text }) => [name, text])),
  contract: contract.contract,
  dataset: contract.dataset,
  snapshot: contract.snapshot,
  rows: contract.rows,
  files: contract.files,
  state: contract.state,
});

function printSuite(suite: Suite, { startedAt }: Report, dialect: Dialect): XmlElement {
  const { name, file, properties, durationMs, cases } = suite;
  const attributes = {
    name,
    ...(file === null ? {} : { file }),
    tests: `${cases.length}`,
    failures: `${having(suite, 'failure')}`,
    errors: `${having(suite, 'error')}`,
    skipped: `${having(suite, 'skipped')}`,
    time: seconds(durationMs),
    // Ant's form has no zone and no fraction; what reads it takes it for UTC.
    timestamp: startedAt.replace(/(?:\.\d+)?Z$/, ''),
  };
  return element('testsuite', attributes, [
    ...printProperties(properties),
    ...cases.map((one) => printCase(one, dialect)),
  ]);
}

function printProperties(properties: Suite['properties']): readonly XmlElement[] {
  const known = Object.entries(properties).filter(([, value]) => value !== null);
  if (known.length === 0) return [];
  return [
    element(
      'properties',
      {},
      known.map(([name, value]) => element('property', { name, value: `${value}` })),
    ),
  ];
}

function printCase(one: Case, dialect: Dialect): XmlElement {
  const { name, classname, durationMs, location, verdict, type, message, text, facts } = one;
  const place =
    location === null || dialect === 'jenkins'
      ? {}
      : {
          file: location.file,
          ...(location.line === null ? {} : { line: `${location.line}` }),
        };
  const lines = Object.entries(facts).flatMap(([fact, value]) =>
    // A fact has one line, whatever it holds.
    value === null ? [] : [`${fact}: ${`${value}`.replaceAll('\n', '\\n')}`],
  );
  return element('testcase', { classname, name, time: seconds(durationMs), ...place }, [
    ...(dialect === 'properties' ? printProperties(facts) : []),
    ...(verdict === 'passed' ? [] : [element(verdict, { type, message }, text)]),
    ...(lines.length === 0 ? [] : [element('system-out', {}, lines.join('\n'))]),
  ]);
}

/** Thousandths are the finest that the schema of Surefire's reports takes. */
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
