import { counted } from '../../outcome/printable-text.ts';
import { withoutCredentials } from '../../privacy/secrets.ts';
import { declinedAtRun, EngineError } from '../engine.ts';

/** Classes of DuckDB errors whose text quotes SQL, names and paths, and no values. */
const valueless = [
  'Binder',
  'Catalog',
  'Parser',
  'Syntax',
  'Permission',
  'IO',
  'HTTP',
  'Not implemented',
  'Missing Extension',
  'Extension Autoloading',
];

/** Messages of functions about their arguments, which may come from the data, in the words of those classes. */
const quoting = /^(?:Unknown TimeZone|JSON path error)/i;

/** SQLite's message about a view whose SQL it can't run: the names in it are of the SQL, and the file is sound. */
const lack = /^no such (?:function|table|column): \w+(?:\.\w+)*$/;

interface Told {
  /** DuckDB's word for the kind of error, `'Conversion'`. */
  readonly kind: string;
  /** The text after it, without the excerpt of the SQL. */
  readonly text: string;
}

function read(message: string): Told {
  const excerpt = message.lastIndexOf('\n\nLINE ');
  const told = excerpt < 0 ? message : message.slice(0, excerpt);
  const match = /^(?:Failed to [a-z ]+: )?([A-Z][A-Za-z ]*?) Error: ([\s\S]*)$/.exec(told);
  return match
    ? { kind: match[1] ?? '', text: (match[2] ?? '').trim() }
    : { kind: '', text: told.trim() };
}

/**
 * Returns what failed, without a value of the data: DuckDB quotes the values that it could not convert, and prints numbers and
 * lines of CSV files. Names of types and columns, line numbers and the paths under `directories` are kept.
 */
export function maskError(message: string, directories: readonly string[] = []): string {
  const { kind, text } = read(message);
  if (valueless.includes(kind) && !quoting.test(text))
    return withoutCredentials(text.split('\n\n')[0]?.replaceAll(/\s*\n\s*/g, ' ') ?? text);
  if (lack.test(text)) return text;
  const csv = /^CSV Error on Line: (\d+)\n/.exec(text);
  if (csv) return maskCsv(text, csv[1] ?? '');
  const paths: string[] = [];
  const shielded = shieldPaths(text.replaceAll("can't be", 'cannot be'), directories, paths);
  const masked = maskDigits(maskQuotes(shielded));
  return masked.replaceAll(/\0(\d+)\0/g, (_, index) => paths[Number(index)] ?? '');
}

/** The third line says what is wrong; the second is the record itself. */
function maskCsv(text: string, line: string): string {
  const about = text.split('\n').find((one) => /^(Error when|Expected|Value|Invalid)/.test(one));
  const column = /^Error when converting column "(.*?)"\./.exec(about ?? '')?.[1];
  if (column !== undefined) {
    const target = / to '?([A-Z][A-Z0-9_]*)/.exec(about ?? '')?.[1];
    return `line ${line} of a CSV file: column "${column}" holds what is not ${target ?? 'of its type'}`;
  }
  const shape = /^Expected Number of Columns: (\d+) Found: (\d+)/.exec(about ?? '');
  if (shape)
    return `line ${line} of a CSV file has ${counted(Number(shape[2]), 'column')} in place of ${shape[1]}`;
  const known = /^(Value with unterminated quote found|Invalid unicode)/.exec(about ?? '')?.[1];
  return `line ${line} of a CSV file can not be read${known ? `: ${known.toLowerCase()}` : ''}`;
}

function shieldPaths(text: string, directories: readonly string[], paths: string[]): string {
  return text.replaceAll(/(["'])([^"'\n]*)\1/g, (quoted, _quote, inside: string) => {
    if (!directories.some((directory) => inside.startsWith(directory))) return quoted;
    return `\0${paths.push(inside) - 1}\0`;
  });
}

/**
 * A value may hold quotes, so all from the first quote to the last one goes; of what follows, only the words that
 * DuckDB is known to write. Without a quote, what follows a colon is taken for a value.
 */
function maskQuotes(text: string): string {
  const first = text.search(/["']/);
  const line = /^[^\n]*/.exec(text)?.[0] ?? '';
  if (first < 0) return line.replace(/: .*$/, '');
  const head = text.slice(0, first).split(/:? $|: /)[0] ?? '';
  const tail = text.slice(Math.max(text.lastIndexOf('"'), text.lastIndexOf("'")) + 1);
  const type = /^ to ([A-Z][A-Z0-9_]*(?:\(\d+(?:, ?\d+)?\))?)/.exec(tail)?.[0] ?? '';
  const column = / when casting from source column [^\n]*$/.exec(tail)?.[0] ?? '';
  return `${head.split('\n')[0]} '…'${type}${column}`;
}

/** Numbers are values, but in a type's name and where a line or byte is counted. */
function maskDigits(text: string): string {
  return text
    .replace(/with value .* cannot be cast/, 'with value … cannot be cast')
    .replace(/\([^()]* [-+*/%] [^()]*\)/, '(…)')
    .replaceAll(
      /(?<![\w\0.]|DECIMAL\([\d, ]*|\b(?:line|Line|byte) )-?\d[\d.,]*(?:e[-+]?\d+)?(?![\w\0])/g,
      '…',
    );
}

function outOfMemory(text: string): string {
  if (text.includes('max_temp_directory_size') || text.includes('No space left'))
    return 'DuckDB has no room left to spill to: give a spillDirectory on a disk with more space, or raise memoryLimit.';
  const limit = /\/(\d[^/()]*?) used\)/.exec(text)?.[1];
  return `DuckDB ran out of memory${limit ? ` (the limit is ${limit})` : ''}: raise memoryLimit, lower threads, or give a spillDirectory on a disk with more space.`;
}

const overflow = /^Overflow in (?:HUGEINT|addition of (?:DECIMAL|INT128))/;

const tooManyDigits =
  "DuckDB could not answer: a sum of integers or decimals has more digits than the 38 that it holds exactly. Where the last digits do not matter, add doubles: query(dataset, 'select x::double as x from dataset').";

/** A file of another machine is not looked at before: what it uses may be sound, and not known to DuckDB. */
const isUnsupported = /Unsupported (?:compression codec|page encoding)|encoding is only supported/;

/** True for an error about a damaged file. Decoders of files throw in words of their own, and DuckDB calls all of that invalid. */
const isDamage = (kind: string, text: string) =>
  !isUnsupported.test(text) &&
  !lack.test(text) &&
  (kind === 'Invalid' ||
    /^(?:Failed to read file|Invalid string encoding found in Parquet|Corrupt database file|Could not read enough bytes)/.test(
      text,
    ));

/**
 * Returns a sentence on a damaged file, which it names if the engine does; null for another error. The engine's words for what is
 * wrong are those of its decoders.
 */
export function damageOf(message: string, directories: readonly string[]): string | null {
  const { kind, text } = read(message);
  if (!isDamage(kind, text)) return null;
  const quoted = [...text.matchAll(/(["'])([^"'\n]*)\1/g)].map(([, , inside = '']) => inside);
  const file = quoted.find((inside) => directories.some((one) => inside.startsWith(one)));
  return `${file ?? 'a file of the dataset'} can't be decoded and seems to be damaged, so write it anew`;
}

/** DuckDB's error as ours: a stable code and a sentence without a value of the data. */
export function engineError(error: unknown, directories: readonly string[] = []): EngineError {
  if (error instanceof EngineError) return error;
  if (!(error instanceof Error)) throw error;
  const { kind, text } = read(error.message);
  if (text.startsWith(declinedAtRun)) return new EngineError('ENGINE_FAILED', text);
  if (kind === 'INTERRUPT') return interrupted();
  if (kind === 'Out of Memory' || text.includes('No space left on device'))
    return new EngineError('OUT_OF_MEMORY', outOfMemory(text));
  if (kind === 'Out of Range' && overflow.test(text))
    return new EngineError('ENGINE_FAILED', tooManyDigits);
  // An error of this program, not of the engine's, keeps its stack.
  if (kind === '') throw error;
  const damage = damageOf(error.message, directories);
  if (damage !== null)
    return new EngineError('ENGINE_FAILED', `DuckDB could not answer: ${damage}`);
  const masked = maskError(error.message, directories);
  const hint = kind === 'Conversion' && /\b(?:cast|casting|convert)\b/.test(masked) ? tryCast : '';
  return new EngineError(
    'ENGINE_FAILED',
    `DuckDB could not answer (${kind} Error): ${masked}${hint}`,
  );
}

/** The way to write a cast whose failure in one row is no error of the query. */
const tryCast = '. In SQL, try_cast(x as integer) gives NULL where cast(x as integer) fails.';

/** True if DuckDB failed within itself, after which its instance answers no query any more. */
export const isInternal = (error: unknown): boolean =>
  error instanceof Error && ['INTERNAL', 'FATAL'].includes(read(error.message).kind);

/** The error of a query that was called off. */
export const interrupted = () =>
  new EngineError('INTERRUPTED', 'The query was interrupted before it had an answer.');
