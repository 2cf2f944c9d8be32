"""Text that tells JavaScript's rules apart from those of SQL, RE2 and Python."""

import uuid

import pyarrow as pa

# Strings that differ in length by bytes, code points and UTF-16 units, and in what counts as white space.
WORDS = [
    "apple", "Apple", "APPLE", "apple pie", "banana", "é", "e\u0301", "É", "ÉCOLE", "école",
    "naïve", "straße", "STRASSE", "ß", "😀", "😀😀", "👩\u200d👩\u200d👧", "🇳🇴", "a😀b", "日本語",
    "x" * 100, "a\nb", "a\n", "\na", "a\r\nb", "tab\there", "quote'd", 'double"quote', "back\\slash", "100%",
    "under_score", "٣", "3", "42", "4.2", "5 \u212a", "k", "K", "ſ", "s",
    "a\u2028b", "null\u200bwidth", "ﬁ", "Ａ", "İstanbul", "ıstanbul", "$5", "(x)", "[y]", "a.b",
]  # fmt: skip

# White space as JavaScript's \s has it, and three that look like it and are not (U+0085, U+200B, U+001F).
BLANKS = [
    "", " ", "   ", "\t", "\n", "\r\n", "\u00a0", "\u1680", "\u2003", "\u2028",
    "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff", "\u000b", "\f", "\u0085", "\u200b", "\u001f",
    " a", "a ", " a ", "\u00a0a", "a\u3000", "\ufeffa", "a\n", "\u200ba", "a\u0085", "a b",
    "a\u00a0b", "a", "é", "😀", " 😀", "x\t", "\u001fx", "--", "0", None,
]  # fmt: skip

SENTINELS = [
    "N/A", "n/a", "", "null", "-", "NA", "na", "NULL", "Null", "None",
    "none", "NaN", "nan", "unknown", "UNKNOWN", "Unknown", " N/A ", "\tnull\n", " ", "   ",
    " - ", "\u00a0n/a", "N/A.", "n.a.", "--", "none of these", "nanny", "nulls", "not unknown", "naïve",
    "a", "b", "0", "-1", "N / A", "missing", "?", "#N/A", "nil", None,
    None, "TBD", "tbd", " TBD", "tbd!", "c", "d", "e", "f", None,
]  # fmt: skip

EMAILS = [
    "ann@example.org", "bob.smith@example.co.uk", "c+tag@example.com", "plain", "two@@example.org",
    "@example.org", "ann@", "a b@example.org", "d_e@sub.example.org", "",
]  # fmt: skip

ADDRESSES = [
    "127.0.0.1", "0.0.0.0", "255.255.255.255", "192.168.1.10", "256.1.1.1",
    "1.2.3", "1.2.3.4.5", "a.b.c.d", "1.2.3.-4", "",
]  # fmt: skip


def identifiers():
    good = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/{i}")) for i in range(6)]
    return [*good, good[0][:-1], good[1].replace("-", "_"), "not-a-uuid", good[2].replace(good[2][0], "g")]


def text_columns():
    n = range(100)
    repeated = ["alpha", "beta", "alpha", "gamma", None, "Alpha", "alpha "]
    ids = identifiers()
    return {
        "id": pa.array([i + 1 for i in n], pa.int32()),
        "word": pa.array([WORDS[i] if i < len(WORDS) else None for i in n], pa.string()),
        "space": pa.array([BLANKS[i % len(BLANKS)] for i in n], pa.string()),
        "answer": pa.array([SENTINELS[i % len(SENTINELS)] for i in n], pa.string()),
        "tag": pa.array([repeated[i % 7] for i in n], pa.string()),
        "code": pa.array([f"SKU-{(i * 7919) % 100000:0{5 if i % 9 else 4}d}" for i in n], pa.string()),
        "email": pa.array([EMAILS[i % 10] if i % 7 else None for i in n], pa.string()),
        "ip": pa.array([ADDRESSES[i % 10] if i % 11 else None for i in n], pa.string()),
        "uuid": pa.array([ids[i % 10] if i % 13 else None for i in n], pa.string()),
        "grade": pa.array(["ABC"[i % 3] for i in n], pa.dictionary(pa.int32(), pa.string())),
        "none": pa.array([None for _ in n], pa.string()),
    }
