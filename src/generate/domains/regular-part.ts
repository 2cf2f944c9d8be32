import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import type { TextPattern } from '../../contract/constraints/constraint.ts';

const parser = new RegExpParser();

/**
 * Returns a pattern without its lookaround, which matches all that the pattern matches and more: values are made by it,
 * and the pattern itself judges them. Null if it has a back-reference, or if only lookaround is in it.
 */
export function regularPart({ source, flags }: TextPattern): TextPattern | null {
  const looks: AST.LookaroundAssertion[] = [];
  let hasReference = false;
  try {
    const mode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
    visitRegExpAST(parser.parsePattern(source, 0, source.length, mode), {
      onAssertionEnter: (node) => {
        if (node.kind === 'lookahead' || node.kind === 'lookbehind') looks.push(node);
      },
      onBackreferenceEnter: () => {
        hasReference = true;
      },
    });
  } catch {
    return null;
  }
  if (hasReference) return null;
  const outer = looks.filter(
    (one) =>
      !looks.some((other) => other !== one && other.start <= one.start && one.end <= other.end),
  );
  const kept = outer
    .toSorted((one, other) => other.start - one.start)
    .reduce((text, { start, end }) => `${text.slice(0, start)}${text.slice(end)}`, source);
  return kept === '' ? null : { source: kept, flags, regular: true };
}
