import type { OptionRule } from '../../value/option-rules.ts';

/** The rule for an option that is a revision of git. One that begins with a dash would be an option of the command. */
export const revision: OptionRule = {
  accepts: (value) =>
    typeof value === 'string' && /^[^-\s:^][^\p{Cc}]*$/u.test(value) && value.isWellFormed(),
  wanted: "a branch, a tag or a commit, such as 'main'",
};
