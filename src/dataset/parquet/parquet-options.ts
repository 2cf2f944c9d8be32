/** Options of {@link parquet}. */
export interface ParquetOptions {
  /**
   * Reads columns from folder names such as `year=2026/`, with the types that the contract's schema has for them. A
   * column that the schema does not name gets numbers, dates or booleans if each folder prints back as it is (`1.5`),
   * else text (`1.50`). Escapes (`%2F`) are decoded, and only `__HIVE_DEFAULT_PARTITION__` is NULL. A folder that is no
   * value of its column's type is an error; so is a file with a column of that name whose rows contradict its folder.
   */
  readonly hivePartitioning?: boolean;
  /**
   * Reads the union of the files' columns by name; a column that a file lacks is NULL there. A column may have a
   * narrower type in some files (INTEGER beside BIGINT). Types of which neither holds all values of the other are an
   * error, and so are names that differ only by case. Without it, all files must have the same columns of the same
   * types, except that Arrow's null type fits any.
   */
  readonly unionByName?: boolean;
  /** The name of the dataset in reports and baselines; its path as written unless given. */
  readonly label?: string;
}
