import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { globSync } from 'tinyglobby';

const root = resolve(import.meta.dirname, '..');

/** Where `npm run exports` writes; a test fails when it is out of date. */
export const exportsFile = 'test/public-exports.txt';

/** Lists what each door of the package exports, a line for each name: `value`, or `type` where nothing is left at run time. */
export function renderExports(): string {
  const doors = publicDoors().map(([door, file]) => [door, ...exportsOf(file)].join('\n  '));
  return `${doors.join('\n\n')}\n`;
}

/** The doors of package.json with their sources, those with a star one by one. */
function publicDoors(): readonly (readonly [door: string, file: string])[] {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | { readonly 'assay-source'?: string }>>;
  };
  return Object.entries(exports).flatMap(([door, target]) => {
    const source = typeof target === 'string' ? undefined : target['assay-source'];
    if (source === undefined) return [];
    const [before = '', after = ''] = source.replace('./', '').split('*');
    const files = globSync(source.replace('./', ''), { cwd: root }).toSorted();
    return files.map((file): readonly [string, string] => {
      const star = file.slice(before.length, file.length - after.length);
      return [`${name}${door.slice(1).replace('*', star)}`, file];
    });
  });
}

/** Lists the exports of a module, those of `export *` with them. */
function exportsOf(file: string): readonly string[] {
  const { module, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  const [error] = errors;
  if (error) throw new Error(`${file} does not parse: ${error.message}`);
  const entries = module.staticExports.flatMap((statement) => statement.entries);
  const lines = entries.flatMap(({ exportName, isType, moduleRequest }) => {
    if (exportName.kind === 'None' && moduleRequest !== null)
      return exportsOf(join(dirname(file), moduleRequest.value));
    const name = exportName.kind === 'Default' ? 'default' : exportName.name;
    return [`${isType ? 'type ' : 'value'} ${name}`];
  });
  return lines.toSorted();
}

if (import.meta.main) writeFileSync(join(root, exportsFile), renderExports());
