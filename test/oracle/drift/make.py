"""Write values.json: what scipy, numpy, statsmodels and Evidently say of pairs of samples. README.md says how to run it."""

import json
import math
import platform
import sys
import warnings
from collections import Counter
from decimal import Decimal, getcontext
from importlib.metadata import version
from pathlib import Path

import numpy
import pandas
from scipy import stats
from scipy.spatial import distance
from scipy.stats import contingency
from statsmodels.stats.multitest import multipletests

from evidently.legacy.calculations.stattests import (
    hellinger_stat_test,
    jensenshannon_stat_test,
    kl_div_stat_test,
    psi_stat_test,
    wasserstein_stat_test,
)
from evidently.legacy.core import ColumnType
from samples import CATEGORIES, GENERATED, NUMBERS, P_VALUES, generated

warnings.simplefilter("ignore")
HERE = Path(__file__).parent
values = []
getcontext().prec = 50


def add(pair, method, value, **more):
    """One value. No number is asked for where there is none."""
    number = float(value)
    assert math.isfinite(number), f"{pair} {method}"
    values.append({"pair": pair, "method": method, "value": number, **more})


def present(sample):
    return numpy.array([value for value in sample if value is not None], dtype=float)


def of_values(pair, reference, current):
    a, b = present(reference), present(current)
    found = stats.ks_2samp(a, b, method="asymp")
    add(pair, "ks", found.statistic)
    if len(a) * len(b) / (len(a) + len(b)) > 0.5:
        add(pair, "ksAsymptotic", found.pvalue)
    if max(len(a), len(b)) <= 10_000:
        add(pair, "ksExact", stats.ks_2samp(a, b, method="exact").pvalue)
    if numpy.isfinite(a).all() and numpy.isfinite(b).all():
        add(pair, "wasserstein", stats.wasserstein_distance(a, b))
        if numpy.std(a) > 0:
            add(pair, "normalizedWasserstein", stats.wasserstein_distance(a, b) / numpy.std(a))


def exact_jensenshannon(table, of_scipy):
    """In 50 digits, held against scipy, which loses half of its digits where both are nearly equal."""
    r, c = ([Decimal(int(n)) / Decimal(int(row.sum())) for n in row] for row in table)
    terms = [p * (2 * p / (p + q)).ln() for p, q in [*zip(r, c), *zip(c, r)] if p > 0]
    exact = float(max(Decimal(0), sum(terms) / 2).sqrt())
    assert abs(exact - of_scipy) < 1e-8 if exact < 1e-4 else math.isclose(exact, of_scipy, rel_tol=1e-9), (exact, of_scipy)
    return exact


def folded(bins, others):
    """Cochran's rule: bins with fewer than 5 expected rows on a side are one, with the other categories. None if they have over a tenth of the rows."""
    rows = [sum(bin[side] for bin in bins) for side in (0, 1)]
    rare = [sum(bin) * min(rows) / sum(rows) < 5 for bin in bins]
    if not any(rare):
        return bins
    if sum(sum(bin) for bin, is_rare in zip(bins, rare) if is_rare) > sum(rows) / 10:
        return None
    one = [bin for i, bin in enumerate(bins) if rare[i] or i == others]
    kept = sorted((bin for i, bin in enumerate(bins) if not rare[i] and i != others), key=sum)
    while sum(map(sum, one)) * min(rows) / sum(rows) < 5 and kept:
        one.append(kept.pop(0))
    return [*kept, tuple(map(sum, zip(*one)))] if kept else None


def of_counts(pair, bins, others=None, **more):
    """The table of two rows: bins without rows are left out. psi and kl count an empty bin as half a row."""
    table = numpy.array([bin for bin in bins if sum(bin) > 0], dtype=float).T
    r, c = (row / row.sum() for row in table)
    filled_r, filled_c = (numpy.where(row == 0, 0.5, row) / row.sum() for row in table)
    add(pair, "psi", numpy.sum((filled_c - filled_r) * numpy.log(filled_c / filled_r)), **more)
    add(pair, "kl", stats.entropy(c, filled_r), **more)
    add(pair, "jensenshannon", exact_jensenshannon(table, distance.jensenshannon(r, c)), **more)
    add(pair, "hellinger", distance.euclidean(numpy.sqrt(r), numpy.sqrt(c)) / math.sqrt(2), **more)
    add(pair, "totalVariation", distance.cityblock(r, c) / 2, **more)
    found = stats.chi2_contingency(table, correction=False)
    add(pair, "chi2", found.statistic, **more)
    tested = folded([bin for bin in bins if sum(bin) > 0], others)
    if tested is not None:
        add(pair, "chi2PValue", stats.chi2_contingency(numpy.array(tested, dtype=float).T, correction=False).pvalue, **more)
    if table.shape[1] > 1:
        add(pair, "cramersV", contingency.association(table.astype(int), method="cramer"), **more)


def missing(reference, current):
    return [(sum(v is None for v in reference), sum(v is None for v in current))]


def between(edges, reference, current):
    """Below the first edge, from each up to the next, and from the last one on."""
    rows = [numpy.bincount(numpy.searchsorted(edges, present(s), side="right"), minlength=len(edges) + 1) for s in (reference, current)]
    return list(zip(*rows)) + missing(reference, current)


def by_value(reference, current):
    """A bin for each value of the reference, and one for each range of new values between them."""
    own = sorted(set(present(reference)))
    places = [Counter((v in own, numpy.searchsorted(own, v)) for v in present(s)) for s in (reference, current)]
    return [(places[0][key], places[1][key]) for key in sorted(set(places[0]) | set(places[1]))] + missing(reference, current)


def by_category(reference, current):
    """A bin for each category of the reference, and one for all others."""
    a, b = Counter(v for v in reference if v is not None), Counter(v for v in current if v is not None)
    return [(n, b[v]) for v, n in a.items()] + [(0, sum(n for v, n in b.items() if v not in a))] + missing(reference, current)


def by_evidently(pair, reference, current, kind):
    """Where each value has a bin and none is empty, Evidently's definitions are the same (its KL is of the reference from the data)."""
    a, b = pandas.Series(reference), pandas.Series(current)
    tests = {"psi": psi_stat_test, "jensenshannon": jensenshannon_stat_test, "hellinger": hellinger_stat_test}
    for method, test in tests.items():
        if method == "hellinger" and kind == ColumnType.Numerical:
            continue
        add(pair, method, test.func(a, b, kind, 0.1)[0], by="evidently")
    add(pair, "kl", kl_div_stat_test.func(b, a, kind, 0.1)[0], by="evidently")


def edges_of(reference, current):
    both = numpy.concatenate([present(reference), present(current)])
    both = both[numpy.isfinite(both)]
    return {
        "quantiles": sorted({float(v) for v in numpy.quantile(both, [0.1, 0.25, 0.5, 0.75, 0.9], method="lower")}),
        "two": [float(numpy.quantile(present(reference), 0.5, method="lower"))],
    }


def judge_numbers(pair, reference, current):
    of_values(pair, reference, current)
    for edges in edges_of(reference, current).values():
        of_counts(pair, between(edges, reference, current), edges=edges)
    if len(set(present(reference))) <= 20:
        of_counts(pair, by_value(reference, current))
        if set(reference) == set(current) and None not in reference:
            by_evidently(pair, reference, current, ColumnType.Numerical)
    if pair.split(": ")[-1] in {"normal", "lognormal", "digits"}:
        add(pair, "normalizedWasserstein", wasserstein_stat_test.func(pandas.Series(reference), pandas.Series(current), ColumnType.Numerical, 0.1)[0], by="evidently")


def judge_categories(pair, reference, current):
    bins = by_category(reference, current)
    place = len(bins) - 2
    of_counts(pair, bins, others=place if sum(bins[place]) > 0 else None)
    if set(reference) == set(current) and None not in reference:
        by_evidently(pair, reference, current, ColumnType.Categorical)


def coded(sample):
    return [str(v).replace("inf", "Infinity") if isinstance(v, float) and math.isinf(v) else v for v in sample]


def main():
    pairs = {}
    for judge, kind, source in [(judge_numbers, "numbers", NUMBERS), (judge_categories, "categories", CATEGORIES)]:
        for name, (reference, current) in source.items():
            pair = f"{kind}: {name}"
            pairs[pair] = {"kind": kind, "reference": coded(reference), "current": coded(current)}
            judge(pair, reference, current)
            if reference != current:
                pairs[f"{pair}, reversed"] = {"kind": kind, "reference": coded(current), "current": coded(reference)}
                judge(f"{pair}, reversed", current, reference)
    for name, (reference, current) in GENERATED.items():
        pairs[name] = {"kind": "generated", "reference": reference, "current": current}
        judge_numbers(name, generated(reference), generated(current))
    corrected = [{"raw": p, "corrected": [float(v) for v in multipletests(p, method="fdr_bh")[1]]} for p in P_VALUES]
    made_by = {"python": platform.python_version(), **{name: version(name) for name in ("numpy", "scipy", "pandas", "statsmodels", "evidently")}}
    lines = [
        f'"madeBy": {json.dumps(made_by)}',
        '"pairs": {\n' + ",\n".join(f"{json.dumps(name)}: {json.dumps(pair)}" for name, pair in pairs.items()) + "\n}",
        '"values": [\n' + ",\n".join(json.dumps(value) for value in values) + "\n]",
        '"corrected": [\n' + ",\n".join(json.dumps(entry) for entry in corrected) + "\n]",
    ]
    (HERE / "values.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(made_by, f"{len(values)} values of {len(pairs)} pairs, {sum(len(e['raw']) for e in corrected)} corrected p-values", file=sys.stderr)


main()
