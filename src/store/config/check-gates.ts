import { leastScore } from '../../mutants/least-score.ts';
import { closest } from '../../value/closest.ts';
import { messageOf } from '../../value/thrown.ts';
import { checkTag } from '../names.ts';
import { StoreError } from '../store-error.ts';
import type { Approvers, ChampionPolicy, GatePolicies, Gates } from './gate-policies.ts';
import { isPlainObject } from './plain-object.ts';

/** A check of an option: it returns what the option takes, if a value is not that. */
type Check = (value: unknown) => string | null;

/** A table with one check for each option. */
type Checks<Options> = { readonly [Name in keyof Required<Options>]: Check };

const flag: Check = (value) => (typeof value === 'boolean' ? null : 'true or false');

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

const text =
  (wanted: string): Check =>
  (value) =>
    isText(value) ? null : wanted;

const tag: Check = (value) => {
  try {
    checkTag(value);
    return null;
  } catch (error) {
    return `a tag: ${messageOf(error)}`;
  }
};

const policies: Checks<GatePolicies> = {
  failOnWarnings: flag,
  signed: flag,
  approvers: (value) => objectProblem(value, approvers) ?? countProblem(value as Approvers),
  notWorseThan: (value) => (value === true ? null : tag(value)),
  champion: (value) => {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (all.length === 0) return "a policy, such as { metric: 'accuracy', better: 'higher' }";
    return all.map((one) => objectProblem(one, champion)).find((one) => one !== null) ?? null;
  },
  mutationScore: (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return "a share, such as '80%'";
    try {
      leastScore(value);
      return null;
    } catch (error) {
      return `a share: ${messageOf(error)}`;
    }
  },
};

const approvers: Checks<Approvers> = {
  names: (value) => {
    if (!Array.isArray(value) || value.length === 0) return "a list of names, such as ['ana']";
    if (!value.every((one) => isText(one) || objectProblem(one, keyed) === null))
      return "names, each a text or { name: 'ana', key: 'keys/ana.pem' }";
    const names = value.map(nameOf);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    return twice === undefined ? null : `each name once, and it has ${twice} twice`;
  },
  atLeast: (value) =>
    Number.isSafeInteger(value) && Number(value) >= 1 ? null : 'a number from 1',
};

const keyed: Checks<{ readonly name: string; readonly key: string }> = {
  name: text('a name'),
  key: text('the file of a public key'),
};

const champion: Checks<ChampionPolicy> = {
  metric: text("an expectation's id, name or title"),
  better: (value) => (value === 'higher' || value === 'lower' ? null : "'higher' or 'lower'"),
  by: (value) => (Number.isFinite(value) && Number(value) >= 0 ? null : 'a number from 0'),
  than: tag,
  dataset: text('the name of a dataset'),
};

/** The options that have no default. */
const required: ReadonlySet<string> = new Set(['names', 'name', 'key', 'metric', 'better']);

const nameOf = (one: string | { readonly name: string }): string =>
  typeof one === 'string' ? one : one.name;

function countProblem({ names, atLeast = names.length }: Approvers): string | null {
  return atLeast <= names.length
    ? null
    : `at most as many approvers as it names, and atLeast is ${atLeast} of ${names.length}`;
}

/** Returns what is wrong with an object of options; null if nothing is. */
function objectProblem(value: unknown, checks: Readonly<Record<string, Check>>): string | null {
  const known = Object.keys(checks);
  if (!isPlainObject(value)) return `an object of the options ${known.join(', ')}`;
  const given = new Map(Object.entries(value).filter(([, one]) => one !== undefined));
  const typo = [...given.keys()].find((name) => !known.includes(name));
  if (typo !== undefined) {
    const near = closest(typo, known);
    return `no option '${typo}'.${near === undefined ? '' : ` Did you mean '${near}'?`} Its options are ${known.join(', ')}`;
  }
  const missing = known.find((name) => required.has(name) && !given.has(name));
  if (missing !== undefined) return `an option '${missing}', and there is none`;
  for (const [name, one] of given) {
    const wanted = checks[name]?.(one) ?? null;
    if (wanted !== null) return `at '${name}' ${wanted}`;
  }
  return null;
}

/**
 * Checks the policies of gates. A typo is an error, so that a policy is never left out without a word.
 *
 * @throws {StoreError} `STORE_USAGE`; `where` is the place in messages, such as the config file.
 */
export function checkGates(gates: unknown, where: string): Gates {
  if (!isPlainObject(gates))
    throw new StoreError(
      'STORE_USAGE',
      `${where}: gates takes an object, such as { production: { failOnWarnings: true } }.`,
    );
  for (const [name, policy] of Object.entries(gates)) {
    const wanted = tag(name) ?? objectProblem(policy, policies);
    if (wanted !== null)
      throw new StoreError('STORE_USAGE', `${where}: the gate '${name}' takes ${wanted}.`);
  }
  return gates as Gates;
}
