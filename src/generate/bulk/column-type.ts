import {
  mergeShapes,
  nullShape,
  sqlType,
  type ValueShape,
  valueShape,
} from '../../dataset/memory/row-shape.ts';
import type { Domain, Place } from '../domain.ts';
import type { ColumnDomain } from '../row-domain.ts';

/** Returns the SQL type of a column of generated rows. A column whose rules take dates alone is DATE. */
export function columnType({ domain, constraint }: ColumnDomain): string {
  const type = sqlType(domain === null ? nullShape : shapeOf(domain)) ?? 'VARCHAR';
  const families = constraint.type?.value ?? null;
  const isDate = families?.includes('date') === true && !families.includes('timestamp');
  return type === 'TIMESTAMP' && isDate ? 'DATE' : type;
}

const merged = (shapes: readonly ValueShape[]) => shapes.reduce(mergeShapes, nullShape);

/** The shape that holds all values of a domain. */
function shapeOf(domain: Domain): ValueShape {
  switch (domain.kind) {
    case 'constants':
      return merged(domain.values.map((value) => valueShape(value)));
    case 'number': {
      const { whole, minimum, maximum, nan, infinite } = domain;
      const isSafe = Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum);
      return valueShape(whole && isSafe && !nan && !infinite ? 0 : 0.5);
    }
    case 'bigint':
      return { kind: 'integer', least: domain.minimum, most: domain.maximum };
    case 'instant':
      return valueShape(new Date(0));
    case 'text':
      return valueShape('');
    case 'list':
    case 'set':
      return { kind: 'list', of: ofPlace(domain.of) };
    case 'tuple': {
      const rest = domain.rest === null ? [] : [domain.rest];
      return { kind: 'list', of: merged([...domain.items, ...rest].map(ofPlace)) };
    }
    case 'object': {
      const fields = Object.entries(domain.fields);
      // A key that is absent would come back as NULL.
      if (fields.some(([, { nil }]) => nil === 'absent')) return mixed;
      return { kind: 'struct', entries: new Map(fields.map(([name, of]) => [name, ofPlace(of)])) };
    }
    case 'entries':
      return domain.as === 'map'
        ? { kind: 'map', keys: shapeOf(domain.keys), values: ofPlace(domain.values) }
        : mixed;
    case 'choice':
      return merged(domain.options.map(shapeOf));
  }
}

const mixed: ValueShape = { kind: 'mixed' };

const ofPlace = ({ domain }: Place): ValueShape => (domain === null ? nullShape : shapeOf(domain));
