/** A question: does an expectation hold in a mutant? */
export interface Task<M, E> {
  readonly mutant: M;
  readonly expectation: E;
}

/** Mutants of different columns that are made side by side, and the questions that are asked there. */
export interface Layer<M, E> {
  readonly mutants: ReadonlySet<M>;
  readonly tasks: readonly Task<M, E>[];
}

interface Open<M, E> {
  readonly mutants: Set<M>;
  /** The mutant that a column is changed by; null where it has to stay as it is. */
  readonly columns: Map<string, M | null>;
  readonly tasks: Task<M, E>[];
}

/**
 * Puts mutants side by side, so that many are measured together. In the layer of a question only its own mutant changes
 * what the expectation reads.
 */
export function layersOf<M extends { readonly changes: ReadonlySet<string> }, E>(
  tasks: readonly Task<M, E>[],
  reads: (expectation: E) => ReadonlySet<string>,
): readonly Layer<M, E>[] {
  const layers: Open<M, E>[] = [];
  const size = ({ expectation }: Task<M, E>) => reads(expectation).size;
  for (const task of tasks.toSorted((one, other) => size(one) - size(other))) {
    const read = reads(task.expectation);
    const found = layers.find((layer) => fits(layer, task, read));
    const layer: Open<M, E> = found ?? { mutants: new Set(), columns: new Map(), tasks: [] };
    if (found === undefined) layers.push(layer);
    layer.mutants.add(task.mutant);
    for (const name of task.mutant.changes) layer.columns.set(name, task.mutant);
    for (const name of read) if (!task.mutant.changes.has(name)) layer.columns.set(name, null);
    layer.tasks.push(task);
  }
  return layers;
}

function fits<M extends { readonly changes: ReadonlySet<string> }, E>(
  { columns }: Open<M, E>,
  { mutant }: Task<M, E>,
  read: ReadonlySet<string>,
): boolean {
  for (const name of mutant.changes)
    if (columns.has(name) && columns.get(name) !== mutant) return false;
  for (const name of read)
    if (!mutant.changes.has(name) && (columns.get(name) ?? null) !== null) return false;
  return true;
}
