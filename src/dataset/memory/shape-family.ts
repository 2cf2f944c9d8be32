import type { Family } from '../../metric/expression.ts';
import { sqlType, type ValueShape } from './row-shape.ts';

const families: Readonly<Record<ValueShape['kind'], Family>> = {
  null: 'text',
  boolean: 'boolean',
  integer: 'integer',
  double: 'float',
  text: 'text',
  instant: 'timestamp',
  binary: 'binary',
  mixed: 'json',
  list: 'list',
  map: 'map',
  struct: 'struct',
};

/** Returns the family of the type that holds values of a shape; that of text where there is no value. */
export const familyOfShape = (shape: ValueShape): Family =>
  sqlType(shape) === 'JSON' ? 'json' : families[shape.kind];
