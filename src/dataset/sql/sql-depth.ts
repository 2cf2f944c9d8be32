/** The most levels of nested expressions. DuckDB accepts a thousand, but takes up to twenty seconds for them. */
const mostLevels = 250;
/**
 * The most nested lambdas. DuckDB binds a lambda's body once for each one around it: 8 are instant, 22 take 15 seconds,
 * 30 never end.
 */
const mostLambdas = 8;

/** Returns the words that follow "The SQL" if a tree is nested too deeply for the engine; else null. */
export function depthProblem(root: object): string | null {
  const open: Open[] = [{ value: root, levels: 0, lambdas: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, levels, lambdas } = counted(next);
    if (lambdas > mostLambdas) return `nests more than ${mostLambdas} lambdas`;
    if (levels > mostLevels) return `is nested deeper than ${mostLevels} levels`;
    for (const part of Object.values(value))
      if (typeof part === 'object' && part !== null) open.push({ value: part, levels, lambdas });
  }
  return null;
}

interface Open {
  readonly value: object;
  readonly levels: number;
  readonly lambdas: number;
}

/** Adds a node to the counts. Only expressions have a class; queries have none. */
function counted({ value, levels, lambdas }: Open): Open {
  if (!('class' in value)) return { value, levels, lambdas };
  return { value, levels: levels + 1, lambdas: lambdas + Number(value.class === 'LAMBDA') };
}
