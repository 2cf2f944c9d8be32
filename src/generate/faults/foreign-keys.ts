import type { Edit } from '../../value/edit.ts';
import { changesOf, constant } from './claims.ts';
import { hasFormat, holdsNumbers, holdsText } from './column-kinds.ts';
import type { Fault, FaultColumn } from './fault.ts';

/** Keys of rows that do not exist. */
export const foreignKeys: Fault = {
  kind: 'fault',
  name: 'foreign keys',
  description: 'keys of rows that the other table does not have',
  changes: (column) =>
    !column.isForeignKey
      ? []
      : changesOf(column, edits(column)).map(({ edit, violates }) => ({
          edit,
          violates: ['foreignKey', ...violates],
        })),
};

const edits = (column: FaultColumn): readonly Edit[] => [
  ...(holdsNumbers(column) ? [-1, 2_147_483_647].map(constant) : []),
  ...(holdsText(column) ? (isUuid(column) ? [noUuid] : [longer]) : []),
];

const isUuid = (column: FaultColumn) => hasFormat(column, 'uuid') || hasFormat(column, 'guid');
const noUuid = constant('00000000-0000-0000-0000-000000000000');
const longer: Edit = { kind: 'surround', before: '', after: '-0' };
