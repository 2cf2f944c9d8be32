import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// What a contract costs the compiler, and so the editor: type instantiations, which do not depend on the machine, over
// those of a file that only imports. By hand: node test/bench/types.ts

const root = resolve(import.meta.dirname, '../..');
const tsc = join(root, 'node_modules/.bin/tsc');

const fields = [
  { schema: 'z.bigint()', expectation: (of: string) => `${of}.unique()` },
  { schema: 'z.date()', expectation: (of: string) => `${of}.age().atMost('26h')` },
  { schema: 'z.number().nullable()', expectation: (of: string) => `${of}.nulls().atMost('2%')` },
  { schema: 'z.int()', expectation: (of: string) => `${of}.between(0, 100)` },
  { schema: 'z.string()', expectation: (of: string) => `${of}.matches(/^a/).except('0.1%')` },
  { schema: "z.enum(['ok', 'late'])", expectation: (of: string) => `${of}.in(['ok'])` },
  { schema: 'z.email()', expectation: (of: string) => `${of}.format('email')` },
  { schema: 'z.number()', expectation: (of: string) => `${of}.quantile(0.95).atMost(120)` },
] as const;

const field = (at: number) => fields[at % fields.length] ?? fields[0];
const numbered = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

function source(columns: number, expectations: number): string {
  const shape = numbered(columns, (at) => `  column${at}: ${field(at).schema},`);
  const list = numbered(expectations, (at) => {
    const column = at % columns;
    return `  ${field(column).expectation(`column('column${column}')`)},`;
  });
  return `import { contract, z } from 'assay';
export const schema = z.object({\n${shape.join('\n')}\n});
export const made = contract('bench', { schema }, ({ column }) => [\n${list.join('\n')}\n]);
`;
}

interface Cost {
  readonly instantiations: number;
  readonly types: number;
}

function measure(text: string): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: {
          typeRoots: [join(root, 'node_modules/@types')],
          paths: { assay: [join(root, 'src/index.ts')] },
        },
        include: ['bench.ts'],
      }),
    );
    writeFileSync(join(folder, 'bench.ts'), text);
    return costOf(diagnostics(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One checker, so that no type is instantiated in two of them. */
function diagnostics(folder: string): string {
  const args = ['-p', folder, '--extendedDiagnostics', '--singleThreaded', '--pretty', 'false'];
  const { stdout, error } = spawnSync(tsc, args, { cwd: folder, encoding: 'utf8' });
  if (error) throw error;
  if (/^bench\.ts\(/m.test(stdout)) throw new Error(`The bench does not compile: ${stdout}`);
  return stdout;
}

function costOf(output: string): Cost {
  const value = (name: string) => {
    const match = new RegExp(`^${name}:\\s+(\\d+)$`, 'm').exec(output);
    if (!match) throw new Error(`tsc did not tell its ${name}.`);
    return Number(match[1]);
  };
  return { instantiations: value('Instantiations'), types: value('Types') };
}

const version = (name: string) =>
  JSON.parse(readFileSync(join(root, `node_modules/${name}/package.json`), 'utf8')).version;

const base = measure("import { contract, z } from 'assay';\nexport { contract, z };\n");
const rows = [3, 30, 300].flatMap((columns) =>
  [0, 300].map((expectations) => {
    const cost = measure(source(columns, expectations));
    const instantiations = cost.instantiations - base.instantiations;
    return {
      columns,
      expectations,
      instantiations,
      types: cost.types - base.types,
      'instantiations a column': Math.round(instantiations / columns),
    };
  }),
);

console.log(`TypeScript ${version('typescript')}, zod ${version('zod')}`);
console.log(`import alone: ${base.instantiations} instantiations, ${base.types} types`);
console.table(rows);
