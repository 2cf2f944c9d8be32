import process from 'node:process';
import { type Frame, isOfUser, userFrames } from './user-frames.ts';

/**
 * Where something was called: plain data that stands for a stack. Its text is made when it is first asked for: Vitest,
 * and whoever else maps sources, looks up every frame in a source map then, which takes longer than all else that an
 * expectation costs.
 */
export interface CallStack {
  readonly kind: 'stack';
}

/** Returns where its caller was called from. */
export function callStack(): CallStack {
  const stack: CallStack = Object.freeze({ kind: 'stack' });
  const error = new Error('called here');
  // What maps sources in a command is gone by the time that a place is shown.
  if (process.env.VITEST === undefined) void error.stack;
  errors.set(stack, error);
  return stack;
}

const key = Symbol.for('assay.stacks');

/** The errors of all copies of this module: a command has one of its own beside that of the contract. */
const shared = globalThis as { [key]?: WeakMap<CallStack, Error> };
shared[key] ??= new WeakMap();
const errors = shared[key];

/** Returns all frames as text, in V8's format. */
export function stackText(stack: CallStack): string {
  const raw = rawOf(stack);
  return raw === null ? (errors.get(stack)?.stack ?? '') : raw.print(raw.sites);
}

/** Returns the user's innermost frame, and looks up no other; null if there is none. */
export function innermostFrame(stack: CallStack): Frame | null {
  const raw = rawOf(stack);
  if (raw === null) return userFrames(stackText(stack))[0] ?? null;
  raw.innermost ??= { frame: firstOf(raw) };
  return raw.innermost.frame;
}

function firstOf({ sites, print }: Raw): Frame | null {
  for (const site of sites) {
    const file = site.getFileName();
    if (typeof file !== 'string' || !isOfUser(file)) continue;
    const [frame] = userFrames(print([site]));
    if (frame) return frame;
  }
  return null;
}

/** The frames before they are looked up. */
interface Raw {
  readonly sites: readonly NodeJS.CallSite[];
  readonly print: (sites: readonly NodeJS.CallSite[]) => string;
  innermost?: { readonly frame: Frame | null };
}

const known = new WeakMap<CallStack, Raw>();

/** Returns the frames as they are; null where nothing maps them, so that their text costs little. */
function rawOf(stack: CallStack): Raw | null {
  const before = known.get(stack);
  if (before) return before;
  const error = errors.get(stack);
  const prepare = Error.prepareStackTrace;
  if (error === undefined || typeof prepare !== 'function') return null;
  const taken: NodeJS.CallSite[] = [];
  try {
    Error.prepareStackTrace = (_, sites) => {
      taken.push(...sites);
    };
    // Asked for a first time, it is made of the sites; a text that was made before stays as it is.
    if (typeof error.stack === 'string') return null;
  } finally {
    Error.prepareStackTrace = prepare;
  }
  const raw: Raw = { sites: taken, print: (sites) => String(prepare(error, [...sites])) };
  known.set(stack, raw);
  return raw;
}
