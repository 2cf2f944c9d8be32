import { listOf, nestedRead } from '../contract/nested-read.ts';
import { fieldFamilies } from '../contract/schema/nested-fields.ts';
import { readsNested, withNested } from '../dataset/nested/nested-columns.ts';
import { EngineError, type OpenSession, type Session } from '../engine/engine.ts';
import { openDataset } from '../engine/engines.ts';
import type { MeasureRequest } from './measure-request.ts';

/**
 * Opens the dataset of a contract, with the fields that the contract reads as further columns; or the elements of one of its
 * lists, each as a row.
 *
 * @throws {EngineError} `ENGINE_FAILED` for fields of a dataset with an engine of its own.
 */
export async function openNested(
  {
    dataset,
    contract,
    elementsOf = null,
  }: Pick<MeasureRequest, 'dataset' | 'contract' | 'elementsOf'>,
  ...[hints, settings]: [Parameters<OpenSession>[1], Parameters<OpenSession>[2]]
): Promise<Session> {
  const nested = nestedRead(contract).filter((field) => [null, elementsOf].includes(listOf(field)));
  const [first] = nested;
  if (first === undefined) return openDataset(dataset, hints, settings);
  if (!readsNested(dataset))
    throw new EngineError(
      'ENGINE_FAILED',
      `column('${first.name}') is a field within a column, which the engine of ${dataset.label} does not read: make it a column of the dataset`,
    );
  const typed = nested.map((field) => ({ ...field, families: fieldFamilies(field) }));
  const session = await openDataset(withNested(dataset, typed), hints, settings);
  const names = new Set(nested.map(({ name }) => name));
  const columns = session.columns.map((one) =>
    names.has(one.name) ? { ...one, isWithin: true } : one,
  );
  return { ...session, columns };
}
