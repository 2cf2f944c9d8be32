import type { Contract } from '../../contract/contract.ts';
import { fieldQuery, fieldSql } from '../../contract/field-query.ts';
import {
  element,
  fieldFamilies,
  type NestedField,
  nestedFields,
} from '../../contract/schema/nested-fields.ts';
import { printArgument } from '../../metric/subject.ts';

/**
 * Returns the sentence on a field or the elements of a list that SQL names as a contract does, to follow the problem of that SQL;
 * an empty text if it names none.
 */
export function fieldHint(sql: string, { terms }: Contract): string {
  const [field] = nestedFields(terms.schema)
    .filter((one) => isNamed(one, sql))
    .toSorted((one, other) => other.name.length - one.name.length);
  if (field === undefined) return '';
  const name = printArgument(field.name);
  const isElement = field.path.includes(element);
  const what = isElement ? 'is of the elements of a list' : 'is a field within a column';
  const written = isElement ? '' : ` or, in SQL, \`${fieldSql(field.path)}\``;
  return ` ${name} ${what}, and no column of SQL: write column(${name}).${exampleFor(field)}${written}, or make it a column with query(source, ${printArgument(fieldQuery(field.path))}).`;
}

const isNamed = ({ name, path }: NestedField, sql: string) =>
  path.includes(element) ? sql.includes(name) : sql.includes(`"${name}"`);

/** Returns a condition that the type of a field has. */
function exampleFor(field: NestedField): string {
  const families = fieldFamilies(field);
  const isNumber = families.includes('integer') || families.includes('float');
  return isNumber ? 'atLeast(0)' : 'notNull()';
}
