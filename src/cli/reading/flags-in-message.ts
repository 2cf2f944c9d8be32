import type { Outcome } from '../../outcome/outcome.ts';
import { isRecord } from '../../value/option-rules.ts';
import { textOf } from '../flag-values.ts';
import { inShell } from '../tables/shell-word.ts';
import { readLiteral } from './read-literal.ts';
import { readingFlags } from './reading-flag-table.ts';

const text = String.raw`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"`;
/** Matches options in braces, which may have braces in them, and texts in quotes. */
const options = String.raw`\{ (?:${text}|\{(?:${text}|[^{}'"\n])*\}|[^{}'"\n])* \}`;
/** Matches options, alone or in a call with a path before them. */
const written = new RegExp(
  String.raw`\b(?:csv|json|parquet|excel)\((?:${text}), (${options})\)|(${options})`,
  'g',
);

/**
 * Returns a message with flags in place of the options that it says to write, `{ encoding: 'windows-1252' }`: whoever types a
 * command has no call to write them in. Options that no flag can say stay as they are.
 */
export const flagsInMessage = (message: string): string =>
  message.replaceAll(
    written,
    (whole, inCall: string | undefined, alone: string | undefined) =>
      flagsOf(inCall ?? alone ?? '') ?? whole,
  );

/** Returns an outcome whose texts have flags in place of options. They are replaced before a line is broken within them. */
export const withFlags = (outcome: Outcome): Outcome => ({
  ...outcome,
  because: outcome.because === null ? null : flagsInMessage(outcome.because),
  problem: outcome.problem && {
    ...outcome.problem,
    message: flagsInMessage(outcome.problem.message),
  },
  evidence: outcome.evidence && {
    ...outcome.evidence,
    notes: outcome.evidence.notes.map(flagsInMessage),
  },
});

/** Returns the flags for options; null if there is one without a flag. */
function flagsOf(code: string): string | null {
  const named = /^\{ ([a-zA-Z]+)(?:: …)? \}$/.exec(code)?.[1];
  if (named !== undefined) return flagNamed(named);
  const given = readLiteral(code.replace('[...]', "['…']"));
  if (!isRecord(given)) return null;
  const flags = Object.entries(given).map(([option, value]) => flagsFor(option, value));
  return flags.includes(null) ? null : flags.join(' ');
}

const nameOf = (flag: string) => flag.replace(/ .*/, '');

const flagNamed = (option: string): string | null => {
  const found = readingFlags.find((one) => one.option === option);
  return found === undefined ? null : nameOf(found.flag);
};

function flagsFor(option: string, value: unknown): string | null {
  if (option === 'header') return value === true ? '--header' : '--no-header';
  const found = readingFlags.filter((one) => one.option === option);
  const written = found.map(({ flag, write = textOf }) => {
    const values = write(value);
    if (values === null) return null;
    const name = nameOf(flag);
    return name === flag ? name : values.map((one) => `${name} ${inShell(one)}`).join(' ');
  });
  return written.length === 0 || written.includes(null) ? null : written.join(' ');
}
