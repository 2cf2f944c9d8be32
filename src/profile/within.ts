import { type TypeTree, typeTree } from '../dataset/typing/type-tree.ts';
import type { EngineRow, EngineValue, Session, Step, WithinFact } from '../engine/engine.ts';
import { column } from '../metric/expression.ts';
import type { Numeric } from '../value/numeric.ts';
import { inBatches } from './batches.ts';

/** Facts about the values at a place within a column, such as those of a field. */
export type Within =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, WithinPart> }
  | { readonly kind: 'list'; readonly part: WithinPart }
  | { readonly kind: 'map'; readonly hasTextKeys: boolean; readonly part: WithinPart }
  | WithinPlain;

/** Values that have none within them. */
export interface WithinPlain {
  readonly kind: 'plain';
  /** The engine's own word, `'DECIMAL(10,2)'`. */
  readonly type: string;
  /** The least and the greatest number, or the least and the greatest length of a text; null if there is none. */
  readonly least: Numeric | null;
  readonly greatest: Numeric | null;
  /** The numbers that are NaN or infinite, and the numbers, days and instants that are infinite. */
  readonly unusual: number;
  readonly infinite: number;
}

/** The values of a field or of the elements of a list. */
export interface WithinPart {
  /** The number of values, NULL too. */
  readonly held: number;
  readonly nulls: number;
  readonly values: Within;
}

/** The most levels below a column that are looked at, and the most fields of it. */
const [mostLevels, mostFields] = [4, 100] as const;

/** A place within a column, with the facts to ask about it. */
interface Place {
  readonly steps: readonly Step[];
  readonly facts: readonly WithinFact[];
}

/**
 * Looks into the columns of objects, lists and maps, at all rows. Columns of more fields than a person reads are left out, and
 * what lies deeper than four levels is a plain value of its type.
 */
export async function askWithin(session: Session): Promise<ReadonlyMap<string, Within>> {
  const columns = session.columns.filter(({ family }) =>
    ['struct', 'list', 'map'].includes(family),
  );
  if (columns.length === 0) return new Map();
  // The type of a column takes JSON within it for text.
  const described = await session.query(session.dialect.describe(session.relation));
  const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
  const trees = columns
    .map(({ name, type }) => ({ name, tree: cut(typeTree(types.get(name) ?? type), mostLevels) }))
    .map(({ name, tree }) => ({ name, tree, places: placesIn(tree, []) }))
    .filter(({ places }) => places.length <= mostFields);
  const asked = trees.flatMap(({ name, places }) => places.map((place) => ({ name, ...place })));
  const answers = new Map<string, EngineValue>();
  const context = { columns: session.columns, now: session.now };
  for (const batch of inBatches(asked, ({ facts }) => facts.length)) {
    const items = batch.flatMap(({ name, steps, facts }) =>
      facts.map((fact) => ({
        id: idOf(name, steps, fact),
        sql: session.dialect.profile({ kind: 'within', of: column(name), steps, fact }, context),
      })),
    );
    const list = items.map(({ sql }, at) => `${sql} as v${at}`).join(', ');
    const [row = {}]: readonly EngineRow[] = await session.query(
      `select ${list} from ${session.relation}`,
    );
    for (const [at, { id }] of items.entries()) answers.set(id, row[`v${at}`] ?? null);
  }
  return new Map(trees.map(({ name, tree }) => [name, withinOf(tree, [], name, answers)]));
}

const idOf = (name: string, steps: readonly Step[], fact: WithinFact) =>
  JSON.stringify([name, steps, fact]);

/** Leaves out what lies more levels deep. */
function cut(tree: TypeTree, levels: number): TypeTree {
  if (tree.kind === 'plain') return tree;
  if (levels === 0) return { kind: 'plain', name: '' };
  switch (tree.kind) {
    case 'list':
      return { kind: 'list', of: cut(tree.of, levels - 1) };
    case 'map':
      return { ...tree, value: cut(tree.value, levels - 1) };
    case 'struct': {
      const fields = [...tree.fields].map(([name, of]) => [name, cut(of, levels - 1)] as const);
      return { kind: 'struct', fields: new Map(fields) };
    }
  }
}

const isNumber = (type: string) => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL)/.test(type);
/** True for a type of floating-point numbers. */
export const isFloat = (type: string): boolean => /^(DOUBLE|FLOAT|REAL)$/.test(type);
/** True for a type of days or instants. */
export const isTime = (type: string): boolean => /^(DATE|TIMESTAMP)/.test(type);

function placesIn(tree: TypeTree, steps: readonly Step[]): readonly Place[] {
  const part = (step: Step, of: TypeTree) => placesIn(of, [...steps, step]);
  const here: readonly WithinFact[] = steps.length === 0 ? [] : ['held', 'nulls'];
  switch (tree.kind) {
    case 'struct':
      return [
        { steps, facts: here },
        ...[...tree.fields].flatMap(([name, of]) => part({ kind: 'field', name }, of)),
      ];
    case 'list':
      return [{ steps, facts: here }, ...part({ kind: 'elements' }, tree.of)];
    case 'map':
      return [{ steps, facts: here }, ...part({ kind: 'values' }, tree.value)];
    case 'plain':
      return [{ steps, facts: [...here, ...factsOf(tree.name)] }];
  }
}

function factsOf(type: string): readonly WithinFact[] {
  if (type === 'VARCHAR') return ['shortest', 'longest'];
  if (isNumber(type)) return ['least', 'greatest'];
  if (isTime(type)) return ['infinite'];
  return isFloat(type) ? ['least', 'greatest', 'unusual', 'infinite'] : [];
}

function withinOf(
  tree: TypeTree,
  steps: readonly Step[],
  name: string,
  answers: ReadonlyMap<string, EngineValue>,
): Within {
  const answer = (at: readonly Step[], fact: WithinFact) =>
    answers.get(idOf(name, at, fact)) ?? null;
  const number = (at: readonly Step[], fact: WithinFact) => Number(answer(at, fact) ?? 0);
  const part = (step: Step, of: TypeTree): WithinPart => {
    const at = [...steps, step];
    const values = withinOf(of, at, name, answers);
    return { held: number(at, 'held'), nulls: number(at, 'nulls'), values };
  };
  const numeric = (fact: WithinFact) => answer(steps, fact) as Numeric | null;
  switch (tree.kind) {
    case 'struct': {
      const fields = [...tree.fields].map(
        ([field, of]) => [field, part({ kind: 'field', name: field }, of)] as const,
      );
      return { kind: 'object', fields: new Map(fields) };
    }
    case 'list':
      return { kind: 'list', part: part({ kind: 'elements' }, tree.of) };
    case 'map':
      return {
        kind: 'map',
        hasTextKeys: tree.key.kind === 'plain' && tree.key.name === 'VARCHAR',
        part: part({ kind: 'values' }, tree.value),
      };
    case 'plain':
      return {
        kind: 'plain',
        type: tree.name,
        least: numeric(tree.name === 'VARCHAR' ? 'shortest' : 'least'),
        greatest: numeric(tree.name === 'VARCHAR' ? 'longest' : 'greatest'),
        unusual: number(steps, 'unusual'),
        infinite: number(steps, 'infinite'),
      };
  }
}
