import { DatasetError, type Reader } from '../dataset.ts';
import { type DataFile, enginePath } from '../files/data-file.ts';
import { literal } from '../sql/quote.ts';
import { caseClash } from '../typing/column-names.ts';
import type { Field } from '../typing/described-fields.ts';
import { type TypeTree, typeTree } from '../typing/type-tree.ts';
import { isWidening } from '../typing/widening.ts';
import { emptyColumns } from './null-columns.ts';

type Schemas = ReadonlyMap<DataFile, readonly Field[]>;

interface Seen {
  readonly name: string;
  readonly file: DataFile;
  readonly type: string;
}

/**
 * Checks that files can be united by name: if a column has two types, the wider must hold all values of the other.
 * Otherwise the engine would convert both, such as numbers to text, without an error.
 */
export async function checkUnion(
  reader: Reader,
  schemas: Schemas,
  described: readonly Field[],
): Promise<void> {
  const kinds = [
    ...new Map(
      [...schemas].map(([file, fields]) => [JSON.stringify(fields), [fields, file] as const]),
    ).values(),
  ];
  checkSpelling(kinds);
  const types = new Map(described.map(({ name, type }) => [name, type]));
  for (const [fields, file] of kinds) {
    for (const { name, type } of fields) {
      const wide = types.get(name);
      if (wide === undefined || wide === type || isWidening(typeTree(wide), typeTree(type)))
        continue;
      if ((await emptyColumns(reader, literal(enginePath(file)))).has(name)) continue;
      throw unlike({ name, file, type }, otherOf(kinds, name, type), wide);
    }
  }
}

/** Finds a file in which a column has another type. */
function otherOf(kinds: Kinds, name: string, type: string): Seen | null {
  for (const [fields, file] of kinds) {
    const other = fields.find((field) => field.name === name && field.type !== type);
    if (other) return { ...other, file };
  }
  return null;
}

type Kinds = readonly (readonly [readonly Field[], DataFile])[];

const unlike = ({ name, file, type }: Seen, other: Seen | null, wide: string) =>
  new DatasetError(
    'DATASET_UNREADABLE',
    `"${name}" is ${type} in ${file.shown}${other ? ` and ${other.type} in ${other.file.shown}` : ''}: read together they would be ${wide}, which does not hold all values of both. Write one of them again; unionByName widens a type if nothing is lost, such as INTEGER to BIGINT.`,
  );

/** Refuses names of columns, and of their fields, that differ only by case between files. */
function checkSpelling(kinds: Kinds): void {
  const seen = new Map<string, readonly [readonly string[], DataFile]>();
  for (const [fields, file] of kinds) {
    for (const path of fields.flatMap(({ name, type }) => pathsOf([name], typeTree(type)))) {
      const key = JSON.stringify(path).toLowerCase();
      const [before, where] = seen.get(key) ?? [path, file];
      if (before.some((name, at) => name !== path[at])) {
        throw caseClash([where.shown, before.join('.')], [file.shown, path.join('.')]);
      }
      seen.set(key, [before, where]);
    }
  }
}

/** Returns the path to each part of a type, itself included: `a`, then `a`, `b`. */
function pathsOf(names: readonly string[], tree: TypeTree): readonly (readonly string[])[] {
  switch (tree.kind) {
    case 'plain':
      return [names];
    case 'list':
      return pathsOf(names, tree.of);
    case 'map':
      return [...pathsOf(names, tree.key), ...pathsOf(names, tree.value)];
    case 'struct':
      return [
        names,
        ...[...tree.fields].flatMap(([name, field]) => pathsOf([...names, name], field)),
      ];
  }
}
