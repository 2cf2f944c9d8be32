import { identifier } from '../../dataset/sql/quote.ts';
import { type ColumnDescription, EngineError, type Session } from '../../engine/engine.ts';
import { exactValue } from './exact-value.ts';

/** A column that both datasets have, as two expressions of one type that are equal where its values are. */
export interface Twin {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Returns the columns that both datasets have. NULL equals NULL, NaN equals NaN, and -0 equals 0. Where the type changed,
 * two values are equal if each is what the other converts to: 7 and '7' are, and 7 and '07' are not.
 */
export async function twinsOf(
  before: readonly ColumnDescription[],
  after: readonly ColumnDescription[],
  session: Session,
): Promise<readonly Twin[]> {
  const twins: Twin[] = [];
  for (const now of after) {
    const was = before.find(({ name }) => name === now.name);
    if (was === undefined) continue;
    const name = identifier(now.name);
    const [one, other] =
      was.type === now.type
        ? both(exactValue(name, now.type))
        : await converted(name, was.type, now.type, (sql) => session.query(sql));
    twins.push({ column: now.name, before: one, after: other });
  }
  return twins;
}

const both = (expression: string) => [expression, expression] as const;

type Ask = (sql: string) => Promise<unknown>;

async function converted(
  name: string,
  was: string,
  now: string,
  ask: Ask,
): Promise<readonly [string, string]> {
  // Types without a cast: the values differ, unless both are NULL.
  if (!(await canConvert(was, now, ask)))
    return [`nullif(${name} is null, true)`, `case when ${name} is not null then true end`];
  const old = `try_cast(${name} as ${was})`;
  const isSame = `try_cast(${old} as ${now}) is not distinct from ${name}`;
  const before = `{'v': ${name}, 'other': null::boolean}`;
  const after = `{'v': case when ${isSame} then ${old} end, 'other': case when not (${isSame}) then true end}`;
  return [before, after];
}

async function canConvert(was: string, now: string, ask: Ask): Promise<boolean> {
  try {
    await ask(`select try_cast(null::${was} as ${now}), try_cast(null::${now} as ${was})`);
    return true;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'ENGINE_FAILED') return false;
    throw error;
  }
}

/** Types of which the hash is compared in a join: 8 bytes of a row are kept, however long its texts are. */
const hashed = /^(?:VARCHAR|JSON|BLOB)$/;

/** Returns a twin in the form in which a join keeps it. */
export function joined(twin: Twin, type: string): Twin {
  if (twin.before !== twin.after || !hashed.test(type)) return twin;
  return { ...twin, before: `hash(${twin.before})`, after: `hash(${twin.after})` };
}
