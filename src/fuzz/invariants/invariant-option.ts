import type { Contract } from '../../contract/contract.ts';
import type { FieldsOf } from '../../contract/schema/row-schema.ts';
import type { Row } from '../../generate/row-domain.ts';

/** The input of a step: a contract, or several by the names of their tables. */
export type InputContracts = Contract | Readonly<Record<string, Contract>>;

/** The names of a contract's columns. */
type ColumnsOf<C> = C extends Contract<infer Schema> ? keyof FieldsOf<Schema> & string : never;

/** The columns that an input and the output have, `'table.column'` where there are several inputs. */
export type SharedColumnName<Input, Output> = Input extends Contract
  ? Extract<ColumnsOf<Input>, ColumnsOf<Output>>
  : {
      [Table in keyof Input &
        string]: `${Table}.${Extract<ColumnsOf<Input[Table]>, ColumnsOf<Output>>}`;
    }[keyof Input & string];

/** The rows that a user's own law gets: those of the only input, or those of each by its name. */
type InputRows<Input> = Input extends Contract
  ? readonly RowWith<ColumnsOf<Input>>[]
  : { readonly [Table in keyof Input]: readonly RowWith<ColumnsOf<Input[Table]>>[] };

/** A row with these columns. A fault may have put any value there. */
type RowWith<Column extends string> = Row & Readonly<Partial<Record<Column, unknown>>>;

/** The laws that have a name and no argument. With several inputs, the last two need the name of a table. */
export type NamedInvariant =
  | 'idempotent'
  | 'order-independent'
  | 'no invented values'
  | 'monotone'
  | 'commutes with split';

/**
 * A law of a step, for the option `invariants`.
 *
 * @example
 * invariants: [
 *   'idempotent',
 *   { keeps: 'txn_id' },
 *   { noInventedValues: ['country', 'currency'] },
 *   { name: 'adds no rows', holds: (input, output) => output.length <= input.length },
 * ]
 */
export type InvariantOption<
  Input extends InputContracts = InputContracts,
  Output extends Contract = Contract,
> =
  | NamedInvariant
  /** The column's set of values is the same in the output. */
  | { readonly keeps: SharedColumnName<Input, Output> }
  /** The column's sum is the same in the output. */
  | { readonly keepsSum: SharedColumnName<Input, Output> }
  /** The values of these columns, or of all others, occur in the input. */
  | {
      readonly noInventedValues:
        | readonly SharedColumnName<Input, Output>[]
        | { readonly except: readonly SharedColumnName<Input, Output>[] };
    }
  /** Adding rows to one of several inputs removes none from the output. */
  | { readonly monotone: keyof Input & string }
  /** The outputs of two halves of one of several inputs are together that of the whole. */
  | { readonly commutesWithSplit: keyof Input & string }
  | OwnInvariant<Input, Output>;

/** A law that the user's own function decides. It answers true, false, or a sentence that says what is wrong. */
export interface OwnInvariant<
  Input extends InputContracts = InputContracts,
  Output extends Contract = Contract,
> {
  readonly name: string;
  readonly holds: (
    input: InputRows<Input>,
    output: readonly RowWith<ColumnsOf<Output>>[],
  ) => boolean | string | Promise<boolean | string>;
}
