import type { InlineConfig } from 'vitest/node';
import type { GatePolicies } from '../../store/config/gate-policies.ts';
import { StoreError } from '../../store/store-error.ts';
import { checkedOptions, isTexts, type OptionRules, text } from '../../value/option-rules.ts';

/** The options of `gate`. */
export interface GateOptions {
  /** The name of the dataset. */
  readonly name: string;
  /** The tag or digest of the snapshot to promote: `'candidate'`. */
  readonly from: string;
  /** The tag that is to name it: `'production'`. */
  readonly to: string;
  /** The store: a folder, or `s3://bucket/prefix`. It is that of `assay.config.ts` unless given. */
  readonly store?: string;
  /** The folder of the project. The default is the working directory. */
  readonly root?: string;
  /** Globs of the contract files to run, from the root; all unless given. */
  readonly contracts?: string | readonly string[];
  /** The Vitest config; the one that Vitest finds in the root unless given. */
  readonly config?: string;
  /** The policies, in place of those that `assay.config.ts` has for the tag `to`. */
  readonly policies?: GatePolicies;
  /** The names of those who approve. */
  readonly approvedBy?: string | readonly string[];
  /** The files of Ed25519 private keys (PEM) that sign the evidence. */
  readonly key?: string | readonly string[];
  /** The reporters of the run; those of the Vitest config unless given. */
  readonly reporters?: InlineConfig['reporters'];
}

const texts = {
  accepts: (value: unknown) =>
    (typeof value === 'string' && value !== '') || (isTexts(value) && !value.includes('')),
  wanted: 'a text, or a list of them',
};

const rules: OptionRules<GateOptions> = {
  name: text,
  from: text,
  to: text,
  store: text,
  root: text,
  contracts: texts,
  config: text,
  policies: { accepts: (value) => typeof value === 'object' && value !== null, wanted: 'policies' },
  approvedBy: texts,
  key: texts,
  reporters: { accepts: () => true, wanted: 'reporters of Vitest' },
};

/**
 * Checks the options of a gate.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export function checkGateOptions(options: GateOptions): GateOptions {
  const checked = checkedOptions('gate()', options, rules, invalid);
  for (const name of ['name', 'from', 'to'] as const)
    if (checked[name] === undefined) throw invalid(`gate() needs the option ${name}.`);
  if (checked.from === checked.to)
    throw invalid(`gate() promotes from one tag to another, and both are '${checked.to}'.`);
  return checked;
}

const invalid = (message: string) => new StoreError('STORE_USAGE', message);
