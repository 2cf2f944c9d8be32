import type { $ZodPipeDef } from 'zod/v4/core';
import { checksOf, definition, type Schema } from '../../contract/schema/zod-core.ts';
import { partsOf } from '../../contract/schema/zod-parts.ts';
import type { Demand } from './demand.ts';
import { meetDemands } from './meet-demands.ts';
import { bare, judged, type Reading } from './reading.ts';

/** Reads a pipe for the values that go into it. */
export function readPipe(
  schema: Schema,
  def: $ZodPipeDef,
  reading: Reading,
  read: (part: Schema) => Demand | null,
): Demand | null {
  const words = wordsOf(schema);
  if (words)
    return judged(bare({ kind: 'constants', values: words }, reading.path), schema, reading);
  // z.preprocess takes anything: what comes after it says what it is likely to expect.
  if (definition(def.in).type === 'transform') {
    const expected = read(def.out);
    return expected && judged(expected, schema, reading);
  }
  const given = read(def.in);
  if (given === null) return null;
  const isSame = keepsValues(def.in) && keepsValues(def.out);
  const out = isSame ? read(def.out) : null;
  const both = out && meetDemands(given, out);
  return judged(both ?? given, schema, reading);
}

/** The texts of a `z.stringbool`, which its issues list; null for any other schema. */
function wordsOf(schema: Schema): readonly string[] | null {
  const def = definition(schema);
  if (def.type !== 'pipe' || !('transform' in def) || definition(def.out).type !== 'boolean')
    return null;
  try {
    const result = schema._zod.run({ value: '\0', issues: [] }, { async: false });
    if (result instanceof Promise) return null;
    const [issue] = result.issues;
    const isList =
      issue?.code === 'invalid_value' && Reflect.get(issue, 'expected') === 'stringbool';
    return isList ? issue.values.filter((one) => typeof one === 'string') : null;
  } catch {
    return null;
  }
}

const changing: ReadonlySet<string> = new Set([
  'pipe',
  'transform',
  'default',
  'prefault',
  'catch',
  'success',
]);

/** True if a value comes out of a schema as it goes in. */
const keepsValues = (schema: Schema): boolean =>
  [...partsOf(schema)].every((part) => {
    const def = definition(part);
    const coerces = 'coerce' in def && def.coerce === true;
    return (
      !changing.has(def.type) &&
      !coerces &&
      checksOf(part).every((check) => check.def.check !== 'overwrite')
    );
  });
