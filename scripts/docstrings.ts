import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

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
  const blocks = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
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
