/** An error for the user. Its message is a sentence, and its code is stable. Each subclass sets its name. */
export abstract class CodedError<Code extends string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}
