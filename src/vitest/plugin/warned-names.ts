import { Chalk, supportsColor } from 'chalk';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { experimental_getRunnerTask as runnerTask } from 'vitest/node';
import { visible } from '../../outcome/printable-text.ts';
import { colorLevel } from './color-level.ts';

/**
 * Vitest has no state between passed and failed, so that its own reporters draw a plain tick for what warned. They print
 * the name of a task when its end is reported, each in the same turn: the first reporter lends the name a word, and the
 * last takes it back.
 */
interface WarnedNames {
  /** Hooks for the first reporter. */
  readonly lend: Reporter;
  /** Hooks for the last one. */
  readonly takeBack: Reporter;
}

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
