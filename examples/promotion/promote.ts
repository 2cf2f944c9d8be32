import { gate, StoreError, type StoreErrorCode } from 'assay/gate';

// A step of a pipeline: it promotes the candidate, and ends with an exit code for the orchestrator.
// node promote.ts ana

/** The exit codes of `assay promote`. None is 99, 126 or above, which orchestrators and shells have for themselves. */
const codes = {
  promoted: 0,
  refused: 1,
  unjudged: 2,
  conflict: 3,
  unknown: 4,
  store: 5,
  usage: 64,
};

async function promote(approvedBy: readonly string[]): Promise<number> {
  const result = await gate({
    name: 'trips',
    from: 'candidate',
    to: 'production',
    contracts: 'contracts/promotion.contract.ts',
    approvedBy,
  });
  switch (result.state) {
    case 'promoted':
      console.log(`promoted: ${result.snapshot}`);
      for (const note of result.notes) console.log(`note: ${note}`);
      break;
    case 'refused':
      // The data is worse. Its owner gets assay-report/contracts.html; production stays as it is.
      console.log(`refused: ${result.snapshot}`);
      for (const { policy, message } of result.reasons) console.log(`${policy}: ${message}`);
      break;
    case 'unjudged':
      // The contracts said nothing about the data: a matter for who runs the pipeline.
      for (const { policy, message } of result.reasons) console.error(`${policy}: ${message}`);
      break;
  }
  return codes[result.state];
}

/** Says what to do about an error, and returns its exit code. */
function failed({ code, message }: StoreError): number {
  console.error(message);
  switch (code) {
    case 'STORE_CONFLICT':
      // Another promotion was first, and nothing was changed. The orchestrator may retry this one, and no other.
      return codes.conflict;
    case 'STORE_UNKNOWN':
      console.error('A person has to read the log before this is tried again: assay log trips');
      return codes.unknown;
    case 'STORE_USAGE':
      return codes.usage;
    default:
      return isOfData(code) ? codes.unjudged : codes.store;
  }
}

const isOfData = (code: StoreErrorCode): boolean => code.startsWith('SNAPSHOT_');

try {
  process.exitCode = await promote(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  process.exitCode = failed(error);
}
