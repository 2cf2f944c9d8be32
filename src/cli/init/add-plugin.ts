import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { loadProjects } from './load-projects.ts';

export interface InitResult {
  /** A report of what was done, and of what is left to do by hand. */
  readonly said: string;
  /** True if the config that Vitest loads has the contracts project now. */
  readonly isDone: boolean;
}

/** Names of configs, in the order in which Vitest looks for them: it loads the first that is there. */
const configs = ['vitest.config', 'vite.config'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((end) => `${name}.${end}`),
);

const freshConfig = `import { contracts } from 'assay/plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [contracts()] });
`;

/**
 * Adds the plugin to the config that Vitest loads, or writes one. A config is a program, so that no edit of its text is
 * sure to come through: it is loaded as a run loads it, and stays as it was unless the contracts project is there then.
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
  return byHand(config, problem);
}

/** A file .ts in a package of CommonJS is CommonJS itself, which Vite loads with warnings. */
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

/** Why no project that a run would have is of contracts; null where one is. */
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
