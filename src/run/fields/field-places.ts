import { readFileSync } from 'node:fs';
import type { Contract } from '../../contract/contract.ts';
import type { Location } from '../../outcome/outcome.ts';
import { userPlace } from '../user-stack.ts';
import { contractSource } from './contract-source.ts';
import { fieldIn } from './field-in.ts';

/** Returns the place of a field in the schema of a contract, with an absolute path; null where it is not known. */
export type FieldPlaces = (field: string) => Location | null;

const nowhere: FieldPlaces = () => null;
const known = new WeakMap<object, FieldPlaces>();

/** Finds where the fields of a contract's schema stand in the file that declares it. The file is read and parsed once. */
export function fieldPlaces(contract: Pick<Contract, 'name' | 'stack'>): FieldPlaces {
  const before = known.get(contract);
  if (before) return before;
  const found = findPlaces(contract);
  known.set(contract, found);
  return found;
}

function findPlaces({ name, stack }: Pick<Contract, 'name' | 'stack'>): FieldPlaces {
  const place = userPlace(stack);
  const text = place === null ? null : textOf(place.file);
  if (place === null || text === null) return nowhere;
  const lines = startsOfLines(text);
  const offset = (lines[place.line - 1] ?? 0) + place.column - 1;
  const source = contractSource(place.file, text, { offset, name });
  if (source === null) return nowhere;
  const found = new Map<string, Location | null>();
  // A field has several rules.
  return (field) => {
    const before = found.get(field);
    if (before !== undefined) return before;
    const at = fieldIn(source, field);
    const there = at === null ? null : locationIn(place.file, lines, at);
    found.set(field, there);
    return there;
  };
}

function locationIn(file: string, lines: readonly number[], at: number): Location {
  const line = lines.findLastIndex((start) => start <= at);
  return { file, line: line + 1, column: at - (lines[line] ?? 0) + 1 };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Returns the positions at which the lines of a text begin. */
const startsOfLines = (text: string): readonly number[] => [
  0,
  ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map(({ index, 0: end }) => index + end.length),
];
