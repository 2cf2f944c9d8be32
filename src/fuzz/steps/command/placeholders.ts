import { closest } from '../../../value/closest.ts';
import { StepError } from '../../fuzz-error.ts';

/**
 * Returns a command with the paths of its files: in place of `{input}`, `{input.orders}` and `{output}`, or else at its
 * end, inputs first.
 *
 * @throws {StepError} `STEP_INVALID` for the name of an input that does not exist.
 */
export function withPaths(
  words: readonly string[],
  inputs: ReadonlyMap<string, string>,
  output: string,
): readonly string[] {
  const pattern = /\{(output|input(?:\.([^{}]+))?)\}/g;
  if (!words.some((word) => word.search(pattern) >= 0))
    return [...words, ...inputs.values(), output];
  const path = (whole: string, place: string, name?: string) => {
    if (place === 'output') return output;
    return (name === undefined ? onlyInput(inputs) : inputs.get(name)) ?? unknown(whole, inputs);
  };
  return words.map((word) => word.replaceAll(pattern, path));
}

const onlyInput = (inputs: ReadonlyMap<string, string>) =>
  inputs.size === 1 ? Array.from(inputs.values())[0] : undefined;

function unknown(placeholder: string, inputs: ReadonlyMap<string, string>): never {
  const known = Array.from(inputs.keys(), (name) => `{input.${name}}`);
  const near = closest(placeholder, known);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new StepError(
    'STEP_INVALID',
    `The step's command has the placeholder ${placeholder}, and its inputs are ${known.join(', ')}.${hint}`,
  );
}
