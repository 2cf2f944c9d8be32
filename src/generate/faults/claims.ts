import { accepts } from '../../contract/constraints/accepts.ts';
import type { ColumnConstraint } from '../../contract/constraints/column-constraint.ts';
import type {
  Constraint,
  ConstraintKind,
  ConstraintValues,
} from '../../contract/constraints/constraint.ts';
import {
  kindOf,
  kindsOfFamily,
  orderOf,
  type ValueKind,
} from '../../contract/constraints/literals.ts';
import type { Literal } from '../../metric/expression.ts';
import type { Edit } from '../../value/edit.ts';
import { hasFormat } from './column-kinds.ts';
import type { BrokenRule, CellChange, FaultColumn } from './fault.ts';
import { type Image, imageOf } from './image.ts';

/**
 * Makes changes of a column out of edits, each with the kinds of rule that every changed value surely breaks if it was
 * valid before. Edits that change none of the column's members are left out.
 *
 * @example
 * changesOf(column, [{ kind: 'scale', by: -1 }]); // violates ['minimum'] where the least value is 0
 */
export function changesOf(column: FaultColumn, edits: readonly Edit[]): readonly CellChange[] {
  return edits.flatMap((edit) => {
    const image = imageOf(edit, column);
    if (image.kind === 'values' && image.values.length === 0) return [];
    const { constraint } = column;
    const violates = [...brokenBy(image, constraint), ...formatBrokenBy(edit, column)];
    return [{ edit, violates: [...new Set(violates)] }];
  });
}

function brokenBy(image: Image, constraint: ColumnConstraint): readonly BrokenRule[] {
  if (image.kind === 'unknown') return [];
  if (constraint.type && breaksType(image, constraint.type.value)) return ['type'];
  if (image.kind === 'lengths') return lengthsBroken(image, constraint);
  if (image.kind === 'range') return rangeBroken(image, constraint);
  const { values } = image;
  if (values.every((value) => value === null)) return constraint.required ? ['required'] : [];
  return partsOf(constraint).flatMap(({ kind, value: of }) =>
    values.every((value) => value !== null && !accepts(kind, of, value)) ? [kind] : [],
  );
}

type Families = ConstraintValues['type'];

/** NULL is of every type. */
function breaksType(image: Image, families: Families): boolean {
  const kinds = families.flatMap((one) => kindsOfFamily[one]);
  const found = kindsIn(image);
  return found.length > 0 && found.every((kind) => kind !== null && !kinds.includes(kind));
}

function kindsIn(image: Image): readonly (ValueKind | null)[] {
  switch (image.kind) {
    case 'values':
      return image.values.map((value) => (value === null ? null : kindOf(value)));
    case 'lengths':
      return ['text'];
    case 'range': {
      const end = image.low ?? image.high;
      return end ? [kindOf(end.value)] : [];
    }
    case 'unknown':
      return [];
  }
}

const lengthsBroken = (
  { least, most }: Extract<Image, { kind: 'lengths' }>,
  { minLength, maxLength }: ColumnConstraint,
): readonly ConstraintKind[] => [
  ...(minLength && most < minLength.value ? (['minLength'] as const) : []),
  ...(maxLength && least > maxLength.value ? (['maxLength'] as const) : []),
];

function rangeBroken(
  { low, high }: Extract<Image, { kind: 'range' }>,
  { minimum, maximum }: ColumnConstraint,
): readonly ConstraintKind[] {
  const isApart = (below: typeof low, above: typeof low) => {
    if (below === null || above === null) return false;
    const order = orderOf(below.value, above.value);
    return order !== null && (order < 0 || (order === 0 && (below.exclusive || above.exclusive)));
  };
  return [
    ...(isApart(high, minimum?.value ?? null) ? (['minimum'] as const) : []),
    ...(isApart(maximum?.value ?? null, low) ? (['maximum'] as const) : []),
  ];
}

/** Formats of texts without white space, that begin with the year. */
const dated = ['isoDate', 'isoDatetime'];

/** Formats are names here: those that no changed text can have. */
function formatBrokenBy(edit: Edit, column: FaultColumn): readonly ConstraintKind[] {
  const isOf = (names: readonly string[]) => names.some((name) => hasFormat(column, name));
  const isBroken =
    (edit.kind === 'dateFormat' && isOf(dated) && !/^year|^without/.test(edit.to)) ||
    (edit.kind === 'surround' &&
      /[\s\u200b]/.test(edit.before + edit.after) &&
      isOf([...dated, 'uuid', 'guid', 'ipv4']));
  return isBroken ? ['format'] : [];
}

/** The parts of a constraint that are tests of a value, one by one. */
function partsOf(constraint: ColumnConstraint): readonly Constraint[] {
  const { pattern, notPattern, multipleOf } = constraint;
  return [
    ...singles.flatMap((kind) => {
      const part = constraint[kind];
      return part === null ? [] : [{ kind, value: part.value } as Constraint];
    }),
    ...pattern.map(({ value }): Constraint => ({ kind: 'pattern', value })),
    ...notPattern.map(({ value }): Constraint => ({ kind: 'notPattern', value })),
    ...multipleOf.map(({ value }): Constraint => ({ kind: 'multipleOf', value })),
  ];
}

const singles = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'enum',
  'notEnum',
  'integer',
  'notNaN',
  'notInfinite',
  'onlyNaN',
  'never',
] as const satisfies readonly ConstraintKind[];

/** An edit that puts a constant in the place of a value. */
export const constant = (value: Literal | null): Edit => ({ kind: 'constant', value });
