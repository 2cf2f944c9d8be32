import type { ReadProblem } from '../../../../src/dataset/dataset.ts';

/** The column names of a file, with what is wrong with those that it gives. */
export interface Names {
  /** One name for each field. No two differ only by case. */
  readonly names: readonly string[];
  readonly problems: readonly Pick<ReadProblem, 'column' | 'message'>[];
  readonly notes: readonly string[];
}

/** Makes unique column names of the ones that a file gives. */
export function uniqueNames(given: readonly string[]): Names {
  const taken = new Set(given.map((name) => name.toLowerCase()));
  const first = new Map<string, number>();
  const problems: Pick<ReadProblem, 'column' | 'message'>[] = [];
  const notes: string[] = [];
  const names = given.map((name, index) => {
    if (name === '') {
      const made = free(`column${index}`, taken);
      notes.push(`Field ${index + 1} has no name in the header, so its column is called ${made}.`);
      return made;
    }
    if (name.includes('\0')) {
      const made = free(`column${index}`, taken);
      problems.push({
        column: made,
        message: `the name of field ${index + 1} holds a NUL character, which SQL can't write: it is read as "${made}"`,
      });
      return made;
    }
    const before = first.get(name.toLowerCase());
    if (before === undefined) {
      first.set(name.toLowerCase(), index);
      return name;
    }
    const made = free(`${name}_1`, taken);
    const alike = given[before] === name ? 'the same' : 'the same but for upper and lower case';
    problems.push({
      column: name,
      message: `the names of field ${before + 1} and field ${index + 1} are ${alike}, which SQL takes for one column: the second is read as "${made}"`,
    });
    return made;
  });
  return { names, problems, notes };
}

function free(name: string, taken: Set<string>): string {
  let made = name;
  for (let count = 2; taken.has(made.toLowerCase()); count++)
    made = `${name.replace(/_\d+$/, '')}_${count}`;
  taken.add(made.toLowerCase());
  return made;
}
