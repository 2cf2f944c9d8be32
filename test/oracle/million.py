"""Write million.json: what scipy and numpy say of the shape of a million rows that the test makes by the same formulas.

PYTHONDONTWRITEBYTECODE=1 /tmp/oracle-venv/bin/python test/oracle/million.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import scipy
import scipy.stats

ROWS = 1_000_000
i = np.arange(ROWS, dtype=np.int64)


def spread(factor):
    """Integers of 32 bits in an order like chance."""
    return i * factor % 2**32


h, g = spread(2654435761), spread(2246822519)
u, v = h / 2**32, g / 2**32
present = h % 11 != 0
columns = {
    "u": u[present],
    "heavy": (1.0 / (1.0 - u))[present],
    "both": (u * u + 0.25 * v)[present],
    "tied": (h % 1000)[present],
    "category": (h // 2**20 % 7)[present],
    "other": ((h // 2**20 % 7 + (g % 10 == 0)) % 3)[present],
}


def of(name):
    return columns[name]


def counts(name):
    return np.unique(of(name), return_counts=True)[1]


def iqr(name, k):
    low, high = np.quantile(of(name), [0.25, 0.75])
    return np.sum((of(name) < low - k * (high - low)) | (of(name) > high + k * (high - low)))


def robust(name, z):
    median, mad = np.median(of(name)), scipy.stats.median_abs_deviation(of(name))
    return np.sum(0.6745 * np.abs(of(name) - median) / mad > z)


def table(a, b):
    return scipy.stats.contingency.crosstab(of(a), of(b)).count


edges = [1, 2, 5, 100]
numbers = ("u", "heavy", "both", "tied")
pairs = (("u", "both"), ("heavy", "both"), ("tied", "u"), ("both", "tied"))
values = {
    **{f"column('{n}').skewness()": scipy.stats.skew(of(n), bias=False) for n in numbers},
    **{f"column('{n}').kurtosis()": scipy.stats.kurtosis(of(n), bias=False) for n in numbers},
    **{f"column('{n}').entropy()": scipy.stats.entropy(counts(n)) for n in ("tied", "category", "other", "u")},
    **{f"column('{n}').mode()": counts(n).max() for n in ("tied", "category", "other")},
    **{f"column('{n}').outliersByIqr({k})": iqr(n, k) for n in numbers for k in (0.25, 1.5)},
    **{f"column('{n}').outliersByRobustZ({z})": robust(n, z) for n in numbers for z in (0.9, 3.5)},
    **{f"column('{a}').pearson(column('{b}'))": scipy.stats.pearsonr(of(a), of(b)).statistic for a, b in pairs},
    **{f"column('{a}').spearman(column('{b}'))": scipy.stats.spearmanr(of(a), of(b)).statistic for a, b in pairs},
    **{
        f"column('{a}').cramersV(column('{b}'))": scipy.stats.contingency.association(table(a, b), method="cramer")
        for a, b in (("category", "other"), ("tied", "category"), ("tied", "other"))
    },
    **{
        f"column('heavy').histogram({edges}).bin({at})": n
        for at, n in enumerate(np.histogram(of("heavy"), edges)[0])
    },
    f"column('heavy').histogram({edges}).above()": np.sum(of("heavy") > 100),
}
made_by = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
plain = {key: float(value) if isinstance(value, (float, np.floating)) else int(value) for key, value in values.items()}
text = json.dumps({"madeBy": made_by, "rows": ROWS, "values": plain}, indent=2)
(Path(__file__).parent / "million.json").write_text(text + "\n", encoding="utf-8")
