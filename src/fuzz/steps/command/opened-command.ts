import type { FileFormat } from './exchange-files.ts';

/** A command to run, and its surroundings. */
export interface OpenedCommand {
  readonly label: string;
  readonly words: readonly string[];
  readonly root: string;
  readonly timeout: number;
  readonly env: Readonly<Record<string, string>>;
  readonly format: FileFormat;
}
