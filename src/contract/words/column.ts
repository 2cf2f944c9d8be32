import type { z } from 'zod';
import { rowsSubject } from '../../metric/counts.ts';
import { column as columnScalar, type Literal } from '../../metric/expression.ts';
import type { Scope } from '../../metric/metric.ts';
import { increasing } from '../../metric/order.ts';
import { printArgument, type Subject } from '../../metric/subject.ts';
import { closest } from '../../value/closest.ts';
import { ContractError, type TypeProblem } from '../../value/contract-error.ts';
import { condition } from '../expectation.ts';
import { fieldQuery } from '../field-query.ts';
import { type AnyColumn, anyColumn } from './any-column.ts';
import { betweenLimits, rememberColumn } from './column-limit.ts';
import { type CategoryDrift, driftMethodsOf } from './drift.ts';
import { histogramColumn } from './histogram-column.ts';
import { type NumberColumn, numberColumn } from './number-column.ts';
import { type TextColumn, textColumn } from './text-column.ts';
import { type TimeColumn, timeColumn } from './time-column.ts';

/** A column of values that are told apart, and have no order: true and false, or values of several types. */
export interface CategoryColumn<Value> extends AnyColumn<Value>, CategoryDrift {}

/** The methods of a column, by the type that its zod schema accepts. */
export type ColumnOf<Value> = unknown extends Value
  ? CategoryColumn<Literal>
  : [Value] extends [never]
    ? AnyColumn<never>
    : [Value] extends [number | bigint]
      ? NumberColumn<Value>
      : [Value] extends [string]
        ? TextColumn<Value>
        : [Value] extends [Date]
          ? TimeColumn
          : [Extract<Value, Literal>] extends [never]
            ? AnyColumn<never>
            : CategoryColumn<Extract<Value, Literal>>;

/**
 * The type of a column in the data: what the schema takes in, or what it puts out where it takes in anything
 * (`z.coerce`).
 */
type Stored<Field> = unknown extends z.input<Field> ? z.output<Field> : z.input<Field>;

/**
 * The name of a column. The compiler takes any text, so that it can explain a wrong name, and the editor offers the
 * schema's.
 */
export type ColumnName<Shape> = (keyof Shape & string) | (string & {});

/**
 * The name of a column, of a field within a column of objects (`'address.zip'`, three fields deep at most), or of the elements
 * of a list and their fields (`'tags[]'`, `'items[].sku'`).
 */
export type FieldName<Shape> = ColumnName<Shape> | NestedName<Shape>;

type NestedName<
  Shape,
  Deep extends readonly unknown[] = [],
  HasLists = true,
> = Deep['length'] extends 3
  ? never
  : {
      [Name in keyof Shape & string]:
        | NameWithin<Name, ObjectIn<Shape[Name]>, Deep, HasLists>
        | (HasLists extends true ? ElementName<Name, ElementIn<Shape[Name]>, Deep> : never);
    }[keyof Shape & string];

type NameWithin<Name extends string, Inner, Deep extends readonly unknown[], HasLists> = [
  Inner,
] extends [never]
  ? never
  : `${Name}.${(keyof Inner & string) | NestedName<Inner, [...Deep, 0], HasLists>}`;

type ElementName<Name extends string, Element, Deep extends readonly unknown[]> = [
  Element,
] extends [never]
  ? never
  : `${Name}[]` | NameWithin<`${Name}[]`, ObjectIn<Element>, Deep, false>;

/** A schema without the wrappers that say if its value may be missing. */
type Unwrapped<Field> = Field extends
  | z.ZodOptional<infer Inner>
  | z.ZodNullable<infer Inner>
  | z.ZodReadonly<infer Inner>
  | z.ZodDefault<infer Inner>
  | z.ZodNonOptional<infer Inner>
  ? Unwrapped<Inner>
  : Field;

/** The schema of the elements of a list, which may be missing. */
type ElementIn<Field> = Unwrapped<Field> extends z.ZodArray<infer Element> ? Element : never;

/** The fields of an object, which may be missing. */
type ObjectIn<Field> =
  Unwrapped<Field> extends z.ZodObject<infer Shape>
    ? string extends keyof Shape
      ? never
      : Shape
    : never;

/** The schema of a column as a whole, or of a field. */
type FieldOf<Name, Shape> = [Name] extends [keyof Shape] ? Shape[Name] : FieldAt<Name, Shape>;

/** The schema of a column or of a field; never where there is none. */
type FieldAt<Name, Shape> = Name extends keyof Shape
  ? Shape[Name]
  : Name extends `${infer Column}.${infer Rest}`
    ? FieldAt<Rest, ObjectIn<FieldAt<Column, Shape>>>
    : Name extends `${infer List}[]`
      ? List extends keyof Shape
        ? ElementIn<Shape[List]>
        : never
      : never;

/** The name of a column or of a field, where the schema has it. */
export type KnownField<Name, Shape> = [FieldAt<Name, Shape>] extends [never]
  ? KnownName<Name, Shape>
  : Name;

/** The name of a column, where the schema has it. */
export type KnownName<Name, Shape> = Name extends keyof Shape
  ? Name
  : string extends Name
    ? TypeProblem<'The name of a column is written as a literal, so that the compiler knows it'>
    : TypeProblem<`The schema has no column '${Name & string}'`>;

/**
 * Selects a column of the schema, as in `column('delay')`, or a field within a column of objects, as in
 * `column('address.zip')`, or the elements of a list, as in `column('items[].sku')`. Its methods depend on the type. A field
 * of an object that is NULL is NULL. Counts of elements and shares are of elements, and a row without any has no value.
 */
export type ColumnBuilder<Shape> = <const Name extends FieldName<Shape>>(
  name: KnownField<Name, Shape>,
) => ColumnOf<Exclude<Stored<FieldOf<Name, Shape>>, null | undefined>>;

/** Returns the function that selects the columns of a scope; `known` are the schema's. */
export function columns<Shape>(known: readonly string[], scope: Scope): ColumnBuilder<Shape> {
  const column = (name: string) => {
    const found = known.filter((one) => one === name);
    if (found.length === 0) throw unknownColumn(name, known);
    if (found.length > 1) throw twoFields(name);
    return build(columnSubject(scope, name));
  };
  // The type of the column decides which of the methods its user sees.
  return column as unknown as ColumnBuilder<Shape>;
}

/** Returns the values of a column in a scope, as a contract writes it. */
export function columnSubject(scope: Scope, name: string): Subject {
  const prefix = scope.where.length + scope.per.length > 0 ? `${rowsSubject(scope).label}.` : '';
  const label = `${prefix}column(${printArgument(name)})`;
  return { scope, label, value: columnScalar(name), columns: [name] };
}

/** Returns the sentence for a name that two fields have, since a key may hold what stands between keys. */
const twoFields = (name: string): ContractError =>
  new ContractError(
    'COLUMN_UNKNOWN',
    `column(${printArgument(name)}) names two fields of the schema: one of them has a key with a dot or brackets in it. Make the one that is meant a column of its own with query(), and name it in the schema.`,
  );

/** Returns the sentence for a column that the schema does not have. */
export function unknownColumn(name: unknown, known: readonly string[]): ContractError {
  const near = closest(String(name), known);
  const listed = known.length > 20 ? `${known.slice(0, 20).join(', ')}, …` : known.join(', ');
  return new ContractError(
    'COLUMN_UNKNOWN',
    `The schema has no column ${printArgument(name)}${near ? `: did you mean ${printArgument(near)}?` : '.'} It has ${listed || 'none'}.${fieldAdvice(String(name), known)}`,
  );
}

/** Returns the advice on a field or an element that is no column, to follow that sentence; an empty text for any other name. */
function fieldAdvice(name: string, known: readonly string[]): string {
  if (name.includes('[]'))
    return " Elements are columns where the schema has a list, and not within the elements of another one: make those rows, as in query(orders, 'select unnest(items) as item from dataset'), and declare a contract of them.";
  const [column = '', ...fields] = name.split('.');
  const isWithoutFields =
    known.includes(column) && !known.some((one) => one.startsWith(`${column}.`));
  if (fields.length === 0 || !isWithoutFields) return '';
  const select = printArgument(fieldQuery([column, ...fields]));
  return ` Fields are columns where the schema of '${column}' is z.object(), and not of a union or a record: make it a column with query(source, ${select}), and name it in the schema.`;
}

/** Returns a column with the methods of every type. The compiler and the plan decide which of them fit. */
function build(subject: Subject): object {
  const built = Object.freeze({
    ...anyColumn(subject),
    ...numberColumn(subject, build),
    ...textColumn(subject),
    ...timeColumn(subject),
    ...driftMethodsOf(subject),
    between: betweenLimits(subject),
    histogram: histogramColumn(subject),
    increasing: () => condition(increasing(subject)),
  });
  rememberColumn(built, subject);
  return built;
}
