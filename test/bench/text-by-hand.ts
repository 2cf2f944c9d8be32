/** The ten expectations of the contract that the SELECT by hand measures. */
export const byHand: readonly string[] = [
  'rows',
  'customer not null',
  'amount nulls',
  'id unique',
  'status in',
  'email pattern',
  'quantity range',
  'amount mean',
  'freshness',
  'total',
];
