import { jsonText } from '../../dataset/memory/row-json.ts';
import { sqlType, type ValueShape } from '../../dataset/memory/row-shape.ts';
import type { EngineValue } from '../../engine/engine.ts';

/**
 * Returns a value of JavaScript as an engine would return it from a column of that shape: JSON as text where the values
 * have several types, absent fields as `null`, Sets as lists and Maps as lists of pairs.
 */
export function engineForm(value: unknown, shape: ValueShape): EngineValue {
  if (value === null || value === undefined) return null;
  switch (shape.kind) {
    case 'null':
    case 'boolean':
    case 'integer':
    case 'double':
    case 'text':
    case 'instant':
      return value as EngineValue;
    case 'binary':
      return new Uint8Array(value as Uint8Array);
    case 'mixed':
      return jsonText(value);
    default:
      return sqlType(shape) === 'JSON' ? jsonText(value) : nested(value, shape);
  }
}

function nested(value: unknown, shape: ValueShape): EngineValue {
  switch (shape.kind) {
    case 'list':
      return Array.from(value as Iterable<unknown>, (item) => engineForm(item, shape.of));
    case 'map':
      return Array.from(value as ReadonlyMap<unknown, unknown>, ([key, item]) => [
        engineForm(key, shape.keys),
        engineForm(item, shape.values),
      ]);
    case 'struct':
      return structForm(value as Readonly<Record<string, unknown>>, shape.entries);
    default:
      return engineForm(value, shape);
  }
}

const structForm = (
  value: Readonly<Record<string, unknown>>,
  entries: ReadonlyMap<string, ValueShape>,
): EngineValue =>
  Object.fromEntries([...entries].map(([name, of]) => [name, engineForm(value[name], of)]));
