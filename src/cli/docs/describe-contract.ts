import type { Contract } from '../../contract/contract.ts';
import { classifiedBy } from '../../contract/schema/classified.ts';
import { nestedFields } from '../../contract/schema/nested-fields.ts';
import { rowColumns } from '../../contract/schema/row-kinds.ts';
import { readColumn } from '../../contract/schema/zod-column.ts';
import type { Schema } from '../../contract/schema/zod-core.ts';
import { columnMeta } from '../../contract/schema/zod-metadata.ts';
import { familiesInWords, formatPhrase } from '../../contract/schema/zod-words.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';
import type { CataloguedColumn } from '../../outcome/catalogue/catalogue.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { unanswered } from '../../outcome/unanswered.ts';
import { sensitivityInWords } from '../../privacy/classification.ts';

/** Returns the columns that a contract declares, each followed by the fields within it. */
export function columnsOf({ terms }: Contract): readonly CataloguedColumn[] {
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
    type: isInteger ? familiesInWords(['integer']) : familiesInWords(families),
    isNullable: nulls === 'ask' ? null : nulls === 'yes',
    mayBeAbsent,
  };
}

/** Returns the rules of a contract as outcomes without a verdict: their words, ids and bounds. */
export const rulesOf = (contract: Contract): readonly Outcome[] =>
  titledExpectations(contract).map((one) =>
    unanswered(one, { contract: contract.name, dataset: '' }),
  );
