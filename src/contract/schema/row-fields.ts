import type { Literal } from '../../metric/expression.ts';
import type { RowKind, RowKinds } from './row-kinds.ts';
import { constantsOf } from './zod-column.ts';
import type { Schema } from './zod-core.ts';
import { eitherOf } from './zod-made.ts';
import { takesNull } from './zod-nulls.ts';
import { readValues } from './zod-types.ts';

/** The rows of some kinds: those whose column has one of the values by which the kinds are told apart. */
export interface Among {
  readonly column: string;
  readonly values: readonly Exclude<Literal, Date>[];
}

/** A rule that a column obeys in some of the rows. */
export interface FieldRule {
  readonly name: string;
  /** The schema of its values; null where rows may have none. */
  readonly schema: Schema | null;
  /** The rows that it is about; all of them where the list is empty. */
  readonly among: readonly Among[];
}

/** The schema of rows as rules of single columns. */
export interface RowFields {
  readonly rules: readonly FieldRule[];
  /** True if a row satisfies the schema exactly when its columns obey the rules; else rows are judged as a whole as well. */
  readonly areAll: boolean;
}

/**
 * Splits the kinds of rows by columns of constants that tell them apart, so that what each kind says of its columns is a
 * rule about some of the rows. Kinds that no column tells apart say only what all of them do.
 */
export function rowFields({ kinds, isExact }: RowKinds): RowFields {
  const rules: FieldRule[] = [];
  const all = new Set(kinds.flatMap(({ fields }) => Object.keys(fields)));
  const areToldApart = split(kinds, [], new Set(), { all, rules });
  return { rules, areAll: isExact && areToldApart };
}

interface Splitting {
  /** The columns of all kinds. */
  readonly all: ReadonlySet<string>;
  /** The rules that are found. */
  readonly rules: FieldRule[];
}

/** Adds the rules of kinds that share what the columns in `said` obey; false if some can't be told apart. */
function split(
  kinds: readonly RowKind[],
  among: readonly Among[],
  said: ReadonlySet<string>,
  splitting: Splitting,
): boolean {
  const { rules } = splitting;
  const names = [...new Set(kinds.flatMap(({ fields }) => Object.keys(fields)))];
  const open = names.filter((name) => !said.has(name));
  const shared = open.filter(
    (name) => new Set(kinds.map((kind) => fieldOf(kind, name))).size === 1,
  );
  const marks = kinds.length > 1 ? marksOf(kinds, open) : null;
  for (const name of open) {
    const schema = shared.includes(name) ? fieldOf(kinds[0], name) : null;
    if (schema) rules.push({ name, schema, among });
    else if (name === marks?.name) rules.push({ name, schema: marks.schema, among });
  }
  const [only] = kinds;
  if (only && kinds.length === 1) {
    rules.push(...lackingIn(only, among, splitting.all));
    return true;
  }
  if (marks === null) return false;
  const told = new Set([...said, ...shared, marks.name]);
  const answers = marks.groups.map((group) =>
    split(group.kinds, [...among, { column: marks.name, values: group.values }], told, splitting),
  );
  return !answers.includes(false);
}

/** Rows of a strict kind have no value in the columns of others. */
function lackingIn(
  { fields, isStrict }: RowKind,
  among: readonly Among[],
  all: ReadonlySet<string>,
): readonly FieldRule[] {
  if (!isStrict) return [];
  const lacking = [...all].filter((name) => !Object.hasOwn(fields, name));
  return lacking.map((name) => ({ name, schema: null, among }));
}

const fieldOf = (kind: RowKind | undefined, name: string): Schema | undefined =>
  kind && Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;

interface Group {
  readonly kinds: readonly RowKind[];
  readonly values: readonly Exclude<Literal, Date>[];
}

interface Marks {
  readonly name: string;
  readonly schema: Schema;
  readonly groups: readonly Group[];
}

/** Finds the column whose constants divide the kinds into most groups; null if there is none. */
function marksOf(kinds: readonly RowKind[], names: readonly string[]): Marks | null {
  const found = names.flatMap((name) => marksIn(kinds, name) ?? []);
  return found.reduce<Marks | null>(
    (best, one) => (best && best.groups.length >= one.groups.length ? best : one),
    null,
  );
}

/** Groups kinds by the constants of a column; null if it has others, or if groups overlap. */
function marksIn(kinds: readonly RowKind[], name: string): Marks | null {
  const groups: { readonly kinds: RowKind[]; readonly values: ReadonlySet<unknown> }[] = [];
  const schemas = new Set<Schema>();
  for (const kind of kinds) {
    const schema = fieldOf(kind, name);
    const values = schema && takesNull(schema) === 'no' ? constantsOf(schema) : undefined;
    if (!schema || !values || values.size === 0) return null;
    schemas.add(schema);
    const [group, ...more] = groups.filter((one) => [...values].some((it) => one.values.has(it)));
    if (group === undefined) groups.push({ kinds: [kind], values });
    else if (more.length === 0 && isSame(group.values, values)) group.kinds.push(kind);
    else return null;
  }
  const all = new Set(groups.flatMap(({ values }) => [...values]));
  // Constants of several types are in no one column, and of some only zod knows what equals them.
  if (groups.length < 2 || readValues(all).judged) return null;
  return {
    name,
    schema: eitherOf([...schemas]),
    // They are all of one type that a column can hold.
    groups: groups.map((one) => ({ ...one, values: [...one.values] as Group['values'] })),
  };
}

const isSame = (one: ReadonlySet<unknown>, other: ReadonlySet<unknown>) =>
  one.size === other.size && [...one].every((value) => other.has(value));
