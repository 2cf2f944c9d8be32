/** Something that is not what was recorded. */
export interface StoreProblem {
  /** The file or object: a path from the root, or a key of the store. */
  readonly file: string;
  /** The fault, in a sentence. */
  readonly message: string;
}
