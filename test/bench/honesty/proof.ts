import type { Case } from '../../never-green/case.ts';
import { isProbe } from './probes.ts';
import type { Told, Tool } from './tools.ts';
import { verdictOf } from './verdict.ts';

/** What a tool itself gets wrong on plain data, so that it proves nothing about its program. */
const known: readonly {
  readonly tool: string;
  readonly when: (one: Case) => boolean;
  readonly because: string;
}[] = [
  {
    tool: 'datacontract',
    when: ({ source, check }) =>
      source === 'json' && (check.kind === 'freshness' || check.kind === 'schema'),
    because: 'it takes a timestamp in JSON for invalid unless it has an offset',
  },
  {
    tool: 'datacontract',
    when: ({ source, check }) =>
      source === 'json' && check.kind === 'values between' && typeof check.min === 'string',
    because: 'it makes a JSON Schema with a minimum of text, which is none',
  },
  {
    tool: 'datacontract',
    when: ({ source, check }) =>
      source === 'json' && check.kind === 'accepted values' && check.warning === true,
    because: 'it makes an error of a list of values in JSON, of whatever severity',
  },
  {
    tool: 'soda',
    when: ({ source, check }) => source === 'json' && check.kind === 'schema',
    because: 'DuckDB reads a timestamp with milliseconds in JSON as text',
  },
];

/**
 * Fail unless each kind of check came out right on plain data, kept and broken, over each source that the tool reads: a
 * broken program is never to be told as a tool that is not honest.
 */
export function demandProofs(
  tool: Tool,
  cases: readonly Case[],
  judged: ReadonlyMap<number, Told>,
): void {
  const told = [...judged].flatMap(([number, { state, detail }]) => {
    const one = cases[number];
    if (one === undefined || !isProbe(one)) return [];
    return [{ one, state, detail, verdict: verdictOf(one.must, state) }];
  });
  const wrong = told.filter(
    ({ one, verdict }) =>
      verdict !== 'right' &&
      verdict !== 'cannot say' &&
      !known.some((each) => each.tool === tool.name && each.when(one)),
  );
  const lines = wrong.map(({ one, state, detail }) => `${one.id} is ${state}: ${detail}`);
  if (wrong.length > 0) throw new Error(`${tool.label} on plain data:\n${lines.join('\n')}`);
  for (const state of ['green', 'red'] as const) {
    const proofs = told.filter((each) => each.state === state && each.verdict === 'right').length;
    if (proofs < 40)
      throw new Error(`${tool.label} is rightly ${state} on plain data ${proofs} times.`);
  }
}
