/** An error that is told to the user: its message is a sentence, and its code is stable. Each kind only names itself. */
export abstract class CodedError<Code extends string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}
