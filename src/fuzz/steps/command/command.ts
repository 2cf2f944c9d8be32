import { text } from '../../../value/option-rules.ts';
import { FuzzError } from '../../fuzz-error.ts';
import type { Step, StepOptions } from '../../step.ts';
import { checkStepOptions } from '../step-options.ts';
import { commandFiles } from './command-files.ts';
import { type FileFormat, fileFormats } from './exchange-files.ts';
import { openProcesses } from './open-processes.ts';
import { openWorker } from './open-worker.ts';
import { splitCommand } from './split-command.ts';

/** Options of {@link command}. */
export interface CommandOptions {
  /** The format of the files that the command reads and writes; `'csv'` unless given. */
  readonly format?: FileFormat;
  /** The milliseconds that one run may take; those of the fuzzing unless given. */
  readonly timeout?: number;
  /** Environment variables, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * True for a process that keeps running and takes dataset after dataset over stdin, as `assay_step.py` does; false
   * unless given.
   */
  readonly worker?: boolean;
}

/**
 * A cleaning step as an external command. It is started for each dataset, in the project's root and without a shell, and
 * reads and writes files: `{input}` and `{output}` in the command are their paths, `{input.orders}` that of one of
 * several inputs. Without them, the paths follow the command as arguments. With `worker: true`, one process takes all
 * datasets, which is much faster.
 *
 * A CSV file is read with types: columns that are text in the input stay text. What the command writes elsewhere can't
 * be seen or prevented; its temporary folder is its own.
 *
 * @example
 * command('python steps/clean.py', { worker: true })
 */
export function command(line: string, options: CommandOptions = {}): Step {
  const checked = checkStepOptions('command', options, {
    format: {
      accepts: (value) => fileFormats.some((format) => format === value),
      wanted: "'csv', 'ndjson' or 'parquet'",
    },
    timeout: {
      accepts: (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
      wanted: 'milliseconds above 0',
    },
    env: {
      accepts: (value) =>
        typeof value === 'object' && Object.values(value ?? 0).every(text.accepts),
      wanted: "an object of texts, such as { LANG: 'C' }",
    },
    worker: { accepts: (value) => typeof value === 'boolean', wanted: 'true or false' },
  });
  const words = splitCommand(line);
  if (checked.worker && checked.format !== undefined)
    throw new FuzzError(
      'OPTION_INVALID',
      'command() has a format or worker: true, not both: a worker gets its datasets over stdin, and no files.',
    );
  const open = checked.worker ? openWorker : openProcesses;
  return Object.freeze({
    kind: 'step',
    label: line,
    watch: commandFiles(words),
    isParallel: true,
    readsData: true,
    open: ({ root, timeout }: StepOptions) =>
      open({
        label: line,
        words,
        root,
        timeout: checked.timeout ?? timeout,
        env: checked.env ?? {},
        format: checked.format ?? 'csv',
      }),
  } satisfies Step);
}
