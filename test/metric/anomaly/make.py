"""Writes scores.json: modified z-scores as numpy and scipy compute them, and false alarms by the length of the history.

    python3 -m venv /tmp/anomaly-venv
    /tmp/anomaly-venv/bin/pip install numpy==2.5.5 scipy==1.18.1
    /tmp/anomaly-venv/bin/python test/metric/anomaly/make.py

The generator has a seed: a second run writes the same bytes.
"""

import json
import platform
from pathlib import Path

import numpy
import scipy
from scipy import stats

random = numpy.random.default_rng(22)


def score(value, others):
    others = numpy.array(others, dtype=float)
    median = float(numpy.median(others))
    spread = 1.4826 * float(stats.median_abs_deviation(others))
    if spread == 0:
        spread = 1.2533 * float(numpy.mean(numpy.abs(others - median)))
    away = abs(value - median)
    if away == 0:
        found = 0.0
    else:
        found = "Infinity" if spread == 0 else away / spread
    return {"value": value, "others": others.tolist(), "median": median, "spread": spread, "score": found}


def drawn(draw, digits):
    for size in (1, 2, 3, 7, 8, 14, 15, 28):
        values = [round(float(one), digits) for one in draw(size + 1)]
        yield score(values[0], values[1:])


cases = [
    *drawn(lambda n: random.normal(5000, 120, n), 3),
    *drawn(lambda n: random.lognormal(3, 2, n), 6),
    *drawn(lambda n: random.standard_t(1, n), 6),
    *drawn(lambda n: random.poisson(4, n), 0),
    *drawn(lambda n: random.uniform(-1e-6, 1e-6, n), 12),
    *drawn(lambda n: random.integers(0, 2, n), 0),
    *drawn(lambda n: 1e9 + random.integers(0, 50, n), 0),
    # More than half of them are equal.
    score(12.0, [10.0] * 8 + [11.0, 14.0]),
    score(10.0, [10.0] * 8 + [11.0, 14.0]),
    # All of them are.
    score(5.0, [5.0] * 14),
    score(5.5, [5.0] * 14),
    score(0.0, [0.0]),
    # An outlier among them, and a level that has shifted.
    score(5100.0, [5000.0, 5020.0, 4980.0, 5010.0, 4990.0, 5005.0, 900000.0]),
    *(score(200.0, [100.0 + at % 3 for at in range(14 - new)] + [200.0 + at % 3 for at in range(new)]) for new in range(15)),
]

# Of normally distributed values: how often one of them is more than 3.5 from the median of so many others.
alarms = {}
for size in (3, 5, 7, 10, 14, 21, 28):
    others = random.normal(size=(200_000, size))
    value = random.normal(size=200_000)
    median = numpy.median(others, axis=1)
    spread = 1.4826 * stats.median_abs_deviation(others, axis=1)
    alarms[str(size)] = round(float(numpy.mean(numpy.abs(value - median) / spread > 3.5)), 4)

made = {
    "madeBy": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "alarms": alarms,
    "scores": cases,
}
lines = ",\n".join("    " + json.dumps(one) for one in cases)
head = json.dumps({**made, "scores": []}, indent=2)
Path(__file__).with_name("scores.json").write_text(head.replace('"scores": []', '"scores": [\n' + lines + "\n  ]") + "\n")
