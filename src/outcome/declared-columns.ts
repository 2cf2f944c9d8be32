import type { Contract } from '../contract/contract.ts';
import { classifiedBy } from '../contract/schema/classified.ts';
import { nestedFields } from '../contract/schema/nested-fields.ts';
import { rowColumns } from '../contract/schema/row-kinds.ts';
import { readColumn } from '../contract/schema/zod-column.ts';
import type { Schema } from '../contract/schema/zod-core.ts';
import { columnMeta } from '../contract/schema/zod-metadata.ts';
import { columnLabel, familiesInWords, formatPhrase } from '../contract/schema/zod-words.ts';
import { sensitivityInWords } from '../privacy/classification.ts';

/** A column that a contract declares, or a field within one, as plain JSON. */
export interface DeclaredColumn {
  readonly name: string;
  /** The column as the metrics of its expectations write it: `"column('delay')"`. */
  readonly label: string;
  readonly title: string | null;
  readonly description: string | null;
  /** Its type in words: `'a number'`. */
  readonly type: string;
  /** True if NULL passes; null if only running the schema's code shows that. */
  readonly isNullable: boolean | null;
  /** True if a dataset may lack the column. */
  readonly mayBeAbsent: boolean;
  readonly classification: string | null;
}

/** Returns the columns that a contract declares, each followed by the fields within it. */
export function declaredColumns({ terms }: Contract): readonly DeclaredColumn[] {
  const metas = columnMeta(terms.schema);
  const classified = classifiedBy(terms);
  const fields = nestedFields(terms.schema);
  return Object.entries<Schema>(rowColumns(terms.schema)).flatMap(([name, schema]) => {
    const said = classified.columns.get(name) ?? classified.rows;
    const meta = metas.get(name) ?? { title: null, description: null };
    const classification = said && sensitivityInWords(said);
    return [
      { ...typed(name, schema), ...meta, classification },
      ...fields
        .filter(({ path }) => path[0] === name)
        .map((field) => ({
          ...typed(field.name, field.schema),
          title: null,
          description: null,
          classification,
        })),
    ];
  });
}

function typed(name: string, schema: Schema) {
  const { families, rules, nulls, mayBeAbsent } = readColumn(name, schema);
  const isInteger = rules.some(({ phrase }) => phrase === formatPhrase('safeint'));
  return {
    name,
    label: columnLabel(name),
    type: isInteger ? familiesInWords(['integer']) : familiesInWords(families),
    isNullable: nulls === 'ask' ? null : nulls === 'yes',
    mayBeAbsent,
  };
}
