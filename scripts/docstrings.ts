import { globSync, readFileSync } from 'node:fs';
import { type Comment, type Program, parseSync } from 'oxc-parser';

/** A documented name: a method or option of an interface, or a function. */
export interface Documented {
  readonly name: string;
  /** As declared, without its docstring. */
  readonly signature: string;
  readonly text: string;
  readonly example: string | null;
}

/** An exported interface with its members, or an exported function by itself. */
export interface DocumentedGroup {
  readonly name: string;
  readonly text: string;
  readonly example: string | null;
  readonly members: readonly Documented[];
}

/** The exported interfaces and functions of files, with their docstrings. */
export function readDocstrings(
  pattern: string,
): readonly (DocumentedGroup & { readonly path: string })[] {
  return globSync(pattern)
    .sort()
    .flatMap((path) => readFile(path).map((group) => ({ ...group, path })));
}

function readFile(path: string): readonly DocumentedGroup[] {
  const source = readFileSync(path, 'utf8');
  const { program, comments } = parseSync(path, source);
  const blocks = blocksOf(comments);
  const docOf = (start: number) => {
    const block = blocks.findLast(
      ({ end }) => end <= start && source.slice(end, start).trim() === '',
    );
    return splitExample(block ? cleanBlock(block.value) : '');
  };
  return program.body.flatMap((node): readonly DocumentedGroup[] => {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return [];
    const { declaration } = node;
    if (
      (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSDeclareFunction') &&
      declaration.id
    ) {
      const doc = docOf(node.start);
      // What implements several overloads is documented by them.
      return doc.text === '' ? [] : [{ name: declaration.id.name, ...doc, members: [] }];
    }
    if (declaration.type !== 'TSInterfaceDeclaration') return [];
    const members = declaration.body.body.flatMap((member) => {
      if (member.type !== 'TSMethodSignature' && member.type !== 'TSPropertySignature') return [];
      if (member.key.type !== 'Identifier') return [];
      const signature = source
        .slice(member.start, member.end)
        .replace(/\s+/g, ' ')
        .replace(/;$/, '');
      return [{ name: member.key.name, signature, ...docOf(member.start) }];
    });
    return [{ name: declaration.id.name, ...docOf(node.start), members }];
  });
}

const cleanBlock = (value: string) =>
  value
    .split('\n')
    .map((line) => line.replace(/^\s*\*\s?/, ''))
    .join('\n')
    .replaceAll('*\\/', '*/')
    .trim();

function splitExample(text: string): Pick<Documented, 'text' | 'example'> {
  const [said = '', example] = text.split(/@example\s*/);
  const plain = said
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .split('\n')
    .reduce(
      (all, line) =>
        line === '' ? `${all}\n\n` : `${all}${all.endsWith('\n') || all === '' ? '' : ' '}${line}`,
      '',
    )
    .trim();
  return { text: plain, example: example?.split(/\n@/)[0]?.trim() ?? null };
}

/** A docstring at its place. */
export interface Docstring {
  readonly path: string;
  readonly line: number;
  /** On one line, with what it says of parameters and examples. */
  readonly text: string;
}

/** All docstrings of files, of exported names and of others. */
export function readEveryDocstring(pattern: string): readonly Docstring[] {
  return globSync(pattern)
    .sort()
    .flatMap((path) => {
      const source = readFileSync(path, 'utf8');
      return blocksOf(parseSync(path, source).comments).map(({ start, value }) => ({
        path,
        line: source.slice(0, start).split('\n').length,
        text: cleanBlock(value).replaceAll(/\s+/g, ' '),
      }));
    });
}

/** Exported names without a docstring; one of several overloads is enough. */
export function undocumentedExports(
  pattern: string,
): readonly { readonly path: string; readonly name: string }[] {
  return globSync(pattern)
    .sort()
    .flatMap((path) => {
      const source = readFileSync(path, 'utf8');
      const { program, comments } = parseSync(path, source);
      const blocks = blocksOf(comments);
      const exported = program.body.flatMap((node) => {
        const name = exportedName(node);
        const has = blocks.some(
          ({ end }) => end <= node.start && source.slice(end, node.start).trim() === '',
        );
        return name === null ? [] : [{ name, has }];
      });
      const documented = new Set(exported.filter(({ has }) => has).map(({ name }) => name));
      const bare = exported.map(({ name }) => name).filter((name) => !documented.has(name));
      return [...new Set(bare)].map((name) => ({ path, name }));
    });
}

function exportedName(node: Program['body'][number]): string | null {
  if (node.type === 'ExportDefaultDeclaration') return 'default';
  if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return null;
  const { declaration } = node;
  if (declaration.type === 'VariableDeclaration') {
    const [first] = declaration.declarations;
    return first?.id.type === 'Identifier' ? first.id.name : null;
  }
  return 'id' in declaration && declaration.id && 'name' in declaration.id
    ? declaration.id.name
    : null;
}

const blocksOf = (comments: readonly Comment[]) =>
  comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
