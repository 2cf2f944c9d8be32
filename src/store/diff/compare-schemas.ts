import type { ColumnDescription } from '../../engine/engine.ts';
import { withoutInnerNames } from '../../plan/disclosure/inner-names.ts';
import type { SchemaDiff } from './diff.ts';

/** Compares the columns of two datasets by name, letter for letter. Types are given without names and values in them. */
export function compareSchemas(
  before: readonly ColumnDescription[],
  after: readonly ColumnDescription[],
  shownName: (name: string) => string,
): SchemaDiff {
  const was = new Map(before.map((column) => [column.name, column]));
  const is = new Map(after.map((column) => [column.name, column]));
  const typed = ({ name, type }: ColumnDescription) => ({
    column: shownName(name),
    type: withoutInnerNames(type),
  });
  const kept = after.flatMap((now) => {
    const old = was.get(now.name);
    return old === undefined ? [] : [{ now, old }];
  });
  const keptBefore = before.filter(({ name }) => is.has(name));
  return {
    added: after.filter(({ name }) => !was.has(name)).map(typed),
    removed: before.filter(({ name }) => !is.has(name)).map(typed),
    changed: kept
      .filter(({ now, old }) => now.type !== old.type)
      .map(({ now, old }) => ({
        column: shownName(now.name),
        before: withoutInnerNames(old.type),
        after: withoutInnerNames(now.type),
      })),
    isReordered: kept.some(({ now }, at) => keptBefore[at]?.name !== now.name),
  };
}
