"""The API of a contract once more, judged by pandas, numpy and exact arithmetic of plain Python.

`rows` and `column` have the method names of Assay, so that a metric is evaluated from the very text that the
TypeScript side evaluates. What NULL and NaN do is written out here and not left to a library: a cell is None (NULL),
or a value; NaN is a value. Where pandas or numpy know the same measure, `same` demands that they agree.
"""
