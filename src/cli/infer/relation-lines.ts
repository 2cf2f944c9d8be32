import { printArgument } from '../../metric/subject.ts';
import { allOf, capitalized, counted, visible } from '../../outcome/printable-text.ts';
import type { FoundRelation, FoundRelations } from '../../profile/relations/relation.ts';
import type { Suspicion } from '../../profile/suspicions/suspicion.ts';
import { printNumeric } from '../../value/numeric.ts';

/** Returns the lines on relations that all rows keep: expectations, and comments where so few rows may keep them by chance. */
export function relationLines({ relations, leftOut }: FoundRelations): readonly string[] {
  const kept = relations.filter(({ broken }) => broken === 0);
  return [
    ...kept.map(({ rule, rows, isByChance }) =>
      isByChance
        ? `// Kept by ${allOf(rows, 'row')}, which may be chance: ${visible(rule)},`
        : `${rule}.because(${printArgument(`${allOf(rows, 'row')} kept it`)}),`,
    ),
    ...(leftOut === null ? [] : [`// ${capitalized(leftOut)}.`]),
  ];
}

/** Returns the relations that few rows break, as what is suspected of the last of their columns. */
export const brokenRelations = (relations: readonly FoundRelation[]): readonly Suspicion[] =>
  relations
    .filter(({ broken }) => broken > 0)
    .map(({ columns, rule, rows, broken }) => ({
      kind: 'relation',
      column: columns.at(-1) ?? '',
      rows: broken,
      said: `${printNumeric(broken)} of ${counted(rows, 'row')} ${broken === 1 ? 'does' : 'do'} not keep it, and all others do`,
      rule,
    }));
