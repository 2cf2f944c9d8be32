import { printArgument } from '../../metric/subject.ts';
import { counted, visible } from '../../outcome/printable-text.ts';
import type { Profile } from '../../profile/profile.ts';
import type { RelatedProfile } from '../../profile/related-profile.ts';
import type { Suspicion } from '../../profile/suspicions/suspicion.ts';
import { suspicionsOf } from '../../profile/suspicions/suspicions.ts';
import type { Within } from '../../profile/within.ts';
import { type AlikeColumns, alikeColumns, isWide, type TypedColumn } from './alike-columns.ts';
import { columnBounds, rowsBounds } from './bounds-text.ts';
import { identifierName, propertyName } from './infer-names.ts';
import { asLines } from './name-lists.ts';
import { brokenRelations, relationLines } from './relation-lines.ts';
import { boundLines } from './shared-bounds.ts';
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
export function inferContract(profile: RelatedProfile, options: InferOptions): string {
  const suspicions = [...suspicionsOf(profile), ...brokenRelations(profile.relations)];
  const byColumn = Map.groupBy(suspicions, ({ column }) => column);
  const suspicionsOn = ({ name }: { readonly name: string }) => byColumn.get(name) ?? [];
  const constant = identifierName(options.name);
  const typed = profile.columns.map((one) => ({
    one,
    type: zodType(one, profile.rows, suspicionsOn(one), options.within?.get(one.name)),
  }));
  const alike = alikeColumns(typed, [constant, 'each', 'rows', 'column', 'name']);
  const lines = [
    `${rowsBounds(profile, options.date)},`,
    ...keyLines(profile),
    ...differentLines(profile),
    ...boundLines(
      profile.columns.flatMap((one) =>
        columnBounds(one, profile, suspicionsOn(one)).map((bound) => ({ name: one.name, bound })),
      ),
      alike,
      isWide(profile.columns),
      options.date,
    ),
    ...relationLines(profile),
    ...sharedLines(profile, byColumn, alike),
    ...suspicionLines(suspicions),
  ];
  const usesColumn = lines.some((line) => /^(?:\.\.\.|column\()/.test(line));
  return `import { contract, ${options.sourceFunction}, verify, z } from 'assay';

// Inferred on ${options.date} from ${counted(profile.rows, 'row')}. A bound is what the data showed, with room to grow:
// read each one, and keep those that you would be woken for.
${(options.notes ?? []).map((note) => `// ${visible(note)}.\n`).join('')}${alikeText(alike)}export const ${constant} = contract(
  ${printArgument(options.name)},
  {
    schema: z.object({
${fieldLines(typed, alike)
  .map((field) => `      ${field}`)
  .join('\n')}
    }),
  },
  ({ rows${usesColumn ? ', column' : ''} }) => [
${lines.map((line) => `    ${line}`).join('\n')}
  ],
);

verify(${constant}, ${options.source});
`;
}

/** Returns the fields of the schema; columns of one kind stand where the first of them does. */
function fieldLines(
  typed: readonly TypedColumn[],
  alike: readonly AlikeColumns[],
): readonly string[] {
  const groups = new Map(alike.flatMap((group) => group.names.map((name) => [name, group])));
  return typed.flatMap(({ one: { name }, type }) => {
    const group = groups.get(name);
    if (group === undefined) return [`${propertyName(name)}: ${type},`];
    return name === group.names[0] ? [`...each(${group.constant}, ${group.type}),`] : [];
  });
}

/** Returns the constants of columns of one kind, with the function that gives them one type; none if there are no such columns. */
function alikeText(alike: readonly AlikeColumns[]): string {
  if (alike.length === 0) return '';
  const lists = alike.flatMap(({ constant, names }) => [
    `// ${counted(names.length, 'column')} of one kind.`,
    ...asLines(
      `const ${constant} = [`,
      names.map((name) => printArgument(name)),
      '] as const;',
    ),
    '',
  ]);
  return `
/** Gives several columns one type. */
const each = <Name extends string, Type extends z.ZodType>(names: readonly Name[], type: Type) =>
  Object.fromEntries(names.map((name) => [name, type])) as Record<Name, Type>;

${lists.join('\n')}
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

/** The rows that may be equal by chance where none of few was, by the rule of three. */
const equalByChance = 3;

/** The least and the most of such rows, in percent: a fault in 5% of the rows is to be found. */
const [fewEqual, manyEqual] = [1, 3.5] as const;

/** Returns the limit of rows that may be equal by chance. */
function limitOfEqual(rows: number): string {
  const share = Math.ceil((equalByChance / rows) * 1000) / 10;
  return `${Math.min(Math.max(share, fewEqual), manyEqual)}%`;
}

/** Returns the line on rows that differ though nothing is their key. Two of them may be equal by chance. */
const differentLines = ({ different, rows }: RelatedProfile): readonly string[] =>
  different.length === 0
    ? []
    : [
        `rows.duplicates(${different.map((name) => printArgument(name)).join(', ')}).atMost('${limitOfEqual(rows)}').because(${printArgument(`no two of ${counted(rows, 'row')} were equal`)}),`,
      ];

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
