/**
 * Cases, by their ids, that are red though they must be green, each with the reason why it can't be helped. At most one
 * case in fifty may stand here; one that is green again may not.
 */
export const wrongReds: Readonly<Record<string, string>> = {};
