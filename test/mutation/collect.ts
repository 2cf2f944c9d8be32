import { format } from 'node:util';
import type * as vitest from 'vitest';

/**
 * Stands for `vitest` in the tests that are run for mutants: it declares them, and the host runs those it wishes, as
 * often as it wishes. What asserts is Vitest's own.
 */

type Body = () => unknown;
type Case = (...args: readonly unknown[]) => unknown;

export interface Test {
  readonly name: string;
  readonly body: Body;
  readonly suite: Suite;
}

export interface Suite {
  readonly name: string;
  readonly parent: Suite | null;
  readonly suites: Suite[];
  readonly tests: Test[];
  readonly before: Body[];
  readonly after: Body[];
}

export const suite = (name: string, parent: Suite | null): Suite => ({
  name,
  parent,
  suites: [],
  tests: [],
  before: [],
  after: [],
});

interface Declaring {
  open: Suite;
  /** What is to be done at the end of the test that runs. */
  readonly finishing: Body[];
}

const key = Symbol.for('assay.mutation');
const shared = globalThis as { [key]?: Declaring };
// Where all modules are loaded anew, the tests have another copy of this one than the host.
shared[key] ??= { open: suite('', null), finishing: [] };
const state = shared[key];

/** All that `load` declares. */
export async function collect(name: string, load: () => Promise<unknown>): Promise<Suite> {
  const file = suite(name, null);
  state.open = file;
  await load();
  if (file.suites.length + file.tests.length === 0) throw new Error(`${name} declares no test.`);
  return file;
}

function declareSuite(name: string, first: unknown, second?: unknown): void {
  const outer = state.open;
  state.open = suite(name, outer);
  outer.suites.push(state.open);
  try {
    bodyOf(first, second)();
  } finally {
    state.open = outer;
  }
}

function declareTest(name: string, first: unknown, second?: unknown): void {
  state.open.tests.push({ name, body: bodyOf(first, second), suite: state.open });
}

export const onTestFinished = (body: Body) => void state.finishing.unshift(body);

export async function finish(): Promise<void> {
  for (const body of state.finishing.splice(0)) await body();
}

/** Vitest takes options before the body, or after it. */
type Declare = (name: string, first: unknown, second?: unknown) => void;

const bodyOf = (first: unknown, second: unknown) =>
  (typeof first === 'function' ? first : second) as Case;

/** `each` spreads a row over the arguments, and `for` does not. */
const many =
  (declare: Declare, isSpread: boolean) =>
  (rows: readonly unknown[]) =>
  (name: string, first: unknown, second?: unknown): void => {
    const body = bodyOf(first, second);
    for (const [at, row] of rows.entries()) {
      const values = Array.isArray(row) ? row : [row];
      const used = name.match(/%[a-z]/g)?.length ?? 0;
      const title = `${format(name, ...values.slice(0, used))} (${at + 1})`;
      declare(title, () => (isSpread ? body(...values) : body(row)));
    }
  };

const declaring = (declare: Declare) =>
  Object.assign(declare, { each: many(declare, true), for: many(declare, false) });

export const test = declaring(declareTest);
export const describe = declaring(declareSuite);
export const beforeAll = (body: Body) => void state.open.before.push(body);
export const afterAll = (body: Body) => void state.open.after.unshift(body);

/** What the shim stands for. */
export const real = (globalThis as unknown as { readonly __vitest_index__: typeof vitest })
  .__vitest_index__;

export const { expect, expectTypeOf, inject } = real;
