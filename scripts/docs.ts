import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Documented, type DocumentedGroup, readDocstrings } from './docstrings.ts';
import { renderWays } from './ways.ts';

/**
 * The pages, and what each is made of; a name that is in no source file is an error. Where several files export a name, the
 * end of the file's path stands before it: `store.ts Store`.
 */
const pages: readonly {
  readonly path: string;
  readonly title: string;
  readonly of: readonly string[];
}[] = [
  { path: 'docs/reference/rows.md', title: 'Rows and scopes', of: ['RowsOf', 'ScopedRows'] },
  { path: 'docs/reference/columns.md', title: 'Any column', of: ['AnyColumn'] },
  {
    path: 'docs/reference/numbers.md',
    title: 'Columns of numbers',
    of: ['NumberColumn', 'HistogramBins'],
  },
  { path: 'docs/reference/text.md', title: 'Columns of text', of: ['TextColumn'] },
  { path: 'docs/reference/time.md', title: 'Columns of dates and timestamps', of: ['TimeColumn'] },
  {
    path: 'docs/reference/drift.md',
    title: 'Drift against a reference',
    of: [
      'OrderedDrift',
      'CategoryDrift',
      'ValueChanges',
      'DriftMeasure',
      'DriftLimits',
      'TestedDriftMeasure',
      'DriftExpectation',
      'DriftOptions',
      'BinOptions',
      'Comparing',
      'ReferenceOption',
    ],
  },
  {
    path: 'docs/reference/bounds.md',
    title: 'Bounds, conditions, severity',
    of: ['Bounds', 'Measure', 'Condition', 'Expectation', 'Anomaly', 'AnomalyOptions'],
  },
  {
    path: 'docs/reference/contract.md',
    title: 'The terms of a contract',
    of: [
      'contract',
      'Terms',
      'DescriptiveTerms',
      'Classifications',
      'declareClassification',
      'Verify',
      'EachOptions',
      'Env',
    ],
  },
  {
    path: 'docs/reference/constraints.md',
    title: 'The constraints of a contract',
    of: ['constraintsOf', 'ContractConstraints', 'ColumnConstraint', 'Contradiction', 'Unmerged'],
  },
  {
    path: 'docs/reference/datasets.md',
    title: 'Datasets',
    of: [
      'parquet',
      'ParquetOptions',
      'csv',
      'CsvOptions',
      'json',
      'JsonOptions',
      'sqlite',
      'excel',
      'ExcelOptions',
      'partitions',
      'PartitionOptions',
      'git',
      'GitOptions',
      'dvc',
      'DvcOptions',
      'duckdb',
      'fromRows',
      'RowsOptions',
      'arrow',
      'ArrowOptions',
      'query',
      'QueryOptions',
    ],
  },
  {
    path: 'docs/reference/plugin.md',
    title: 'The plugin and its options',
    of: ['contracts', 'ContractsOptions', 'RunOptions', 'EngineOptions'],
  },
  {
    path: 'docs/reference/run.md',
    title: 'Running without a test runner',
    of: [
      'check.ts check',
      'check.ts Check',
      'enforce',
      'toKeep',
      'runContract',
      'RunContractOptions',
      'ContractRun',
      'reportOf',
      'exitCode',
      'writeReports',
      'renderReport',
      'startReports',
    ],
  },
  {
    path: 'docs/reference/store.md',
    title: 'Stores of snapshots',
    of: [
      'snapshot',
      'SnapshotOptions',
      'open-snapshot-store.ts openStore',
      'OpenStoreOptions',
      'SnapshotStore',
      'CreateOptions',
      'snapshot-record.ts Snapshot',
      'SnapshotFile',
      'NameState',
      'TagState',
      'defineConfig',
      'StoreConfig',
      'erasures',
      'ErasureOptions',
    ],
  },
  {
    path: 'docs/reference/gate.md',
    title: 'Gates',
    of: [
      'gate',
      'GateOptions',
      'GatePolicies',
      'Approvers',
      'ChampionPolicy',
      'Promoted',
      'Refused',
      'Unjudged',
      'GateReason',
      'LeftOutContract',
    ],
  },
  {
    path: 'docs/reference/fuzz.md',
    title: 'Fuzzing',
    of: [
      'Fuzz',
      'FuzzOptions',
      'sqlStep',
      'SqlStepOptions',
      'command',
      'CommandOptions',
      'OwnInvariant',
    ],
  },
  {
    path: 'docs/reference/generate.md',
    title: 'Generating',
    of: [
      'generate',
      'GenerateOptions',
      'rowOf',
      'rowsOf',
      'datasetsOf',
      'DatasetsOptions',
      'Fault',
    ],
  },
  { path: 'docs/reference/outcome.md', title: 'Outcomes', of: ['Outcome', 'Evidence', 'Sample'] },
];

/** Every page as it should stand, by path. */
export function renderDocs(): ReadonlyMap<string, string> {
  const groups = Map.groupBy(readDocstrings('src/**/*.ts'), ({ name }) => name);
  const reference = pages.map(({ path, title, of }): readonly [string, string] => {
    const parts = of.map((wanted) => {
      const [name = '', file = ''] = wanted.split(' ').reverse();
      const found = (groups.get(name) ?? []).filter((one) => one.path.endsWith(file));
      const group = found.at(-1);
      if (!group) throw new Error(`No source file exports '${name}', which ${path} is made of.`);
      const files = new Set(found.map((one) => one.path));
      if (files.size > 1)
        throw new Error(`${[...files].join(' and ')} export '${name}': which is ${path} of?`);
      return renderGroup(group, of.length > 1);
    });
    return [
      path,
      `# ${title}\n\n<!-- Made from the docstrings by npm run docs; edit those. -->\n\n${parts.join('\n\n')}\n`,
    ];
  });
  return new Map([...reference, ['docs/ways.md', renderWays()]]);
}

function renderGroup({ name, text, example, members }: DocumentedGroup, isHeaded: boolean): string {
  return [
    ...(isHeaded ? [`## ${name}`] : []),
    ...(text === '' ? [] : [text]),
    ...(example === null ? [] : [code(example)]),
    ...members
      .filter(({ name: member }) => member !== 'node')
      .map((member) => renderMember(member, isHeaded ? 3 : 2)),
  ].join('\n\n');
}

function renderMember({ name, signature, text, example }: Documented, level: number): string {
  return [
    `${'#'.repeat(level)} ${name}`,
    code(plainSignature(signature)),
    ...(text === '' ? [] : [text]),
    ...(example === null ? [] : [code(example)]),
  ].join('\n\n');
}

/** A signature as a person reads it, without what only the compiler's sentences need. */
const plainSignature = (signature: string) =>
  signature
    .replace(/<const [^>]*(?:<[^>]*>[^>]*)*>(?=\()/, '')
    .replace(/\bLimit<\w+, (\w+)>/g, 'Limit');

const code = (text: string) => `\`\`\`ts\n${text}\n\`\`\``;

if (import.meta.main) {
  for (const [path, text] of renderDocs()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
