import { gate, StoreError } from 'assay/gate';
import { storeExitCode, storeExitCodes } from 'assay/store';

// A step of a pipeline: it promotes the candidate, and ends with an exit code for the orchestrator.
// node promote.ts ana

/** The exit code of each end of a gate, as `assay promote` has it. */
const codes = {
  promoted: storeExitCodes.done,
  refused: storeExitCodes.refused,
  unjudged: storeExitCodes.unreadable,
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

/**
 * Says what to do about an error, and returns its exit code. After a conflict (3) nothing was changed, and the orchestrator
 * may try again; after no other one.
 */
function failed({ code, message }: StoreError): number {
  console.error(message);
  if (code === 'STORE_UNKNOWN')
    console.error('A person has to read the log before this is tried again: assay log trips');
  return storeExitCode(code);
}

try {
  process.exitCode = await promote(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  process.exitCode = failed(error);
}
