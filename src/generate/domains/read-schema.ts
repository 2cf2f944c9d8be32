import { checksOf, definition, innerOf, type Schema } from '../../contract/schema/zod-core.ts';
import type { Demand, DemandPlace } from './demand.ts';
import { meetDemands } from './meet-demands.ts';
import { nilsOf } from './nils.ts';
import { readContainer } from './read-container.ts';
import { readLeaf } from './read-leaf.ts';
import { readPipe } from './read-pipe.ts';
import { bare, fakerOf, judged, type Reading } from './reading.ts';

/** The times that a schema may stand within itself. */
const mostRepeats = 2;

/** The levels of schemas, for a recursive one that is made anew at each level. */
const mostLevels = 60;

/**
 * Reads what a schema demands of a value that is not NULL. Null if there is no such value, or where a recursive schema is
 * cut off.
 */
export function readSchema(schema: Schema, around: Reading): Demand | null {
  const repeats = around.above.filter((one) => one === schema).length;
  if (repeats > mostRepeats || around.above.length > mostLevels) return null;
  const demand = readKind(schema, { ...around, above: [...around.above, schema] });
  const faker = fakerOf(schema);
  return demand && faker !== null ? { ...demand, faker } : demand;
}

/** Reads a part of a value: its schema, and the forms of NULL that it accepts. */
export function readPart(schema: Schema, reading: Reading, step: string): DemandPlace {
  const demand = readSchema(schema, { ...reading, path: `${reading.path}${step}` });
  // Only a field of an object can be absent.
  const nils = nilsOf(schema).filter((nil) => nil !== 'absent' || step.startsWith('.'));
  // JSON has no undefined: it is an absent key there, which has to pass as well.
  const isHeld =
    demand === null || nils.some((nil) => nil !== 'undefined') || !step.startsWith('.');
  return { demand, nils: isHeld ? nils : [] };
}

function readKind(schema: Schema, reading: Reading): Demand | null {
  const def = definition(schema);
  const inner = innerOf(schema);
  if (inner) return wrapped(schema, readSchema(inner, reading), reading);
  switch (def.type) {
    case 'union': {
      const options = def.options.flatMap((option) => readSchema(option, reading) ?? []);
      const choice = options.length === 0 ? null : bare({ kind: 'choice', options }, reading.path);
      const isExclusive = def.inclusive === false && def.options.length > 1;
      return isExclusive && choice
        ? judged(choice, schema, reading)
        : wrapped(schema, choice, reading);
    }
    case 'intersection': {
      const [left, right] = [readSchema(def.left, reading), readSchema(def.right, reading)];
      const both = left && right && meetDemands(left, right);
      return both && judged(both, schema, reading);
    }
    case 'pipe':
      return readPipe(schema, def, reading, (part) => readSchema(part, reading));
    case 'object':
    case 'array':
    case 'tuple':
    case 'record':
    case 'map':
    case 'set':
      return readContainer(schema, reading);
    default:
      return readLeaf(schema, reading);
  }
}

/** Checks of a wrapper see what it makes of a value. */
const wrapped = (schema: Schema, demand: Demand | null, reading: Reading): Demand | null =>
  demand && checksOf(schema).length > 0 ? judged(demand, schema, reading) : demand;
