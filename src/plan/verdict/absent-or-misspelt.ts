import type { Contract } from '../../contract/contract.ts';
import { rowColumns } from '../../contract/schema/row-kinds.ts';
import type { ColumnDescription } from '../../engine/engine.ts';
import { folded, isSlip } from '../../value/alike.ts';
import type { Unmeasured } from '../measure-request.ts';
import { shownName } from '../passes/missing-column.ts';

/**
 * Returns a function that says of a column which the schema allows to be absent, and is, if it is absent or only spelt
 * otherwise: then the dataset has a column that the schema does not name and that looks like it, which is an error, since
 * the rules of the column would pass over values that are there.
 */
export function absentOrMisspelt(
  { terms }: Contract,
  columns: readonly ColumnDescription[],
): (name: string) => Unmeasured | { readonly absent: string } {
  const named = rowColumns(terms.schema);
  const others = columns.flatMap(({ name, isWithin }) =>
    isWithin || Object.hasOwn(named, name) ? [] : [{ name, word: folded(name) }],
  );
  return (name) => {
    const word = folded(name);
    const like =
      others.find((one) => one.word === word) ?? others.find((one) => isSlip(one.word, word));
    return like === undefined ? { absent: name } : misspelt(name, like.name);
  };
}

function misspelt(name: string, like: string): Unmeasured {
  const message = `the dataset has no column '${name}', which the schema allows, but has '${shownName(like)}', which the schema does not name: did you mean it? Spell both alike, or name '${shownName(like)}' in the schema as well, as z.unknown(), if it is another column.`;
  return { problem: { code: 'COLUMN_MISSING', message }, column: name };
}
