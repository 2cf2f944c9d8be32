"""Pairs of samples. None is NULL. A generated one is its parameters and a rule that both sides follow."""

import math

import numpy

RANDOM = numpy.random.default_rng(22)
DAY = 86_400_000


def rounded(values, digits):
    return [round(float(value), digits) for value in values]


NUMBERS = {
    "ties": ([1, 1, 2, 3, 3, 3, 4], [1, 2, 2, 3, 5]),
    "nulls": ([1, 2, None, 2, None, 3], [2, None, 3, 3, 1, 1, 1]),
    "equal": ([1, 2, 2, 5], [1, 2, 2, 5]),
    "twice the rows": ([1, 2, 5], [1, 1, 2, 2, 5, 5]),
    "constant": ([7, 7, 7], [7, 7, 7, 7]),
    "another constant": ([7, 7, 7], [8, 8]),
    "one row": ([3], [4]),
    "one row against many": ([3], [1, 2, 3, 4, 5, 6, 7]),
    "disjoint": ([1, 2, 3, 4], [10, 11, 12, 13, 14]),
    "normal": (rounded(RANDOM.normal(size=200), 4), rounded(RANDOM.normal(0.3, 1.2, 150), 4)),
    "unequal sizes": (rounded(RANDOM.normal(size=12), 3), rounded(RANDOM.normal(1, 1, 180), 3)),
    "heavy tails": (rounded(RANDOM.standard_cauchy(150), 3), rounded(RANDOM.standard_cauchy(150) * 2, 3)),
    "lognormal": (rounded(RANDOM.lognormal(0, 2, 100), 5), rounded(RANDOM.lognormal(0.5, 2, 120), 5)),
    "dates": (
        [1_551_398_400_000 + DAY * int(day) for day in RANDOM.integers(0, 28, 90)],
        [1_554_076_800_000 + DAY * int(day) for day in RANDOM.integers(-20, 30, 70)],
    ),
    "large offset": ([1e9 + float(v) for v in RANDOM.integers(0, 50, 60)], [1e9 + float(v) for v in RANDOM.integers(5, 60, 80)]),
    "sizes far apart": ([1e-12, 2e-12, 1, 5, 1e6, 3e12], [2e-12, 1, 1, 1e6, 1e9]),
    "negative": (rounded(RANDOM.normal(-50, 9, 80), 1), rounded(RANDOM.normal(-45, 9, 95), 1)),
    "digits": ([int(v) for v in RANDOM.integers(0, 10, 200)], [int(v) for v in RANDOM.integers(0, 9, 160)]),
    "many zeros": ([0] * 60 + [int(v) for v in RANDOM.integers(1, 90, 40)], [0] * 30 + [int(v) for v in RANDOM.integers(1, 99, 45)]),
    "infinite": ([1, 2, math.inf, 4], [2, 3, math.inf, math.inf, -math.inf]),
}

# The seed, the number of rows, and the rule of `generated`.
GENERATED = {
    "1e6 even": ({"seed": 1, "rows": 1_000_000, "rule": "even", "levels": 500}, {"seed": 2, "rows": 1_000_000, "rule": "even", "levels": 503}),
    "1e6 heavy tails": ({"seed": 3, "rows": 1_000_000, "rule": "heavy", "levels": 2000}, {"seed": 4, "rows": 700_000, "rule": "heavy", "levels": 2010}),
    "5,000 even": ({"seed": 5, "rows": 5000, "rule": "even", "levels": 900}, {"seed": 6, "rows": 4000, "rule": "even", "levels": 930}),
}

CATEGORIES = {
    "payment": (["card"] * 70 + ["cash"] * 25 + ["other"] * 5, ["card"] * 90 + ["cash"] * 20 + ["other"] * 3),
    "unseen": (["a", "a", "b", "c"], ["a", "b", "d", "e", "e"]),
    "vanished": (["a", "a", "b", "c", "c"], ["a", "b", "b"]),
    "disjoint": (["a", "a", "b"], ["c", "d"]),
    "one category": (["a", "a"], ["a", "a", "a"]),
    "one row": (["a"], ["b"]),
    "booleans": ([True] * 40 + [False] * 60, [True] * 55 + [False] * 35),
    "rare boolean": ([True] * 2 + [False] * 998, [True] * 9 + [False] * 700),
    "booleans with NULL": ([True, False, None, None, True], [True, None, False, False, None, None]),
    "all NULL": ([None] * 5, [None] * 3),
    "NULL against values": ([None] * 5, ["a", "b", None]),
    "letters": (
        [chr(97 + int(v)) for v in numpy.minimum(RANDOM.geometric(0.3, 200) - 1, 11)],
        [chr(97 + int(v)) for v in numpy.minimum(RANDOM.geometric(0.25, 170) - 1, 13)],
    ),
}

P_VALUES = [
    [0.01, 0.02, 0.03, 0.04, 0.05],
    [0.001, 0.9, 0.04, 0.04, 0.2, 0.5],
    [1.0, 1.0],
    [0.0, 1e-300, 0.3],
    rounded(RANDOM.uniform(size=25), 6),
]


def generated(parameters):
    """A linear congruential generator modulo 2^32, of which the upper 24 bits are used (Numerical Recipes)."""
    state = parameters["seed"]
    levels = parameters["levels"]
    values = []
    for _ in range(parameters["rows"]):
        state = (state * 1_664_525 + 1_013_904_223) % 2**32
        share = (state >> 8) / 2**24
        values.append(math.floor(share * levels) if parameters["rule"] == "even" else math.floor(levels / (1 + share * levels)))
    return values
