import type { Family } from '../../metric/expression.ts';
import type { JudgedRow, ValidCells } from '../../metric/row-judge.ts';
import { absent, columnsOf, rowOnDemand } from './row-on-demand.ts';
import { definition, type Schema } from './zod-core.ts';
import { cellReader, type RowObject, rowObject } from './zod-row-object.ts';
import { runner, type Verdict } from './zod-run.ts';
import { checksAlone, parsedAtOnce } from './zod-sync.ts';

type RowVerdict = (row: JudgedRow) => Verdict;

/**
 * Returns a test of rows by an object's schema that hands its checks objects whose values are read on demand, where the engine
 * found the cells valid: of such, zod's parse would make an equal object. All other rows, and those whose checks throw, are
 * judged by `inFull`.
 */
export function judgedOnDemand(
  schema: Schema,
  families: ReadonlyMap<string, Family> | undefined,
  valid: ValidCells,
  inFull: RowVerdict,
): RowVerdict {
  const def = definition(schema);
  if (def.type !== 'object') return inFull;
  const fields = Object.entries<Schema>(def.shape);
  const columns = columnsOf(fields.map(([name]) => name));
  const cells = fields.map(([name, field]) =>
    valid.columns.has(name) ? { name, ...cellReader(field, families?.get(name)) } : null,
  );
  const others = fields.filter(([name]) => !valid.columns.has(name));
  const parse = parsedOthers(schema, others, families);
  const check = runner(checksAlone(schema), 'The row');

  let isOver = false;
  const end = () => {
    isOver = true;
    valid.onAllRead?.();
  };
  let made = 0;
  let filled = 0;
  const onFill = () => {
    filled += 1;
    if (areMany(filled, made)) end();
  };
  const asRead = (row: JudgedRow): Verdict => {
    const parsed = parse(row);
    if (parsed === null) return inFull(row);
    made += 1;
    const at = (place: number): unknown => {
      const cell = cells[place];
      if (!cell) {
        const name = columns.names[place] ?? '';
        return Object.hasOwn(parsed, name) ? parsed[name] : absent;
      }
      const value = row[cell.name] ?? null;
      return value === null && cell.omitted ? absent : cell.convert(value);
    };
    return check(rowOnDemand(columns, { at, onFill }), () => {
      // A check may do with a plain object what it can't with this one: all later rows are plain.
      end();
      return inFull(row);
    });
  };
  return (row) => (isOver || !valid.isIn(row) ? inFull(row) : asRead(row));
}

/** True if so many rows had all their values made that plain objects cost less. One costs what four others save. */
const areMany = (filled: number, made: number) => filled > 20 + made / 5;

/** Returns what parses the fields of a row that the engine says nothing of. It returns null if zod refuses one. */
function parsedOthers(
  schema: Schema,
  others: readonly (readonly [name: string, field: Schema])[],
  families: ReadonlyMap<string, Family> | undefined,
): (row: JudgedRow) => RowObject | null {
  if (others.length === 0) return () => none;
  const fields = Object.fromEntries(others);
  const objectOf = rowObject({ fields, isStrict: false }, Object.keys(fields), families);
  const parse = parsedAtOnce(schema, fields);
  return (row) => {
    const given = objectOf(row);
    return given instanceof Promise ? null : parse(given);
  };
}

const none: RowObject = Object.freeze({});
