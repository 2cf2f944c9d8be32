/** A statement of a script. */
export interface Statement {
  /** The SQL without the semicolon; comments stay. */
  readonly sql: string;
  /** The line of the script on which its first word stands, from 1. */
  readonly line: number;
  /** The first word in upper case, `'SELECT'`; empty where there is none. */
  readonly verb: string;
}

/** Matches what holds semicolons that end nothing: texts, names, comments and dollar quotes. */
const opaque =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\$(\w*)\$[\s\S]*?\$\1\$|\w+/y;

/** Splits SQL at its semicolons. Parts without a word, such as comments at the end, are left out. */
export function splitStatements(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; ) {
    if (at === text.length || text[at] === ';') {
      const statement = statementOf(text, start, at);
      if (statement !== null) statements.push(statement);
      start = at + 1;
    }
    at = endOfPart(text, at);
  }
  return statements;
}

/** Returns where the part ends that begins at a place: a character, or what is opaque. */
function endOfPart(text: string, at: number): number {
  if (text.startsWith('/*', at)) return endOfComment(text, at);
  opaque.lastIndex = at;
  const found = opaque.exec(text);
  return found === null ? at + 1 : opaque.lastIndex;
}

/** Comments nest, as in the SQL standard. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (text.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function statementOf(text: string, start: number, end: number): Statement | null {
  let at = start;
  while (at < end && isBetween(text, at)) at = endOfPart(text, at);
  if (at >= end) return null;
  const verb = /^[\s(]*([A-Za-z]+)/.exec(text.slice(at, end))?.[1] ?? '';
  const line = text.slice(0, at).split('\n').length;
  return { sql: text.slice(at, end), line, verb: verb.toUpperCase() };
}

/** True for white space and comments. */
const isBetween = (text: string, at: number) =>
  /\s/.test(text[at] ?? '') || text.startsWith('--', at) || text.startsWith('/*', at);
