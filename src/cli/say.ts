import process from 'node:process';
import { fold } from '../outcome/printable-text.ts';

/** The columns of a terminal that all commands print for; a pipe gets the same lines. */
export const columns = 80;

/** Prints prose to stdout in lines that fit a terminal. What is to be copied, code or a document, isn't printed by this. */
export function say(text: string): void {
  process.stdout.write(`${fold(text, columns)}\n`);
}

/** Prints a problem or a notice to stderr in lines that fit a terminal, after the name of the program. */
export function complain(message: string): void {
  process.stderr.write(`${fold(`assay: ${message}`, columns)}\n`);
}
