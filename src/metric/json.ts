import type { Predicate } from './expression.ts';

/** A JSON Schema (draft 2020-12 unless `$schema` names draft-07), as plain data. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** Whether a text column holds JSON that the schema accepts; text that is no JSON does not. Judged by ajv. */
export function jsonMatches(column: string, schema: JsonSchema): Predicate {
  return {
    kind: 'judged',
    columns: [column],
    judge: {
      by: 'ajv',
      key: `ajv:${column}:${JSON.stringify(schema)}`,
      prepare: () => prepare(column, schema),
    },
  };
}

async function prepare(column: string, schema: JsonSchema) {
  const isDraft7 =
    typeof schema === 'object' && String(schema.$schema ?? '').includes('draft-07');
  const [{ default: Ajv }, { default: addFormats }] = await Promise.all([
    isDraft7 ? import('ajv') : import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ]);
  const ajv = new Ajv.default({ allErrors: false, strict: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (row: Readonly<Record<string, unknown>>): boolean => {
    const text = row[column];
    if (typeof text !== 'string') return false;
    try {
      return validate(JSON.parse(text));
    } catch {
      return false;
    }
  };
}
