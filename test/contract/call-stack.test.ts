import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callStack, innermostFrame, stackText } from '../../src/contract/call-stack.ts';
import { userFrames } from '../../src/contract/user-frames.ts';
import { contract, z } from '../../src/index.ts';

const prepare = Error.prepareStackTrace;
/** The number of frames of each stack that was looked up. */
let looked: number[] = [];

beforeEach(() => {
  looked = [];
  Error.prepareStackTrace = (error, sites) => {
    looked.push(sites.length);
    return prepare?.(error, sites);
  };
});

afterEach(() => {
  Error.prepareStackTrace = prepare;
});

/** A stack that was looked up at once, and one of the same line. */
const both = () => [new Error('eager').stack ?? '', callStack()] as const;

const placeOf = (frame: { file: string; line: number } | null | undefined) =>
  frame && [frame.file, frame.line];

describe('a stack', () => {
  test('is looked up when it is asked for, and one frame of it for its place', () => {
    const stack = callStack();
    expect(looked).toEqual([]);
    expect(innermostFrame(stack)?.file).toBe(import.meta.filename);
    expect(looked).toEqual([1]);
    innermostFrame(stack);
    expect(looked).toEqual([1]);
    expect(stackText(stack)).toContain('call-stack.test.ts');
    expect(looked.length).toBe(2);
    expect(looked[1]).toBeGreaterThan(1);
  });

  test('has the place and the frames that it would have had at once', () => {
    const [eager, lazy] = both();
    const frames = userFrames(eager);
    expect(frames.length).toBeGreaterThan(1);
    expect(placeOf(innermostFrame(lazy))).toEqual(placeOf(frames[0]));
    expect(userFrames(stackText(lazy)).map(placeOf)).toEqual(frames.map(placeOf));
    expect(placeOf(innermostFrame(lazy))).toEqual(placeOf(userFrames(stackText(lazy))[0]));
  });

  test('has them too where its text comes first', () => {
    const [eager, lazy] = both();
    expect(userFrames(stackText(lazy)).map(placeOf)).toEqual(userFrames(eager).map(placeOf));
    expect(placeOf(innermostFrame(lazy))).toEqual(placeOf(userFrames(eager)[0]));
  });

  test('leaves the way in which stacks are printed as it was', () => {
    const before = Error.prepareStackTrace;
    innermostFrame(callStack());
    expect(Error.prepareStackTrace).toBe(before);
  });

  test('has them where nothing maps sources, and where its text was made before', () => {
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    const plain = callStack();
    expect(innermostFrame(plain)?.file).toBe(import.meta.filename);
    expect(stackText(plain)).toContain('call-stack.test.ts');
    Error.prepareStackTrace = prepare as typeof Error.prepareStackTrace;
    expect(innermostFrame(plain)?.file).toBe(import.meta.filename);
  });

  test('is frozen data, and a copy of it has no place', () => {
    const stack = callStack();
    expect([Object.isFrozen(stack), JSON.stringify(stack)]).toEqual([true, '{"kind":"stack"}']);
    const copy = structuredClone(stack);
    expect([innermostFrame(copy), stackText(copy)]).toEqual([null, '']);
  });
});

test('a contract looks nothing up but its own line', () => {
  contract('held', { schema: z.object({ x: z.number() }) }, ({ rows, column }) => [
    rows.count().atLeast(1).named('some').because('there are some').warn(),
    rows.where('x > 1').column('x').mean().atMost(3).tagged('slow'),
    column('x').notNull().except('1%'),
  ]);
  expect(looked.length).toBe(1);
});
