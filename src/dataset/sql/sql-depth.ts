/** Levels of expressions. DuckDB takes a thousand, and up to twenty seconds for them. */
const mostLevels = 250;
/** DuckDB binds a lambda's body anew for each one around it: 8 of them in no time, 22 in 15 seconds, 30 never. */
const mostLambdas = 8;

/** The words that follow a tree of SQL, where it is nested deeper than an engine answers in time; else null. */
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

/** What DuckDB writes of an expression has a class, and what it writes of a query has none. */
function counted({ value, levels, lambdas }: Open): Open {
  if (!('class' in value)) return { value, levels, lambdas };
  return { value, levels: levels + 1, lambdas: lambdas + Number(value.class === 'LAMBDA') };
}
