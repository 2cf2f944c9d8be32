import { appendHistory } from '../../src/reference/history-file.ts';

// Adds lines to a history as one of several processes: PATH, its own number, and how many.
const [path = '', number = '', count = ''] = process.argv.slice(2);
for (let at = 0; at < Number(count); at += 1) {
  appendHistory(path, {
    contract: 'trips',
    dataset: 'data/*.parquet',
    at: Number(number) * 1000 + at,
    snapshot: `${number} ${at}`,
    // Long enough to be more than a page of the disk.
    values: new Map(
      Array.from({ length: 200 }, (_, column) => [`column-${column}-mean`, at + column / 7]),
    ),
  });
}
