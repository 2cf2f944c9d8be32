r"""What is measured: metrics and conditions as they are written in a contract, by dataset.

The text is JavaScript and stays inside what the two languages share, but for regular expressions, `.in(...)`, `123n`
and `true`, which make.py rewrites. No `'` inside a regular expression.
"""

ANY = "nulls() distinct() duplicates() mode() entropy()".split()
NUMBER = "min() max() mean() sum() stddev() skewness() kurtosis() median() quantile(0.25) quantile(0.95)".split()
SPREAD = "outliersByIqr() outliersByIqr(0.5) outliersByRobustZ() outliersByRobustZ(1)".split()
LENGTHS = "minLength() maxLength() meanLength()".split()
MOMENTS = "oldest() newest() age() future()".split()


def each(columns, methods):
    return [f"column('{column}').{method}" for column in columns.split() for method in methods]


# Where rounding may take more than a relative 1e-12: the deviation is a billionth of the mean, which a sum of squares
# can't tell at all and a running mean can to some eight digits.
TOLERANCES = {"column('offset').stddev()": 1e-7, "column('offset').skewness()": 1e-5, "column('offset').kurtosis()": 1e-5}

METRICS = {
    "numbers.parquet": [
        "rows.count()",
        *[f'rows.where("{sql}").count()' for sql in (
            "int > 10", "id <= 40", "id < 0", "flag", "not flag", "flag is null", "int > 10 and half < 12",
            "int between -5 and 30",
        )],
        'rows.where("id <= 40").where("int > 10").count()',
        "rows.duplicates('int', 'cat')", "rows.duplicates('part', 'rest')", "rows.duplicates('id')",
        "rows.duplicates('zero')", "rows.duplicates('u64')", "rows.duplicates('none')",
        *each("id int tiny cat same float nan inf mixed zero f32 amount precise big huge u64 flag one none", ANY),
        *each("id int tiny cat same float offset skewed half f32 amount whole nan none mixed", NUMBER),
        *each("precise big huge u64", ["min()", "max()", "sum()", "mean()"]),
        *each("zero", ["max()", "mean()", "sum()", "stddev()", "skewness()", "kurtosis()"]),
        *each("one", ["min()", "max()", "mean()", "sum()", "stddev()", "skewness()", "kurtosis()", "median()"]),
        *each("inf infs", ["min()", "max()", "mean()", "sum()", "skewness()", "kurtosis()", "median()"]),
        *each("int float half amount", [f"quantile({p})" for p in (0, 0.01, 0.1, 0.5, 0.75, 0.99, 1)]),
        *each("float nan inf infs mixed zero f32 none int amount", ["nans()", "infinities()"]),
        *each("int nan none", ["missing()"]),
        "column('int').missing([0, -10])", "column('same').missing([7])",
        "column('cat').share([1, 2])", "column('cat').share([99])", "column('half').share([0, 0.5, 20])",
        "column('flag').share([true])", "column('big').share([9007199254740993n])", "column('none').share([1])",
        "column('f32').share([0.5])", "column('infs').share([Infinity])",
        *[f"rows.where(\"int > 10\").column('{name}').{m}" for name, m in (
            ("half", "mean()"), ("half", "nulls()"), ("cat", "distinct()"), ("amount", "sum()"),
            ("nan", "nans()"), ("int", "median()"), ("cat", "share([1, 2])"), ("flag", "mode()"),
        )],
        "rows.where(\"int > 10\").duplicates('cat', 'flag')",
        "rows.where(\"id = 1\").column('id').stddev()", "rows.where(\"id <= 2\").column('id').skewness()",
        "rows.where(\"id <= 3\").column('id').skewness()", "rows.where(\"id <= 3\").column('id').kurtosis()", "rows.where(\"id <= 4\").column('id').kurtosis()",
        "rows.where(\"int > 10\").column('half').kurtosis()", "rows.where(\"int > 10\").column('half').skewness()", "rows.where(\"id < 0\").column('id').mean()",
        "rows.where(\"id < 0\").column('id').nulls()", "rows.where(\"id < 0\").column('id').max()",
        "column('part').plus(column('rest')).mean()", "column('part').plus(column('rest'), column('id')).max()",
        "rows.per('flag').count()", "rows.per('cat').column('int').mean()",
        *each("id int tiny cat same float offset skewed half f32 amount whole nan inf infs mixed zero one none big", SPREAD),
        *each("int half skewed nan inf mixed none", [
            *[f"histogram([-10, 0, 0.5, 5, 12, 1000]).{m}" for m in ("bin(0)", "bin(2)", "bin(4)", "below()", "above()")],
        ]),
        *[f"column('{a}').{m}(column('{b}'))" for m in ("pearson", "spearman") for a, b in (
            ("int", "half"), ("int", "float"), ("float", "int"), ("skewed", "id"), ("offset", "id"), ("offset", "skewed"),
            ("tiny", "cat"), ("amount", "f32"), ("whole", "id"), ("big", "id"), ("same", "id"), ("id", "same"),
            ("nan", "id"), ("inf", "id"), ("mixed", "int"), ("none", "id"), ("one", "id"), ("zero", "id"), ("precise", "id"),
        )],
        *[f"column('{a}').cramersV(column('{b}'))" for a, b in (
            ("cat", "flag"), ("flag", "cat"), ("cat", "tiny"), ("int", "cat"), ("nan", "flag"), ("same", "cat"),
            ("none", "cat"), ("one", "flag"), ("zero", "cat"), ("id", "cat"), ("id", "float"), ("mixed", "flag"),
        )],
        *[f"rows.where(\"int > 10\").column('half').{m}" for m in (
            "outliersByIqr(0.5)", "outliersByRobustZ(1)", "entropy()", "pearson(column('id'))", "spearman(column('id'))",
            "cramersV(column('flag'))", "histogram([0, 10]).bin(0)",
        )],
        *[f"rows.per('cat').column('int').{m}" for m in (
            "outliersByIqr(0.5)", "outliersByRobustZ(1)", "entropy()", "pearson(column('id'))", "spearman(column('id'))",
            "cramersV(column('flag'))",
        )],
    ],
    "text.parquet": [
        "rows.count()",
        *each("word space answer tag code email ip uuid grade none", [*ANY, "missing()"]),
        *each("word space answer tag code grade", ["blank()", "untrimmed()", *LENGTHS]),
        *each("none", ["blank()", "untrimmed()", "minLength()", "meanLength()"]),
        "column('answer').missing(['N/A'])", "column('answer').missing(['N/A', '-', 'tbd'])",
        "column('answer').missing([' tbd '])", "column('answer').missing([])", "column('word').missing(['É'])",
        "column('answer').missing(['', '?', '#N/A'])", "column('word').missing(['(x)', '$5', 'a.b'])",
        "column('tag').share(['alpha'])", "column('tag').share(['alpha', 'Alpha'])", "column('tag').share(['é'])",
        "column('word').share(['é'])", "column('word').share(['😀', 'back\\\\slash'])", "column('space').share([''])",
        "column('grade').share(['A', 'B'])", "rows.duplicates('tag', 'grade')", "rows.duplicates('space')",
        "rows.per('grade').column('tag').mode()", "rows.per('grade').column('word').maxLength()",
    ],
    "time.parquet": [
        "rows.count()",
        *each("day daily ancient extreme at at_ms at_ns midnight seen plan once never", [*MOMENTS, "nulls()"]),
        *each("day ancient extreme at midnight seen never", ["distinct()", "duplicates()", "mode()"]),
        *each("day daily", [f"gaps('{step}')" for step in ("1d", "2d", "5d", "7d", "1w")]),
        *each("at at_ms at_ns plan", [f"gaps('{step}')" for step in ("15m", "30m", "1h", "90m", "3h")]),
        *each("midnight", [f"gaps('{step}')" for step in ("23h", "24h", "1d", "25h")]),
        *each("seen", ["gaps('7m')", "gaps('420s')", "gaps('6m')", "gaps('419999ms')"]),
        *each("extreme ancient", ["gaps('1d')", "gaps('365000d')"]),
        *each("once never", ["gaps('1d')"]),
        "column('at').missing()", "rows.duplicates('day')", "rows.duplicates('day', 'seen')",
        "rows.where(\"id <= 40\").column('day').newest()", "rows.where(\"id <= 40\").column('daily').age()",
        "rows.where(\"id < 0\").column('day').newest()",
        *each("day at midnight seen never", [
            *[f"histogram(['2026-01-01', '2026-03-01', '2026-10-15', '2026-11-20']).{m}" for m in
              ("bin(0)", "bin(1)", "bin(2)", "below()", "above()")],
        ]),
        "column('day').cramersV(column('seen'))",
    ],
    "keys.parquet": [
        "rows.count()",
        *[f"column('{a}').cramersV(column('{b}'))" for a, b in (("a", "b"), ("b", "c"), ("c", "a"), ("a", "day"), ("ratio", "c"))],
        *[f"rows.duplicates({columns})" for columns in (
            "'id'", "'a'", "'b'", "'c'", "'a', 'b'", "'b', 'a'", "'a', 'b', 'c'", "'big'", "'price'", "'ratio'",
            "'day'", "'a', 'big'", "'a', 'day'", "'price', 'day'", "'ratio', 'c'", "'a', 'b', 'c', 'price'",
        )],
        *each("id a b c big price ratio day", ANY),
        'rows.where("a = \'a\'").count()', "rows.where(\"a = 'a'\").duplicates('a', 'b')",
        "rows.where(\"c = 1\").duplicates('a', 'b')", "rows.where(\"a = 'a'\").column('b').distinct()",
        "rows.per('c').count()", "rows.per('c').duplicates('a', 'b')", "rows.per('b').count()",
    ],
    "empty.parquet": [
        "rows.count()", 'rows.where("x > 5").count()', "rows.duplicates('x', 't')", *each("x t day", ANY),
        *each("x", [*NUMBER, *SPREAD, "nans()", "cramersV(column('t'))"]), *each("t", ["missing()", "blank()", *LENGTHS]),
        *each("day", [*MOMENTS, "gaps('1d')"]),
    ],
    "example.parquet": [
        "rows.count()", "rows.duplicates('tag')", *each("tag", [*ANY, "missing()", "share(['a'])"]),
    ],
    "segments.parquet": [
        "rows.count()", "rows.per('g').count()", "rows.per('year').count()", "rows.per('flag').count()",
        "rows.per('g', 'year').count()", "rows.per('year', 'flag').count()",
        *[f"rows.per('g').column('x').{m}" for m in ("nulls()", "mean()", "min()", "max()", "sum()", "stddev()", "skewness()", "kurtosis()",
                                                    "median()", "distinct()", "quantile(0.9)", "share([1.5])")],
        *[f"rows.per('g').column('label').{m}" for m in ("nulls()", "duplicates()", "mode()", "maxLength()")],
        *[f"rows.per('year').column('day').{m}" for m in ("newest()", "oldest()", "age()", "gaps('1d')")],
        "rows.per('g').duplicates('year', 'flag')", "rows.per('flag').column('x').mean()",
        
        *[f"rows.per('g').column('x').{m}" for m in ("entropy()", "outliersByRobustZ(1)", "spearman(column('year'))", "cramersV(column('flag'))")],
        "rows.where(\"x > 5\").per('g').column('x').mean()", "rows.where(\"year = 2025\").per('g').count()",
        "rows.where(\"x > 5\").per('year').count()",
        'rows.where("g = \'north\'").count()', 'rows.where("g is null").count()',
        "rows.where(\"g = 'north'\").column('x').mean()", "rows.where(\"g is null\").column('x').nulls()",
        *each("g year flag", ANY),
    ],
    "orders.csv": [
        "rows.count()", 'rows.where("amount > 5").count()', 'rows.where("paid").count()',
        'rows.where("pieces > 2 and amount > 0").count()', "rows.duplicates('city', 'day')",
        "rows.per('city').count()", "rows.per('paid').column('amount').mean()",
        *each("id city amount pieces day paid", ANY), *each("amount pieces", [*NUMBER, *SPREAD]),
        "column('amount').pearson(column('pieces'))", "column('amount').spearman(column('pieces'))",
        "column('city').cramersV(column('paid'))", "column('amount').histogram([0, 5, 10]).bin(1)",
        "column('day').histogram(['2026-01-01', '2026-02-01']).bin(0)",
        *each("city", LENGTHS), *each("day", [*MOMENTS, "gaps('1d')", "gaps('3d')", "gaps('4d')"]),
    ],
}  # fmt: skip

CONDITIONS = {
    "numbers.parquet": [
        *each("id int none flag one", ["notNull()"]),
        *each("id int cat u64 huge big nan zero none", ["unique()"]),
        *each("id int float nan inf infs mixed f32 amount precise big huge u64 zero none one", ["increasing()"]),
        "rows.where(\"id <= 40\").column('id').increasing()", "rows.where(\"id <= 40\").column('nan').increasing()",
        "column('int').between(-10, 20)", "column('int').between(0, 39)", "column('float').between(-5, 5)",
        "column('nan').between(0, 20)", "column('infs').between(-1000, 1000)", "column('mixed').atMost(20)",
        "column('f32').between(0, 0.1)", "column('f32').atLeast(0.7)", "column('f32').above(0.5)",
        "column('amount').between(-10, 99.99)", "column('amount').below(0)", "column('whole').atLeast(3)",
        "column('precise').above(12345678901234567890n)", "column('big').above(9007199254740992n)",
        "column('big').between(9007199254740993n, 9007199254741020n)", "column('huge').above(0)",
        "column('u64').atMost(18446744073709551600n)", "column('u64').below(9223372036854775807n)",
        "column('int').above(10)", "column('int').below(10)", "column('int').atLeast(10)", "column('int').atMost(10)",
        "column('nan').above(-1)", "column('inf').below(Infinity)", "column('inf').above(-30)",
        "column('none').between(0, 1)", "column('same').equals(7)", "column('half').equals(10)",
        "column('half').equals(10, 2.5)", "column('zero').equals(0)", "column('zero').atLeast(0)",
        *each("int float half f32 amount whole precise nan inf mixed none", ["integer()", "finite()"]),
        "column('cat').in([0, 1, 2])", "column('cat').in([0, 1, 2, 4])", "column('cat').notIn([4])",
        "column('half').in([0, 0.5, 20])", "column('half').notIn([0.5])", "column('flag').in([true])",
        "column('big').in([9007199254740993n])", "column('big').notIn([9007199254740993n, 9007199254740994n])",
        "column('u64').notIn([18446744073709551615n])", "column('whole').in([3, 6, 9])", "column('nan').notIn([1])",
        "column('nan').in([1])", "column('infs').notIn([Infinity])", "column('none').in([1])",
        'rows.satisfy("int > 10")', 'rows.satisfy("flag")', 'rows.satisfy("part + rest = total")',
        'rows.satisfy("int > 10 and half < 12")', 'rows.where("flag").satisfy("int > 10")',
        "rows.key('id')", "rows.key('int', 'cat')", "rows.key('none')", "rows.key('part', 'id')",
        "column('part').plus(column('rest')).between(0, 8)", "column('total').equals(column('part').plus(column('rest')))",
        "column('part').atMost(column('id'))", "column('part').below(column('total'))",
        "column('rest').between(0, column('total'))", "rows.where(\"int > 10\").column('half').between(2, 15)",
        "rows.where(\"int > 10\").column('int').unique()", "rows.where(\"id < 0\").column('id').notNull()",
        "rows.where(\"int > 10\").column('flag').notNull()", "rows.where(\"flag\").key('cat', 'int')",
    ],
    "text.parquet": [
        *[f"column('word').{m}({pattern})" for pattern in (
            r"/^a/", r"/a$/", r"/^apple$/", r"/^apple/i", r"/^.$/", r"/^.$/u", r"/^..$/", r"/^\w+$/", r"/\W/", r"/^\d+$/",
            r"/\s/", r"/k/i", r"/k/iu", r"/s/i", r"/é/", r"/é/i", r"/^É/i", r"/a.b/", r"/a.b/s", r"/^b$/", r"/^b$/m",
            r"/a$/m", r"/[a-c]/", r"/[^a-z]/", r"/[^\s]/", r"/^(apple|banana)/", r"/p{2}l?e+/", r"/\$5|\(x\)|\[y\]/",
            r"/^a\.b$/", r"/\\/", r"/%|_/", r"/[\s\S]{50,}/", r"/😀/", r"/^😀+$/u", r"/^[😀a]+$/u", r"/x{100}/",
            r"/^$/",
        ) for m in ("matches", "notMatches")],
        "column('code').matches(/^SKU-[0-9]{5}$/)", "column('code').matches(/^SKU-\\d{4,5}$/)",
        "column('code').notMatches(/00/)", "column('tag').matches(/^alpha$/)", "column('tag').matches(/^alpha\\s*$/i)",
        "column('space').matches(/\\S/)", "column('space').matches(/^\\s*$/)", "column('space').notMatches(/^\\s|\\s$/)",
        "column('none').matches(/./)", "column('answer').matches(/^[a-z]$/)",
        *[f"column('word').length({args})" for args in ("1", "2", "1, 2", "4", "0, 5", "5, 99", "8", "100", "0, 99")],
        "column('space').length(0)", "column('space').length(1)", "column('none').length(1)",
        "column('code').length(9)", "column('code').length(8, 9)",
        "column('email').format('email')", "column('ip').format('ipv4')", "column('uuid').format('uuid')",
        "column('none').format('email')", "column('grade').in(['A', 'B'])", "column('grade').notIn(['C'])",
        "column('tag').in(['alpha', 'beta'])", "column('tag').notIn(['alpha '])", "column('word').in(['é'])",
        "column('word').notIn(['😀', 'ß'])", "column('word').notIn(['quote\\'d', 'double\"quote'])",
        *each("word space tag code grade none", ["unique()"]), *each("word id", ["notNull()"]),
        "rows.key('tag', 'id')", "rows.key('tag', 'grade')",
        "rows.where(\"id <= 40\").column('word').matches(/^a/)",
    ],
    "time.parquet": [
        *[f"column('{name}').{m}" for name, m in (
            ("day", "before('2026-10-01')"), ("day", "after('2026-10-01')"), ("daily", "before('2026-11-18')"),
            ("daily", "after('2026-08-20')"), ("extreme", "after('1970-01-01')"), ("extreme", "before('9999-12-31')"),
            ("extreme", "after('1600-01-01T00:00:00Z')"), ("ancient", "before('1600-01-01')"),
            ("at", "before('2026-11-22T10:00:00Z')"), ("at", "after('2026-11-22T10:00:00+02:00')"),
            ("midnight", "before('2026-11-02T00:00:00-05:00')"), ("midnight", "after('2026-11-01T04:00:00Z')"),
            ("plan", "after('2026-11-24')"), ("plan", "before('2026-11-24')"), ("never", "before('2026-01-01')"),
            ("at_ms", "before('2026-11-20T05:00:00.005Z')"), ("at_ns", "after('2026-11-20T05:00:00Z')"),
            ("daily", "between('2026-09-01', '2026-09-30')"), ("seen", "between('2026-03-08T06:00:00Z', '2026-03-08T12:00:00Z')"),
            ("once", "between('2026-11-01', '2026-11-01')"),
        )],
        *each("day daily at at_ms at_ns midnight seen plan extreme ancient once never", ["increasing()"]),
        *each("day daily seen extreme", ["unique()", "notNull()"]), "rows.key('day', 'id')", "rows.key('seen')",
        "rows.where(\"id <= 40\").column('seen').increasing()",
    ],
    "keys.parquet": [
        *[f"rows.key({columns})" for columns in (
            "'id'", "'a'", "'a', 'b'", "'a', 'b', 'c'", "'big'", "'price'", "'ratio'", "'a', 'id'", "'day', 'big'",
        )],
        *each("id a b c big price ratio day", ["unique()"]), 'rows.satisfy("a <> b")',
        "rows.where(\"c = 1\").key('a', 'b')", "rows.where(\"a = 'a'\").column('b').unique()",
    ],
    "empty.parquet": [
        *each("x t day", ["notNull()", "unique()"]), "column('x').between(0, 1)", "column('t').matches(/a/)",
        "column('day').increasing()", "rows.key('x', 't')", 'rows.satisfy("x > 5")',
    ],
    "example.parquet": [*each("tag", ["unique()", "notNull()", "in(['a'])"]), "rows.key('tag')"],
    "segments.parquet": [
        "rows.where(\"g = 'north'\").column('x').between(2, 12)", "rows.where(\"g is null\").column('x').notNull()",
        'rows.where("year = 2025").satisfy("x > 5")', "column('g').in(['north', 'south', ''])", "rows.key('g', 'year')",
    ],
    "orders.csv": [
        *each("id city day", ["unique()", "notNull()", ]), "column('amount').between(0, 15)", "column('pieces').in([0, 1, 2, 3])",
        "column('city').matches(/^[A-Z]/)", "column('city').length(4, 9)", "column('day').after('2026-10-01')",
        "column('day').increasing()", "rows.key('city', 'day')", 'rows.satisfy("amount > 5")',
    ],
}  # fmt: skip
