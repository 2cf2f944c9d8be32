import { messageOf } from '../value/thrown.ts';
import type { Predicate } from './expression.ts';
import { JudgeFailed } from './row-judge.ts';

/** A JSON Schema (draft 2020-12 unless `$schema` names draft-07), as plain data. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** Tests if a text column holds JSON that the schema accepts. Text that is not JSON fails. ajv judges it. */
export function jsonMatches(column: string, schema: JsonSchema): Predicate {
  // As text, so that a later change of the user's own object does not change the contract.
  const written = JSON.stringify(schema);
  return {
    kind: 'judged',
    columns: [column],
    judge: {
      by: 'ajv',
      key: `ajv:${column}:${written}`,
      prepare: () => prepare(column, JSON.parse(written)),
    },
  };
}

async function prepare(column: string, schema: JsonSchema) {
  const validate = await compile(schema);
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

/** Loads ajv, only where it is used. A keyword or format that it does not know is refused, never ignored. */
async function compile(schema: JsonSchema): Promise<(value: unknown) => boolean> {
  const isDraft7 = typeof schema === 'object' && `${schema.$schema}`.includes('draft-07');
  const [{ default: Ajv }, { default: addFormats }] = await Promise.all([
    isDraft7 ? import('ajv') : import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ]);
  // Strict of what it does not know; not of style, where `required` without `properties` is refused.
  const style = { strictRequired: false, strictTypes: false, strictTuples: false };
  const ajv = new Ajv.default({ strict: true, ...style });
  addFormats.default(ajv);
  try {
    return ajv.compile(schema);
  } catch (reason) {
    const message = messageOf(reason);
    throw new JudgeFailed(`The JSON Schema is not one that ajv can use: ${message}.`);
  }
}
