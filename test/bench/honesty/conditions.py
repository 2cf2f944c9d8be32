"""The few SQL conditions that mean the same as a tool's own condition objects: comparisons that are joined by `and`."""

import re

from corpus import CannotSay

compared = re.compile(
    r"""^"?(\w+)"? \s* (=|<>|!=|<=|>=|<|>) \s* (?:'([^']*)'|(-?\d+(?:\.\d+)?)|(true|false))$""",
    re.VERBOSE | re.IGNORECASE,
)
null = re.compile(r"""^"?(\w+)"? \s+ is \s+ (not \s+)? null$""", re.VERBOSE | re.IGNORECASE)


def parts(sql):
    """Each comparison as (column, operator, value); the operators `is null` and `is not null` have no value."""
    for term in re.split(r"\s+and\s+", sql.strip(), flags=re.IGNORECASE):
        if found := compared.match(term):
            column, operator, text, number, truth = found.groups()
            yield column, "!=" if operator == "<>" else operator, value_of(text, number, truth)
        elif found := null.match(term):
            yield found[1], "is not null" if found[2] else "is null", None
        else:
            raise CannotSay(f"a condition in SQL that has no counterpart: {sql}")


def value_of(text, number, truth):
    if text is not None:
        return text
    return truth.lower() == "true" if truth else float(number) if "." in number else int(number)
