import { Chalk, supportsColor } from 'chalk';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { experimental_getRunnerTask as runnerTask } from 'vitest/node';
import { visible } from '../../outcome/printable-text.ts';
import { colorLevel } from './color-level.ts';

/**
 * The hooks that mark expectations that warned in Vitest's own reporters, which draw a plain tick for them. Reporters
 * print a task's name when its end is reported, all in the same turn: the first hook appends a word to the name, and
 * the last removes it.
 */
interface WarnedNames {
  /** The hooks for the first reporter. */
  readonly lend: Reporter;
  /** The hooks for the last reporter. */
  readonly takeBack: Reporter;
}

/** Returns the hooks that mark expectations that warned. */
export function warnedNames(): WarnedNames {
  const own = new Map<TestCase | TestModule, string>();
  const lend = (task: TestCase | TestModule, word: string) => {
    own.set(task, runnerTask(task).name);
    runnerTask(task).name += ` ${word}`;
  };
  const takeBack = () => {
    for (const [task, name] of own) runnerTask(task).name = name;
    own.clear();
  };
  return {
    lend: {
      onTestCaseResult: (test) => {
        if (isWarned(test)) lend(test, wordOf(test));
      },
      onTestModuleEnd: (module) => {
        const warned = [...module.children.allTests()].filter(isWarned);
        if (warned.length === 0) return;
        for (const test of warned) lend(test, wordOf(test));
        lend(module, yellow(`! ${warned.length} warned`));
      },
    },
    takeBack: { onTestCaseResult: takeBack, onTestModuleEnd: takeBack },
  };
}

const isWarned = (test: TestCase): boolean => test.meta().assay?.state === 'warned';

const wordOf = (test: TestCase): string => {
  const observed = test.meta().assay?.observed ?? null;
  return yellow(observed === null ? '! warned' : `! warned: ${visible(observed)}`);
};

const yellow = (text: string): string =>
  new Chalk({ level: colorLevel(supportsColor) }).yellow(text);
