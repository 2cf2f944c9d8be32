import { z } from 'zod';

/**
 * The document of profile-document.ts again, as a schema. `npm run schema` writes reporters/profile.schema.json from it, and a test
 * compares its types with those of profile-document.ts.
 */
const text = () => z.string();
const textOrNull = () => z.string().nullable();
const count = () => z.int().min(0);
const countOrNull = () => count().nullable();
const numberOrNull = () => z.number().nullable();
const number = () => z.union([z.number(), z.string()]);
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const countedText = () => z.tuple([text(), count()]).readonly();

const numbers = z
  .strictObject({
    mean: numberOrNull(),
    stddev: numberOrNull().describe('The sample standard deviation.'),
    zeros: count(),
    negatives: count(),
    notFinite: count().describe('Values that are NaN or infinite, and are in no other figure.'),
    nans: count().describe('Values that are NaN, which notFinite counts as well.'),
    quantiles: list(z.tuple([z.number().min(0).max(1), z.number()]).readonly()).describe(
      'The share of values at or below each, and the number; empty if masked.',
    ),
  })
  .readonly()
  .meta({ id: 'NumberFacts' });

const texts = z
  .strictObject({
    lengths: z
      .tuple([count(), z.number().min(0), count()])
      .readonly()
      .nullable()
      .describe('The least, the mean and the greatest length; null without values.'),
    empty: count(),
    padded: count().describe('Texts that begin or end in a blank.'),
    patterns: z
      .strictObject({
        patterns: list(countedText()).describe('The most frequent patterns.'),
        kinds: count().describe('The number of all patterns.'),
        of: count().describe('The number of texts that were looked at, those of the first rows.'),
      })
      .readonly()
      .nullable(),
  })
  .readonly()
  .meta({ id: 'TextFacts' });

const column = z
  .strictObject({
    name: text(),
    type: text().describe("The engine's own word."),
    family: text(),
    nulls: count(),
    distinct: z
      .strictObject({
        count: count(),
        isExact: z.boolean().describe('False for an estimate, which may be off by some 15%.'),
      })
      .readonly()
      .nullable(),
    masked: textOrNull().describe('Why no value of the column is shown; null if values may be.'),
    range: z
      .tuple([number(), number()])
      .readonly()
      .nullable()
      .describe(
        'The least and the greatest; as texts where a double would round them, and for times.',
      ),
    numbers: numbers.nullable(),
    texts: texts.nullable(),
    histogram: z
      .strictObject({
        edges: list(z.number()).describe(
          'The lower end of each bin and the upper end of the last; empty if masked. Times are milliseconds since 1970.',
        ),
        counts: list(count()),
      })
      .readonly()
      .nullable(),
    topValues: z
      .strictObject({
        values: list(countedText()),
        others: count().describe('The number of rows that hold another value.'),
      })
      .readonly()
      .nullable(),
  })
  .readonly()
  .meta({ id: 'Column' });

/** The schema of a profile. */
export const profileSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    dataset: text(),
    rows: count(),
    unread: z
      .strictObject({
        records: count(),
        fields: count(),
        first: textOrNull().describe("The place of the first one, and why it can't be read."),
      })
      .readonly()
      .describe('Counts of what could not be read, and is in no other figure.'),
    notes: list(text()).describe('Sentences on how the rows were read.'),
    suspicions: list(
      z
        .strictObject({
          column: textOrNull().describe('The column; null for a fault of the rows.'),
          message: text(),
          count: countOrNull().describe('The number of rows that it is about.'),
        })
        .readonly(),
    ),
    columns: list(column),
    keys: list(text()).describe('The columns that hold another value in each row, and no NULL.'),
    duplicateRows: z
      .strictObject({
        count: countOrNull(),
        reason: textOrNull().describe('Why they were not counted; null if they were.'),
      })
      .readonly(),
    correlations: list(
      z
        .strictObject({
          columns: z.tuple([text(), text()]).readonly(),
          coefficient: z.number().describe("Pearson's, over the rows that have both."),
        })
        .readonly(),
    ),
    files: z
      .strictObject({
        count: count().describe('The number of files.'),
        list: list(countedText()).describe('The first files, each with its number of rows.'),
        differences: list(
          z
            .strictObject({
              file: text(),
              column: textOrNull().describe('The column; null for the rows of the file.'),
              kind: z.enum(['missing', 'rows', 'nulls', 'form', 'values', 'range']),
              message: text(),
              alike: count().describe('Further files that differ in the same column and way.'),
            })
            .readonly(),
        ).describe('How a file differs from all others, the strongest first.'),
        more: count().describe('The number of differences that are not listed.'),
        reason: textOrNull().describe(
          'Why the files were not compared, and only counted; null if they were.',
        ),
      })
      .readonly()
      .nullable()
      .describe('The files of the rows; null for one file.'),
    sample: z
      .strictObject({ columns: list(text()), rows: list(list(textOrNull())) })
      .readonly()
      .describe('The first rows, masked as the columns are. null is NULL.'),
  })
  .readonly();

/** The schema as a JSON Schema of draft 2020-12. */
export const profileJsonSchema = (): object => ({
  $id: 'urn:assay:profile:1',
  title: 'The profile of a dataset by Assay',
  ...z.toJSONSchema(profileSchema, {
    target: 'draft-2020-12',
    override({ jsonSchema }) {
      // `readonly` of the type says nothing of the document.
      delete jsonSchema.readOnly;
    },
  }),
});
