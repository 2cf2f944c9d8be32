import { basename } from 'node:path';
import { ContractError } from '../value/contract-error.ts';
import { type CallStack, stackText } from './call-stack.ts';
import { type Frame, userFrames } from './user-frames.ts';

/** An expectation or a measure that a contract's callback has made and not used yet. */
interface Built {
  /** The part as the user wrote it, `"rows.count() is at least 1"`. */
  readonly label: string;
  readonly kind: 'expectation' | 'measure';
  readonly stack: CallStack;
}

/**
 * The unused parts of each contract that is being declared. There are several where one is declared within the callback
 * of another.
 */
const open: Map<object, Built>[] = [];

/**
 * Registers a part that was made while a contract is declared.
 *
 * @throws {ContractError} `EXPECTATION_LOST`, where none is: rows that were kept, a timer, a promise came too late.
 */
export function noteBuilt(made: object, built: Built): void {
  const building = open.at(-1);
  if (!building) throw lateError(built);
  building.set(made, built);
}

/** Registers a changed part in place of its original, unless the original is in a list already. */
export function noteChanged(from: object, made: object, built: Built): void {
  noteUsed(from);
  open.at(-1)?.set(made, built);
}

/** Removes a part from the unused ones: it is in the contract's list, or another was made of it. */
export const noteUsed = (made: object): void => {
  open.at(-1)?.delete(made);
};

/** The frames of an error's stack. The user's line is the outermost of those that a wrong limit goes through, of which Node keeps ten. */
const deepest = 50;

/**
 * Runs the callback of a contract, and refuses parts that it made and did not return.
 *
 * @throws {ContractError} `EXPECTATION_LOST`, at the line of the first one.
 */
export function refuseLost<Result>(contract: string, declare: () => Result): Result {
  const building = new Map<object, Built>();
  open.push(building);
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Math.max(stackTraceLimit, deepest);
  try {
    const result = declare();
    const [lost] = building.values();
    if (lost) throw lostError(contract, lost, building.size - 1);
    return result;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    open.pop();
  }
}

function lostError(contract: string, built: Built, more: number): ContractError {
  const others = more > 0 ? `, and so were ${more} more` : '';
  const advice =
    built.kind === 'measure'
      ? 'Hold it to a bound, such as .atLeast(1), and return that'
      : 'Put it into the list; an expectation never changes, so return what .warn(), .because() or .except() gives';
  return errorAt(
    built,
    (what) =>
      `Contract '${contract}': ${what} was built and is not in the list that its function returns${others}: nothing would be checked by it. ${advice}, or leave it out.`,
  );
}

const lateError = (built: Built) =>
  errorAt(
    built,
    (what) =>
      `${what} was built outside of a contract's function, or after it had returned: nothing would be checked by it. Build it within the function, and put it into the list that is returned.`,
  );

/** Returns an error that points at the user's line where a part was made. */
function errorAt({ label, stack }: Built, sentence: (what: string) => string): ContractError {
  const frames = userFrames(stackText(stack));
  const [place] = frames;
  const error = new ContractError(
    'EXPECTATION_LOST',
    sentence(`${label}${place ? ` (${shown(place)})` : ''}`),
  );
  if (place)
    error.stack = `${error.name}: ${error.message}\n${frames.map(({ text }) => text).join('\n')}`;
  return error;
}

const shown = ({ file, line }: Frame) => `${basename(file)}:${line}`;
