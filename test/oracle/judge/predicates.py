"""SQL predicates of the cases, each with what it means in Python: True, False, or None where SQL says NULL."""


def of(name, test):
    return lambda row: None if row[name] is None else test(row[name])


def both(a, b):
    """SQL's AND: false wins over NULL, NULL wins over true."""

    def judge(row):
        truths = (a(row), b(row))
        return False if False in truths else None if None in truths else True

    return judge


def pair(a, b, test):
    return lambda row: None if row[a] is None or row[b] is None else test(row[a], row[b])


PREDICATES = {
    "int > 10": of("int", lambda v: v > 10),
    "id <= 40": of("id", lambda v: v <= 40),
    "id <= 3": of("id", lambda v: v <= 3),
    "id <= 4": of("id", lambda v: v <= 4),
    "id <= 2": of("id", lambda v: v <= 2),
    "id = 1": of("id", lambda v: v == 1),
    "id < 0": of("id", lambda v: v < 0),
    "flag": of("flag", lambda v: v),
    "not flag": of("flag", lambda v: not v),
    "flag is null": lambda row: row["flag"] is None,
    "part + rest = total": lambda row: None if None in (row["part"], row["rest"]) else pair("part", "total", lambda _p, t: row["part"] + row["rest"] == t)(row),
    "int > 10 and half < 12": both(of("int", lambda v: v > 10), of("half", lambda v: v < 12)),
    "int between -5 and 30": of("int", lambda v: -5 <= v <= 30),
    "a <> b": pair("a", "b", lambda a, b: a != b),
    "a = 'a'": of("a", lambda v: v == "a"),
    "c = 1": of("c", lambda v: v == 1),
    "x > 5": of("x", lambda v: v > 5),
    "g = 'north'": of("g", lambda v: v == "north"),
    "g is null": lambda row: row["g"] is None,
    "year = 2025": of("year", lambda v: v == 2025),
    "amount > 5": of("amount", lambda v: v > 5),
    "paid": of("paid", lambda v: v),
    "pieces > 2 and amount > 0": both(of("pieces", lambda v: v > 2), of("amount", lambda v: v > 0)),
}  # fmt: skip
