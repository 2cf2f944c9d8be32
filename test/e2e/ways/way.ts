import { type ReportFormat, reportFiles } from '../../../src/outcome/report-files.ts';
import type { Fixture } from '../../support/fixture.ts';

/** Formats that are files. */
export const formats = Object.keys(reportFiles) as readonly ReportFormat[];
export type Format = ReportFormat;

/** A way to lose a test: a whole run of a user's project, and how it has to end. */
export interface Way {
  /** As a sentence goes on after "a run with". */
  readonly name: string;
  /** Beside or in place of those that every project has. */
  readonly files?: Readonly<Record<string, string>>;
  /** Source text of `test` in the config, without the reporters, and of the plugin's options. */
  readonly test?: string;
  readonly options?: string;
  /** In place of the config that the two above go into; `REPORTERS` stands for the list of reporters. */
  readonly config?: string;
  /** Arguments of Vitest; `run --project=contracts` come before unless `command` is given. */
  readonly args?: readonly string[];
  readonly command?: readonly string[];
  /** Source text of a program that runs Vitest, in place of its command. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is done to the project before. */
  readonly before?: (project: Fixture) => Promise<unknown>;
  /** What is done to the run once it has printed `RUNNING`. */
  readonly during?: (project: Fixture) => Promise<unknown>;
  /** A signal sent then: to the whole group, as Ctrl-C in a terminal does, or to Vitest's own process alone. */
  readonly signal?: readonly [signal: NodeJS.Signals, to: 'group' | 'main'];
  /** The largest file that the run may write, in KiB. */
  readonly largestFile?: number;
  readonly end: End;
}

/** A run that says what it lost, or one that left out what its user told it to leave out. */
export type End = Red | Asked;

export interface Red {
  readonly kind: 'red';
  /** What the terminal and each report say. */
  readonly says: string;
  /** What the terminal says in its place; null where the process was ended before it could say anything. */
  readonly terminal?: string | null;
  /** The exit code; 1 unless given, null where a signal ended the process. */
  readonly code?: number | null;
  /** Reports that are not there afterwards, not even from an earlier run, and why. */
  readonly absent?: { readonly formats: readonly Format[]; readonly why: string };
  /** Where no reporter of Assay takes part: the exit code, and why it is another. Null where only they can lose something. */
  readonly bare?: { readonly code: number | null; readonly why: string } | null;
  /** Reports that stay as an earlier run left them, and why nothing can be done about it. */
  readonly untouched?: { readonly formats: readonly Format[]; readonly why: string };
}

export interface Asked {
  readonly kind: 'asked';
  /** The user's own words that ask for it. */
  readonly words: string;
  /** What each report says of what was left out; null where there is nothing to name. */
  readonly says: string | null;
  /** What the terminal says, where that is something else. */
  readonly terminal?: string;
  /** Reports stay as they are, for the run has no part in them. */
  readonly isOther?: true;
}

export const red = (says: string, more: Omit<Red, 'kind' | 'says'> = {}): Red => ({
  kind: 'red',
  says,
  ...more,
});

export const asked = (words: string, says: string | null, terminal?: string): Asked => ({
  kind: 'asked',
  words,
  says,
  ...(terminal !== undefined && { terminal }),
});

export const contractPath = 'contracts/people.contract.ts';
export const verified = "verify(people, csv('data/people.csv'));";
export const fromVitest =
  "import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';";
