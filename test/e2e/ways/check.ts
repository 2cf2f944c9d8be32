import { contractFile } from '../files.ts';

/** A way to lose a test with `assay check`, and how it has to end. */
export interface CheckWay {
  readonly name: string;
  /** The contract file; there is none where it is null. */
  readonly contract: string | null;
  /** The data file, which is there unless given. */
  readonly data?: string;
  /** 2 where it could not be judged, 1 where the data breaks the contract, null where a signal ended it. */
  readonly code: 1 | 2 | null;
  /** On the terminal; null where the process was ended before it could say anything. */
  readonly says: string | null;
}

const exported = (more: string) => contractFile({ verify: '', more });

export const inCheck: readonly CheckWay[] = [
  {
    name: 'a contract file that throws when it is imported',
    contract: exported("throw new Error('boom');"),
    code: 2,
    says: 'boom',
  },
  { name: 'a contract file that is not there', contract: null, code: 2, says: 'no contract file' },
  {
    name: 'a contract file without a contract',
    contract: 'export const none = 1;',
    code: 2,
    says: 'exports no contract',
  },
  {
    name: 'a data file that is not there',
    contract: exported(''),
    data: 'data/none.csv',
    code: 2,
    says: 'data/none.csv',
  },
  {
    name: 'process.exit(0) in the contract file',
    contract: exported('process.exit(0);'),
    code: 2,
    says: 'the process ended before anything was judged',
  },
  {
    name: 'process.exit(1) in the contract file',
    contract: exported('process.exit(1);'),
    code: 2,
    says: 'the process ended before anything was judged',
  },
  {
    name: 'process.exitCode = 0 in the contract file, at the end',
    contract: contractFile({
      expect: 'rows.count().atLeast(4),',
      verify: '',
      more: "process.on('beforeExit', () => { process.exitCode = 0; });",
    }),
    code: 1,
    says: 'rows.count() is 3, expected at least 4',
  },
  {
    name: 'a rejection that nobody handles',
    contract: exported("Promise.reject(new Error('stray'));"),
    code: 2,
    says: 'stray',
  },
  {
    name: 'SIGKILL',
    contract: exported("process.kill(process.pid, 'SIGKILL');"),
    code: null,
    says: null,
  },
  {
    name: 'a broken contract',
    contract: contractFile({ expect: 'rows.count().atLeast(4),', verify: '' }),
    code: 1,
    says: 'rows.count() is 3, expected at least 4',
  },
];
