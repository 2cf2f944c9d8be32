import { describe, expect, test } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { FuzzError } from '../../../src/fuzz/fuzz-error.ts';
import { invariantOf } from '../../../src/fuzz/invariants/invariant-of.ts';
import type {
  InputContracts,
  InvariantOption,
} from '../../../src/fuzz/invariants/invariant-option.ts';
import { contract, z } from '../../../src/index.ts';

const one = {
  input: new Map([['input', ['id', 'raw', 'amount']]]),
  output: ['id', 'amount', 'made'],
};
const two = {
  input: new Map([
    ['orders', ['id', 'amount']],
    ['customers', ['id', 'name']],
  ]),
  output: ['id', 'amount'],
};

const refusal = (option: unknown, tables = one): string => {
  try {
    invariantOf(option, tables);
  } catch (error) {
    if (error instanceof FuzzError && error.code === 'OPTION_INVALID') return error.message;
    throw error;
  }
  return 'taken';
};

describe('an option that is no law is refused before any run', () => {
  test.each<[unknown, string]>([
    ['idempotant', "There is no invariant 'idempotant'. Did you mean 'idempotent'?"],
    ['toString', "There is no invariant 'toString'."],
    [{ keep: 'id' }, "There is no invariant { keep: ... }. Did you mean 'keeps'?"],
    [
      { keeps: 'idd' },
      "which neither the input nor the output has. Did you mean 'id'? Both have 'id', 'amount'.",
    ],
    [{ keeps: 'raw' }, 'which the input has and the output has not'],
    [{ keepsSum: 'made' }, 'which the output has and the input has not'],
    [{ keeps: 3 }, 'keeps takes the name of a column.'],
    [{ keeps: 'id', keepsSum: 'amount' }, 'An invariant has one key, and this has keeps, keepsSum'],
    [{ noInventedValues: [] }, 'noInventedValues takes a list of columns'],
    [{ noInventedValues: { except: ['id', 'amount'] } }, 'leaves out all of the columns'],
    [{ noInventedValues: { but: ['id'] } }, 'noInventedValues takes a list of columns'],
    [{ monotone: 'orders' }, "there is no input 'orders'"],
    [{ name: 'x', holds: 1 }, "The invariant 'x' has no function"],
    [{ holds: () => true }, 'An invariant of your own has a name'],
    [{ name: 'x', holds: () => true, hold: 1 }, 'has name and holds, and no hold'],
    [null, 'An invariant is a name or an object, and not null'],
    [[], 'and not a list'],
    [{}, 'There is no invariant { : ... }.'],
    ['idempotent', "its output is no input, for the contract of the output has no column 'raw'"],
  ])('%o', (option, message) => {
    expect(refusal(option)).toContain(message);
  });

  test.each<[unknown, string]>([
    ['idempotent', "A step of several inputs can't be 'idempotent'"],
    ['monotone', "there are several inputs: name it, as in { monotone: 'orders' }"],
    ['commutes with split', "as in { commutesWithSplit: 'orders' }"],
    [{ commutesWithSplit: 'order' }, "Did you mean 'orders'?"],
    [{ keeps: 'id' }, "is not one of an input, written 'table.column'"],
  ])('%o of several inputs', (option, message) => {
    expect(refusal(option, two)).toContain(message);
  });
});

test.each<[unknown, string]>([
  [{ keeps: 'orders.id' }, "keeps 'orders.id'"],
  [{ monotone: 'orders' }, "monotone in 'orders'"],
  ['no invented values', 'no invented values'],
  [{ noInventedValues: ['orders.amount'] }, "no invented values in 'orders.amount'"],
])('%o of several inputs is taken', (option, name) => {
  expect(invariantOf(option, two).name).toBe(name);
});

const raw = contract('raw', { schema: z.object({ txn_id: z.string(), amount: z.string() }) });
const clean = contract('clean', { schema: z.object({ txn_id: z.string(), day: z.date() }) });
const options = <Input extends InputContracts, Output extends Contract>(
  _input: Input,
  _output: Output,
  ...all: readonly InvariantOption<Input, Output>[]
) => all.length;

test('a wrong name does not compile', () => {
  expect(
    options(raw, clean, 'idempotent', { keeps: 'txn_id' }, { noInventedValues: ['txn_id'] }),
  ).toBe(3);
  expect(options({ raw, clean }, clean, { keeps: 'clean.day' }, { monotone: 'raw' })).toBe(2);
  const own = (rows: readonly { readonly amount?: unknown }[]) => rows.length > 0;
  expect(options(raw, clean, { name: 'x', holds: (input) => own(input) })).toBe(1);
  // @ts-expect-error a typo in a column
  options(raw, clean, { keeps: 'txn_idd' });
  // @ts-expect-error a column of the input alone
  options(raw, clean, { keepsSum: 'amount' });
  // @ts-expect-error a typo in a law
  options(raw, clean, 'idempotant');
  // @ts-expect-error a column without its table
  options({ raw, clean }, clean, { keeps: 'txn_id' });
  // @ts-expect-error a column of another table
  options({ raw, clean }, clean, { keeps: 'raw.day' });
  // @ts-expect-error an unknown table
  options({ raw, clean }, clean, { monotone: 'rows' });
  // @ts-expect-error a typo in the exceptions
  options(raw, clean, { noInventedValues: { except: ['txn'] } });
  // @ts-expect-error a law without an answer
  options(raw, clean, { name: 'x', holds: () => undefined });
});
