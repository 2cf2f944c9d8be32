import { checksOf } from '../schema/zod-core.ts';
import { formatNames, formatSchema } from '../schema/zod-formats.ts';

let byZodName: ReadonlyMap<string, string> | null = null;

/** The name of a format as `column().format(name)` has it, for one of zod's names; any other stays what it is. */
export function formatName(name: string): string {
  byZodName ??= new Map(
    formatNames.flatMap((one) =>
      checksOf(formatSchema(one)).flatMap(({ def: { format } }) =>
        format === undefined ? [] : [[format, one] as const],
      ),
    ),
  );
  return byZodName.get(name) ?? name;
}
