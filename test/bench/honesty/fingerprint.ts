import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Case } from '../../never-green/case.ts';
import { fileName } from '../../never-green/files.ts';
import { programOf, requirementsOfTool, type Tool } from './tools.ts';

/**
 * What a tool's answer to a case depends on: its program and version, the check, how it is run, and the data. Of data
 * whose ages are taken from the clock its table stands for the file.
 */
export function fingerprints(tool: Tool, folder: string): (one: Case) => string {
  const { tables } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
  const ofTool = digest([readFileSync(requirementsOfTool(tool)), ...sourcesOf(programOf(tool))]);
  return ({ data, source, check, run, decides }) => {
    const table = JSON.stringify(tables[data]);
    const path = join(folder, fileName(data, source));
    const file = table.includes('hoursAgo') || !existsSync(path) ? '' : readFileSync(path);
    return digest([ofTool, JSON.stringify([source, check, run, decides]), table, file]);
  };
}

/** A program and the modules beside it that it imports. */
function sourcesOf(path: string): readonly Buffer[] {
  const source = readFileSync(path);
  const imported = [...source.toString().matchAll(/^(?:from|import) (\w+)/gm)]
    .map(([, name]) => join(path, '..', `${name}.py`))
    .filter((each) => existsSync(each));
  return [source, ...imported.flatMap(sourcesOf)];
}

function digest(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url').slice(0, 22);
}
