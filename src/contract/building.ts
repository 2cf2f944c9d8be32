import { basename } from 'node:path';
import { ContractError } from './errors.ts';
import { type Frame, userFrames } from './user-frames.ts';

/** An expectation or a measure that a contract's function built, until it is used. */
interface Built {
  /** `"rows.count() is at least 1"`. */
  readonly label: string;
  readonly kind: 'expectation' | 'measure';
  readonly stack: string;
}

/** The unused parts of each contract that is being declared: one may be declared within another's function. */
const open: Map<object, Built>[] = [];

/** Remembers what was built while a contract is declared; nothing else. */
export const noteBuilt = (made: object, built: Built): void => {
  open.at(-1)?.set(made, built);
};

/** Takes a part off the unused ones: it stands in the contract's list, or something was made of it that has to. */
export const noteUsed = (made: object): void => {
  open.at(-1)?.delete(made);
};

/**
 * Runs what declares a contract, and refuses what it built and left lying.
 *
 * @throws {ContractError} `EXPECTATION_LOST`, at the line of the first one.
 */
export function refuseLost<Result>(contract: string, declare: () => Result): Result {
  const building = new Map<object, Built>();
  open.push(building);
  try {
    const result = declare();
    const [lost] = building.values();
    if (lost) throw lostError(contract, lost, building.size - 1);
    return result;
  } finally {
    open.pop();
  }
}

function lostError(contract: string, { label, kind, stack }: Built, more: number): ContractError {
  const frames = userFrames(stack);
  const [place] = frames;
  const others = more > 0 ? `, and so were ${more} more` : '';
  const advice =
    kind === 'measure'
      ? 'Hold it to a bound, such as .atLeast(1), and return that'
      : 'Put it into the list; an expectation never changes, so return what .warn(), .because() or .except() gives';
  const error = new ContractError(
    'EXPECTATION_LOST',
    `Contract '${contract}': ${label}${place ? ` (${shown(place)})` : ''} was built and is not in the list that its function returns${others}: nothing would be checked by it. ${advice}, or leave it out.`,
  );
  if (place)
    error.stack = `${error.name}: ${error.message}\n${frames.map(({ text }) => text).join('\n')}`;
  return error;
}

const shown = ({ file, line }: Frame) => `${basename(file)}:${line}`;
