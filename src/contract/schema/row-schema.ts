import type { z } from 'zod';

/** The schema of a row: an object, or objects combined. Other parts of a union or an intersection are refused. */
export type RowSchema =
  | z.ZodObject
  | z.ZodUnion
  | z.ZodDiscriminatedUnion
  | z.ZodIntersection
  | z.ZodLazy
  | z.ZodReadonly;

/** The schemas of the columns, by name. A column that several kinds of rows have is of any of their types. */
export type FieldsOf<Schema> = RowSchema extends Schema
  ? z.ZodObject['shape']
  : Schema extends z.ZodObject
    ? Schema['shape']
    : { readonly [Name in NamesOf<ObjectsIn<Schema>>]: FieldOf<ObjectsIn<Schema>, Name> };

/** A row as its schema takes it. */
export type RowOf<Schema> =
  unknown extends z.input<Schema> ? Record<string, unknown> : z.input<Schema>;

/** The objects that the schema of a row is made of. */
type ObjectsIn<Schema> = Schema extends z.ZodObject
  ? Schema
  : Schema extends z.ZodUnion<infer Options>
    ? ObjectsIn<Options[number]>
    : Schema extends z.ZodIntersection<infer Left, infer Right>
      ? ObjectsIn<Left> | ObjectsIn<Right>
      : Schema extends z.ZodLazy<infer Inner>
        ? ObjectsIn<Inner>
        : Schema extends z.ZodReadonly<infer Inner>
          ? ObjectsIn<Inner>
          : never;

type NamesOf<Objects> = Objects extends z.ZodObject ? keyof Objects['shape'] & string : never;

type FieldOf<Objects, Name extends string> = Objects extends {
  readonly shape: { readonly [N in Name]: infer Field };
}
  ? Field
  : never;
