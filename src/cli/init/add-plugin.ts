import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { UsageError } from '../usage.ts';
import { loadProjects } from './load-projects.ts';

/** The result of adding the plugin. */
export interface InitResult {
  /** A text that says what was done, and what is left to do by hand. */
  readonly said: string;
  /** True if the config that Vitest loads now has the contracts project. */
  readonly isDone: boolean;
}

/** The names of config files in Vitest's order. It loads the first that exists. */
const configs = ['vitest.config', 'vite.config'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((end) => `${name}.${end}`),
);

const freshConfig = `import { contracts } from 'assay/plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [contracts()] });
`;

const viteMissing =
  'Vitest needs the package vite, and it is not installed: npm and pnpm install it with Vitest, Yarn does not. Nothing was written. Install it, yarn add -D vite, and run this again.';

/** True if Vitest can't be loaded since its peer is missing, in the words of Node or of Yarn's own resolution. */
export const isViteMissing = (problem: string): boolean =>
  /Cannot find (?:package|module) 'vite'|tried to access vite\b/.test(problem);

/**
 * Adds the plugin to the config that Vitest loads, or writes a new config. A config is a program, so an edit of its
 * text may fail: the result is loaded as a run would, and undone if the contracts project is missing.
 */
export async function addPlugin(): Promise<InitResult> {
  const found = configs.find((name) => existsSync(name));
  const config = found ?? (await freshName());
  const before = found === undefined ? null : await readFile(config, 'utf8');
  const hasIt = before?.includes('assay/plugin') ?? false;
  const after = before === null ? freshConfig : hasIt ? before : await edited(before);
  if (after === null) return byHand(config, 'its text is of no shape that can be edited');
  if (after !== before) await writeFile(config, after);
  const problem = await whyMissing();
  if (problem === null) {
    const said =
      before === null
        ? `Wrote ${config} with the plugin contracts()`
        : hasIt
          ? `${config} has the plugin already`
          : `Added the plugin contracts() to ${config}`;
    return { said, isDone: true };
  }
  if (before === null) await rm(config);
  else if (after !== before) await writeFile(config, before);
  if (isViteMissing(problem)) throw new UsageError(viteMissing);
  return byHand(config, problem);
}

/**
 * Returns the name for a new config. In a package of CommonJS a `.ts` file is CommonJS too, and Vite warns when it
 * loads it.
 */
async function freshName(): Promise<string> {
  const text = await readFile('package.json', 'utf8').catch(() => '{}');
  const { type } = JSON.parse(text) as { type?: string };
  return type === 'module' ? 'vitest.config.ts' : 'vitest.config.mts';
}

async function edited(text: string): Promise<string | null> {
  try {
    const [{ parseModule }, { addVitePlugin }] = await Promise.all([
      import('magicast'),
      import('magicast/helpers'),
    ]);
    const module = parseModule(text);
    addVitePlugin(module, {
      from: 'assay/plugin',
      imported: 'contracts',
      constructor: 'contracts',
    });
    return module.generate().code;
  } catch {
    return null;
  }
}

/** Returns the reason why no project of a run has contracts; null if one has. */
async function whyMissing(): Promise<string | null> {
  const loaded = await loadProjects();
  if (loaded.problem !== null) return `Vitest could not load it then: ${loaded.problem}`;
  return loaded.contracts.length > 0 ? null : 'the config that Vitest loaded then had no contracts';
}

const byHand = (config: string, why: string): InitResult => ({
  isDone: false,
  said: `${existsSync(config) ? `${config} is as it was` : `${config} was not kept`}: ${why}. Add the plugin by hand:

    import { contracts } from 'assay/plugin';

    plugins: [contracts()],   // in what the config comes to, beside test

Then see that it runs: npx vitest run --project contracts`,
});
