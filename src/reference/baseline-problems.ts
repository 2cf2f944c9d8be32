/** The command that records baselines anew. */
export const recordCommand = 'npx vitest -u --project contracts';

/** The command that records the baselines that are missing, and leaves all others. */
const recordNewCommand = 'npx vitest run --project contracts';

/** The stable codes of problems with baselines. */
export type BaselineProblemCode =
  | 'BASELINE_BINNING'
  | 'BASELINE_DAMAGED'
  | 'BASELINE_EDITED'
  | 'BASELINE_IN_CI'
  | 'BASELINE_MASKED'
  | 'BASELINE_MISSING'
  | 'BASELINE_PLACE'
  | 'BASELINE_SCHEMA'
  | 'BASELINE_SEGMENTS'
  | 'BASELINE_TOO_FEW'
  | 'BASELINE_UNREADABLE'
  | 'BASELINE_VERSION';

/** A problem with a baseline: a code, and a sentence that names no value. */
export interface BaselineProblem {
  readonly code: BaselineProblemCode;
  readonly message: string;
}

type OfEntry = (path: string, label: string) => BaselineProblem;

const anew = `record it anew with ${recordCommand}`;

/** The problem of an entry that was changed, or moved, after it was recorded. */
export const editedEntry: OfEntry = (path, label) => ({
  code: 'BASELINE_EDITED',
  message: `the baseline ${path} is not as it was recorded for ${label}: restore it, or ${anew}.`,
});

/** The problem of an entry that the contract now asks for with other bins. */
export const otherBinning: OfEntry = (path, label) => ({
  code: 'BASELINE_BINNING',
  message: `the baseline ${path} has ${label} in other bins than the contract now asks for: ${anew}.`,
});

/** The problem of an entry whose columns have another type in the data. */
export const otherSchema: OfEntry = (path, label) => ({
  code: 'BASELINE_SCHEMA',
  message: `the baseline ${path} was recorded for ${label} when its column had another type: make it that type again, or ${anew}.`,
});

/** The problem of an entry that is not there, in a run that records none. */
export const missingEntry: OfEntry = (path, label) => ({
  code: 'BASELINE_MISSING',
  message: `the baseline ${path} has no ${label} of this dataset: record it on your machine with ${recordNewCommand}, or with --baselines new of assay check, and commit the file.`,
});

/** The problem of a contract whose file is not known, or is part of a package. */
export const noPlace: BaselineProblem = {
  code: 'BASELINE_PLACE',
  message:
    'its baseline has no place, since the file that declares the contract is part of a package or not known: name a folder in the option baselineFolder.',
};

/** The problem of a run in CI that was asked to record. */
export const refusedInCI: BaselineProblem = {
  code: 'BASELINE_IN_CI',
  message: `-u in CI would record what the data is now and pass, and nobody would see it: leave it out, and record on your machine with ${recordCommand}.`,
};

/** The problem of a metric that is cut into segments, whose names are values of the data. */
export const segmentsUnrecorded: BaselineProblem = {
  code: 'BASELINE_SEGMENTS',
  message:
    'a baseline has no segments, since their names are values of the data: give the run a dataset to compare with in the option reference.',
};
