import { printArgument } from '../../metric/subject.ts';
import { counted, visible } from '../../outcome/printable-text.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Suspicion } from '../../profile/suspicions/suspicion.ts';
import { suspicionsOf } from '../../profile/suspicions/suspicions.ts';
import type { Within } from '../../profile/within.ts';
import { columnBounds, rowsBounds } from './bounds-text.ts';
import { identifierName, propertyName } from './infer-names.ts';
import { sharedLines } from './shared-lines.ts';
import { zodType } from './zod-text.ts';

/** Options of {@link inferContract}. */
export interface InferOptions {
  /** The contract's name, `'flights'`. */
  readonly name: string;
  /** The call that creates the dataset, such as `"parquet('data/flights.parquet')"`. */
  readonly source: string;
  readonly sourceFunction: string;
  /** The day on which the data was profiled, for the reasons. */
  readonly date: string;
  /** The values within columns of objects, lists and maps, by the names of the columns. */
  readonly within?: ReadonlyMap<string, Within>;
  /** Sentences on how the data was read, without a full stop. */
  readonly notes?: readonly string[];
}

/**
 * Returns the text of a contract that this data keeps. Each bound has a reason that says where it comes from. What is suspected to be
 * a fault of the data is a rule that warns, or a comment where no rule can say it.
 */
export function inferContract(profile: Profile, options: InferOptions): string {
  const suspicions = suspicionsOf(profile);
  const byColumn = Map.groupBy(suspicions, ({ column }) => column);
  const suspicionsOn = ({ name }: { readonly name: string }) => byColumn.get(name) ?? [];
  const fields = profile.columns.map(
    (one) =>
      `${propertyName(one.name)}: ${zodType(one, profile.rows, suspicionsOn(one), options.within?.get(one.name))},`,
  );
  const lines = [
    `${rowsBounds(profile, options.date)},`,
    ...keyLines(profile),
    ...profile.columns.flatMap((one) =>
      columnBounds(one, profile, suspicionsOn(one)).map((line) => `${line},`),
    ),
    ...sharedLines(profile, byColumn),
    ...suspicionLines(suspicions),
  ];
  const usesColumn = lines.some((line) => /^(?:\.\.\.\(\[|column\()/.test(line));
  return `import { contract, ${options.sourceFunction}, verify, z } from 'assay';

// Inferred on ${options.date} from ${counted(profile.rows, 'row')}. A bound is what the data showed, with room to grow:
// read each one, and keep those that you would be woken for.
${(options.notes ?? []).map((note) => `// ${visible(note)}.\n`).join('')}export const ${identifierName(options.name)} = contract(
  ${printArgument(options.name)},
  {
    schema: z.object({
${fields.map((field) => `      ${field}`).join('\n')}
    }),
  },
  ({ rows${usesColumn ? ', column' : ''} }) => [
${lines.map((line) => `    ${line}`).join('\n')}
  ],
);

verify(${identifierName(options.name)}, ${options.source});
`;
}

/** Returns the line of the key: an expectation, or a comment where so few rows may differ by chance. */
function keyLines({ key, isKeyByChance, rows }: Profile): readonly string[] {
  if (key.length === 0) return [];
  const rule = `rows.key(${key.map((name) => printArgument(name)).join(', ')}),`;
  return isKeyByChance
    ? [
        `// No two of the ${counted(rows, 'row')} are equal here, which may be chance: ${visible(rule)}`,
      ]
    : [rule];
}

/** Returns the lines on suspicions, the rules that warn first. */
function suspicionLines(suspicions: readonly Suspicion[]): readonly string[] {
  const rules = suspicions.flatMap(({ rule, said }) =>
    rule === null ? [] : [`${rule}.warn().because(${printArgument(said)}),`],
  );
  const remarks = suspicions.flatMap(({ rule, said, column }) =>
    rule === null ? [`// ${visible(printArgument(column))}: ${visible(said)}`] : [],
  );
  return [
    ...(rules.length > 0
      ? [
          '// Suspected: these warn until the data is fixed, or the rule is dropped because the data is right.',
          ...rules,
        ]
      : []),
    ...(remarks.length > 0 ? ['// Seen as well:', ...remarks] : []),
  ];
}
