import { element } from '../../contract/schema/nested-fields.ts';
import type { Demand, DemandPlace } from './demand.ts';

/** A demand of a field within a value, beside what its schema says. */
export interface FieldDemand {
  /** The fields from the outside in, without the column; `[]` for the elements of a list. */
  readonly path: readonly string[];
  /** Adds what is demanded of values of the field; null if none may stand there. */
  readonly add: (demand: Demand) => Demand | null;
  /** True if the field may not be NULL. */
  readonly isRequired: boolean;
}

/**
 * Adds a demand of a field to that of the place that the field is in. A field of an object that is NULL is NULL, so that the
 * objects around a required field are required as well, those within an element of a list as those of a column.
 */
export function demandWithin(place: DemandPlace, field: FieldDemand): DemandPlace {
  const { path, add, isRequired } = field;
  const [part, ...rest] = path;
  const nils = isRequired && !path.includes(element) ? [] : place.nils;
  if (place.demand === null) return { demand: null, nils };
  if (part === undefined) return { demand: add(place.demand), nils };
  const { shape } = place.demand;
  const inner = (one: DemandPlace) => demandWithin(one, { ...field, path: rest });
  if (shape.kind === 'list' && part === element)
    return { demand: { ...place.demand, shape: { ...shape, of: inner(shape.of) } }, nils };
  const of = shape.kind === 'object' ? shape.fields[part] : undefined;
  // Fields have names only where the schema is of plain objects and lists.
  if (shape.kind !== 'object' || of === undefined) return { ...place, nils };
  const fields = { ...shape.fields, [part]: inner(of) };
  return { demand: { ...place.demand, shape: { ...shape, fields } }, nils };
}
