import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runInfer } from './infer-command.ts';

const configs = ['ts', 'mts', 'js', 'mjs', 'cts', 'cjs'].flatMap((end) => [
  `vitest.config.${end}`,
  `vite.config.${end}`,
]);

const freshConfig = `import { contracts } from 'assay/plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [contracts()] });
`;

const workflow = `name: contracts
on: [push, pull_request]
jobs:
  contracts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - run: npx vitest run --project contracts --reporter=default --reporter=junit --outputFile.junit=contracts.xml
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: contracts
          path: contracts.xml
`;

/** Set a project up for contracts. Nothing that exists is written over; what must be done by hand is said. */
export async function runInit(
  file: string | undefined,
  options: { readonly table?: string },
): Promise<string> {
  const said = [await addPlugin(), await addScript(), await addWorkflow()];
  if (file !== undefined) said.push(await runInfer(file, options));
  else said.push('Infer a first contract from a data file: npx assay infer data/FILE.parquet');
  return said.join('\n');
}

async function addPlugin(): Promise<string> {
  const config = configs.find((name) => existsSync(name));
  if (config === undefined) {
    await writeFile('vitest.config.ts', freshConfig);
    return 'Wrote vitest.config.ts with the plugin contracts()';
  }
  const text = await readFile(config, 'utf8');
  if (text.includes('assay/plugin')) return `${config} has the plugin already`;
  const byHand = `Add to ${config} by hand: import { contracts } from 'assay/plugin', and contracts() to its plugins`;
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
    await writeFile(config, module.generate().code);
    return `Added the plugin contracts() to ${config}`;
  } catch {
    return byHand;
  }
}

async function addScript(): Promise<string> {
  if (!existsSync('package.json'))
    return 'There is no package.json here: run npm init first, then npm i -D assay vitest';
  const text = await readFile('package.json', 'utf8');
  const manifest = JSON.parse(text) as { scripts?: Record<string, string> };
  if (manifest.scripts?.contracts) return 'package.json has a script contracts already';
  const scripts = { ...manifest.scripts, contracts: 'vitest run --project contracts' };
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? '  ';
  await writeFile('package.json', `${JSON.stringify({ ...manifest, scripts }, null, indent)}\n`);
  return 'Added the script contracts to package.json';
}

async function addWorkflow(): Promise<string> {
  const path = '.github/workflows/contracts.yml';
  if (existsSync(path)) return `${path} exists already`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, workflow);
  return `Wrote ${path}, an example of how CI runs the contracts`;
}
