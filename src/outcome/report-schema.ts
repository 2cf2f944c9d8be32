import { z } from 'zod';
import { descriptiveTerms } from '../contract/terms.ts';

/**
 * The document of report.ts again, as a schema. `npm run schema` writes reporters/report.schema.json from it, and a
 * test compares its types with those of report.ts. No reporter loads it, since the compiler has checked them.
 */
const text = () => z.string();
const textOrNull = () => z.string().nullable();
const count = () => z.int().min(0);
const countOrNull = () => count().nullable();
const milliseconds = () => z.number().min(0);

const state = z.enum(['passed', 'warned', 'failed', 'errored', 'notRun']).meta({
  id: 'State',
  description: 'How an expectation, or a contract as the worst of its expectations, ended.',
});

const sample = z
  .strictObject({
    columns: z.array(text()).readonly(),
    rows: z.array(z.array(textOrNull()).readonly()).readonly(),
    masked: z.array(text()).readonly().describe('Columns whose values were masked in the engine.'),
    shows: z
      .enum(['rows', 'groups', 'segments'])
      .describe('Rows, groups of equal rows with their sizes, or segments with their values.'),
    values: z
      .strictObject({
        column: text(),
        counts: z.array(z.tuple([textOrNull(), count()]).readonly()).readonly(),
        others: count().describe('How many violating rows have other values.'),
        areShapes: z.boolean().describe('True if what values are written like stands for them.'),
      })
      .readonly()
      .exactOptional()
      .describe('The most frequent values of all violating rows, if it is about one column.'),
  })
  .readonly()
  .meta({ id: 'Sample', description: 'Some of the violating rows, safe to show. null is NULL.' });

const distribution = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('histogram'),
        bins: z
          .array(z.tuple([z.number(), z.number(), z.number()]).readonly())
          .readonly()
          .describe('From, up to, and how many values lie there.'),
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('frequencies'),
        values: z
          .array(z.tuple([textOrNull(), z.number()]).readonly())
          .readonly()
          .describe('The most frequent values, and how many rows hold each.'),
        others: z.number().describe('How many rows hold another value.'),
      })
      .readonly(),
  ])
  .meta({ id: 'Distribution', description: 'How the values lie; never of a masked column.' });

const evidence = z
  .strictObject({
    exactness: z.enum(['exact', 'bounded', 'proof', 'sampled']),
    by: text().describe(
      'The engine that measured, or what judged row by row: zod, ajv, javascript.',
    ),
    pass: textOrNull().describe('The pass of the planner that found it.'),
    interval: z
      .strictObject({ low: text(), high: text() })
      .readonly()
      .nullable()
      .describe('Where it is bounded: the value lies between these, both included.'),
    notes: z.array(text()).readonly(),
    despite: text()
      .exactOptional()
      .describe('Why a value that keeps its bound fails; absent where the value alone says it.'),
    says: z
      .array(text())
      .readonly()
      .exactOptional()
      .describe('The messages of the schema for the rows it refuses; absent if it has none.'),
  })
  .readonly()
  .meta({ id: 'Evidence', description: 'How sure the observed value is, and who found it.' });

const bound = z
  .strictObject({
    kind: z.enum(['between', 'atLeast', 'atMost', 'above', 'below', 'equals']),
    not: z.boolean().describe('True if the opposite must hold.'),
    limits: z
      .array(
        z
          .strictObject({
            kind: z.enum(['number', 'share', 'ratio', 'duration', 'instant']),
            value: text().describe(
              'Exact text: a number, percent, milliseconds, or an ISO instant, by its kind.',
            ),
            text: text().describe('As a person writes it.'),
          })
          .readonly(),
      )
      .readonly()
      .describe('Two for between, one for all others.'),
  })
  .readonly()
  .meta({ id: 'Bound', description: 'The limits that a value is held to.' });

const reference = z
  .strictObject({
    kind: z.enum(['baseline', 'dataset', 'history']),
    name: text(),
    value: textOrNull().describe('The same metric there, as exact text.'),
  })
  .readonly()
  .meta({ id: 'Reference', description: 'What a value was compared with, beside its bound.' });

const shareOfRows = () => z.number().min(0).max(1);
const numberOrNull = () => z.number().nullable();

const driftBins = z
  .array(
    z
      .strictObject({
        kind: z.enum(['range', 'value', 'category', 'others', 'null', 'nan']),
        from: numberOrNull().describe('Null where it has no end, or an infinite one.'),
        to: numberOrNull().describe('Excluded, unless it equals from.'),
        category: textOrNull(),
        reference: shareOfRows(),
        current: shareOfRows(),
        contribution: numberOrNull().describe('The part of the drift that it makes.'),
      })
      .readonly(),
  )
  .readonly();
const valueKind = z.enum(['ordered', 'instants', 'categories']);

const drift = z
  .strictObject({
    method: text(),
    picked: textOrNull().describe('Why this method was picked; null if the contract names it.'),
    kind: valueKind,
    rows: z.strictObject({ reference: count(), current: count() }).readonly(),
    interval: z
      .strictObject({
        low: z.number(),
        high: z.number(),
        level: z.number(),
        by: z.enum(['analytic', 'bootstrap']),
        seed: numberOrNull(),
      })
      .readonly()
      .nullable()
      .describe('Where the drift lies with the confidence `level`, given so few rows.'),
    detectable: numberOrNull().describe('The smallest drift that so many rows can show.'),
    pValue: z
      .strictObject({ raw: z.number(), corrected: numberOrNull(), tests: count() })
      .readonly()
      .nullable(),
    bins: driftBins,
    columns: z
      .array(
        z
          .strictObject({
            column: text(),
            method: text(),
            value: numberOrNull(),
            threshold: z.number(),
            isDrifted: z.boolean(),
            problem: textOrNull(),
            bins: driftBins,
            kind: valueKind,
            isMasked: z.boolean(),
          })
          .readonly(),
      )
      .readonly()
      .nullable()
      .describe('Each column, where several are compared together.'),
    isMasked: z.boolean(),
  })
  .readonly()
  .meta({ id: 'Drift', description: 'How a distribution differs from that of a reference.' });

const outcome = z
  .strictObject({
    version: z.literal(2),
    contract: text(),
    dataset: text(),
    id: text().describe('Unique and stable within its contract and dataset.'),
    digest: text()
      .exactOptional()
      .describe(
        'Equal for expectations that demand the same: metric, scope, bound, severity. Documents of earlier releases leave it out.',
      ),
    title: text().describe('What is expected, as a sentence.'),
    name: textOrNull().describe("The user's own name for it."),
    metric: text().describe('As it is written in the contract.'),
    about: z
      .strictObject({
        label: text().describe("As the metric writes it: column('delay')."),
        measure: text().describe('The name of the metric, whatever the column is: mean.'),
        isScoped: z.boolean().describe('True if it is about some of the rows, or about segments.'),
      })
      .readonly()
      .nullable()
      .exactOptional()
      .describe(
        'The column that the metric is about; null if it is about rows. Documents of earlier releases leave it out.',
      ),
    rule: text().describe('The kind of check, alike for all columns and datasets: column.mean.'),
    kind: z.enum(['condition', 'measure', 'structure']),
    unit: z
      .enum(['count', 'number', 'ratio', 'duration', 'instant'])
      .describe(
        'The unit of the metric. Where it is measured per segment, the value counts segments, whatever the unit is.',
      ),
    state,
    severity: z.enum(['error', 'warn']),
    origin: z.enum(['declared', 'schema']),
    because: textOrNull(),
    tags: z.array(text()).readonly(),
    bound,
    expected: text().describe('The bound in words.'),
    observed: textOrNull().describe('The value in words, with its share where it is a count.'),
    value: textOrNull().describe('The value as exact text: a number, or an ISO instant.'),
    of: countOrNull().describe('Rows (or segments) that the value is of.'),
    share: textOrNull().describe(
      'The part of `of` that the value counts, as text; NaN of nothing.',
    ),
    segments: z
      .strictObject({ count: count(), outside: count() })
      .readonly()
      .nullable()
      .describe('How many segments were judged, and how many of them miss the bound.'),
    reference: reference.nullable(),
    rows: countOrNull().describe('Rows of the dataset, or elements where elementsOf is given.'),
    elementsOf: text()
      .exactOptional()
      .describe('The list whose elements were judged, so that all counts are of elements.'),
    violations: countOrNull(),
    sample: sample.nullable(),
    distribution: distribution.nullable(),
    drift: drift.nullable(),
    byFile: z
      .array(z.strictObject({ file: text(), value: z.number(), of: z.number() }).readonly())
      .readonly()
      .nullable(),
    quarantine: z
      .strictObject({ file: text(), rows: count() })
      .readonly()
      .nullable()
      .describe('Where all rows that violate it were written, and how many they are.'),
    sql: textOrNull().describe('SQL that shows the same again.'),
    evidence: evidence.nullable(),
    problem: z
      .strictObject({
        code: text(),
        message: text(),
        cause: text()
          .exactOptional()
          .describe('The id of the expectation whose failure kept it from being run.'),
      })
      .readonly()
      .nullable()
      .describe('Why it errored or was not run.'),
    location: z
      .strictObject({ file: text(), line: z.int().min(1), column: count() })
      .readonly()
      .nullable(),
    durationMs: milliseconds(),
  })
  .readonly()
  .meta({ id: 'Outcome', description: 'What came out of one expectation.' });

const pass = z
  .strictObject({
    name: text(),
    metrics: z.array(text()).readonly(),
    sql: z.array(text()).readonly(),
    engineMs: milliseconds(),
    bytes: countOrNull().describe('What the columns that it read take in the files.'),
  })
  .readonly()
  .meta({ id: 'Pass', description: 'A pass of the planner, as it went.' });

const kinds = { text: textOrNull(), links: z.record(text(), text()).readonly() } as const;

type TermShape = {
  [Name in keyof typeof descriptiveTerms]: (typeof kinds)[(typeof descriptiveTerms)[Name]['kind']];
};

// Each name of the table with the schema of its kind, which the compiler can't see of entries.
const termShape = Object.fromEntries(
  Object.entries(descriptiveTerms).map(([name, { kind }]) => [name, kinds[kind]]),
) as unknown as TermShape;

const terms = z
  .strictObject(termShape)
  .readonly()
  .meta({ id: 'Terms', description: 'What the contract says of itself.' });

const column = z
  .strictObject({
    name: text(),
    label: text().describe('The column as the metrics of its expectations write it.'),
    title: textOrNull(),
    description: textOrNull(),
    type: text().describe('Its type in words.'),
    isNullable: z
      .boolean()
      .nullable()
      .describe("True if NULL passes; null if only running the schema's code shows that."),
    mayBeAbsent: z.boolean().describe('True if a dataset may lack the column.'),
    classification: textOrNull(),
  })
  .readonly()
  .meta({ id: 'Column', description: 'A column that a contract declares, or a field within one.' });

const contract = z
  .strictObject({
    contract: text(),
    dataset: text(),
    file: text().describe('The contract file, from the root.'),
    terms,
    columns: z
      .array(column)
      .readonly()
      .exactOptional()
      .describe('Its declared columns. Documents of earlier releases leave it out.'),
    state,
    rows: countOrNull(),
    files: countOrNull(),
    snapshot: textOrNull().describe('Equal for equal states of the data.'),
    engineMs: milliseconds().nullable(),
    passes: z.array(pass).readonly(),
    outcomes: z.array(outcome).readonly(),
  })
  .readonly()
  .meta({ id: 'Contract', description: 'A contract held to a dataset.' });

const fuzzedTable = z
  .strictObject({
    title: text(),
    role: z.enum(['input', 'output', 'shown']),
    columns: z.array(text()).readonly(),
    rows: z.array(z.array(textOrNull()).readonly()).readonly(),
    count: count().describe('The rows that it has; `rows` has the first of them.'),
  })
  .readonly()
  .meta({ id: 'FuzzedTable', description: 'A table of a counter-example. null is NULL.' });

const fuzzedProperty = z
  .strictObject({
    id: text().describe('Unique within its fuzz test.'),
    title: text(),
    kind: z
      .enum(['run', 'rule', 'invariant'])
      .describe('That the step returns a table, a rule of the output contract, an invariant.'),
    state,
    problem: z
      .strictObject({ code: text(), message: text() })
      .readonly()
      .nullable()
      .describe('Why it failed, errored or was not run.'),
    example: z
      .strictObject({
        tables: z.array(fuzzedTable).readonly(),
        faults: z.array(text()).readonly(),
        found: text(),
        replay: z
          .strictObject({ seed: z.number(), path: text() })
          .readonly()
          .nullable()
          .describe('The options of `fuzz` that make the same input again.'),
      })
      .readonly()
      .nullable()
      .describe('The smallest input that was found to break it.'),
    location: z
      .strictObject({ file: text(), line: z.int().min(1), column: count() })
      .readonly()
      .nullable(),
  })
  .readonly()
  .meta({ id: 'FuzzedProperty', description: 'What came out of one property of a step.' });

const fuzz = z
  .strictObject({
    name: text(),
    file: text().describe('The test file, from the root.'),
    step: text(),
    state,
    runs: count().describe('The inputs that the test asks for.'),
    tried: countOrNull().describe('The inputs that were tried; null if the search did not end.'),
    seed: z.number(),
    durationMs: milliseconds(),
    properties: z.array(fuzzedProperty).readonly(),
    leftOut: z
      .array(z.strictObject({ title: text(), reason: text() }).readonly())
      .readonly()
      .describe('Rules of the output contract that no handful of rows can show.'),
  })
  .readonly()
  .meta({ id: 'Fuzz', description: 'A step that was held to its properties by generated input.' });

const problem = z
  .strictObject({ message: text(), file: textOrNull() })
  .readonly()
  .meta({ id: 'Problem', description: 'Why the run is red beside its outcomes.' });

/** The schema of a report, in its current version. */
export const reportSchema = z
  .strictObject({
    format: z.literal('assay-report'),
    version: z.literal(2),
    now: text().describe('What "now" was, ISO 8601.'),
    startedAt: text().describe('When the run began, ISO 8601.'),
    durationMs: milliseconds(),
    state: z
      .enum(['passed', 'failed'])
      .describe('Failed where an outcome is red, something was lost, or nothing was judged.'),
    counts: z
      .strictObject({
        passed: count(),
        warned: count(),
        failed: count(),
        errored: count(),
        notRun: count(),
      })
      .readonly()
      .describe('Expectations by state.'),
    problems: z.array(problem).readonly(),
    contracts: z.array(contract).readonly(),
    fuzz: z
      .array(fuzz)
      .readonly()
      .default([])
      .describe('Fuzz tests. Documents of earlier releases leave it out.'),
  })
  .readonly();

/** The schema as a JSON Schema of draft 2020-12. */
export const reportJsonSchema = (): object => ({
  $id: 'urn:assay:report:2',
  title: 'The report of an Assay run',
  ...z.toJSONSchema(reportSchema, {
    target: 'draft-2020-12',
    // What has a default may be left out.
    io: 'input',
    override({ jsonSchema }) {
      // `readonly` of the type says nothing of the document.
      delete jsonSchema.readOnly;
    },
  }),
});
