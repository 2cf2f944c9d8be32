"""JavaScript's rules for text, in Python: what is white space, how long text is, what a regular expression matches."""

import re

# https://tc39.es/ecma262/#prod-WhiteSpace and #prod-LineTerminator, which \s, trim() and blank() go by.
WHITE = "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
LINE_END = "\n\r\u2028\u2029"


def trim(text):
    return text.strip(WHITE)


def units(text):
    """The UTF-16 code units, each as one character: what JavaScript's `.length` and a RegExp without `u` see."""
    raw = text.encode("utf-16-le")
    return "".join(chr(raw[i] | raw[i + 1] << 8) for i in range(0, len(raw), 2))


def compile_regex(source, flags):
    """A test function for a JavaScript RegExp of the plain kind that the cases use; refuses what it does not know."""
    assert set(flags) <= set("imsug"), flags
    assert not re.search(r"\\[pPbBkuxc1-9]|\(\?[<=!]", source), f"no fair judge for /{source}/"
    seen = (lambda text: text) if "u" in flags else units
    # ASCII letters fold among themselves unless the flag u or a letter beyond ASCII asks for Unicode.
    folding = (re.IGNORECASE if "i" in flags else 0) | (0 if "u" in flags or not source.isascii() else re.ASCII)
    pattern = re.compile(translate(seen(source), flags), folding)
    return lambda text: pattern.search(seen(text)) is not None


def translate(source, flags):
    start, end = (rf"(?:\A|(?<=[{LINE_END}]))", rf"(?=[{LINE_END}]|\Z)") if "m" in flags else (r"\A", r"\Z")
    outside = {"^": start, "$": end, ".": r"[\s\S]" if "s" in flags else f"[^{LINE_END}]"}
    classes = {"\\d": "0-9", "\\w": "A-Za-z0-9_", "\\s": WHITE}
    out, in_class = [], False
    for token in re.findall(r"\\.|.", source, re.DOTALL):
        if in_class:
            in_class = token != "]"
            out.append(classes.get(token, token))
        elif token == "[":
            in_class = True
            out.append(token)
        elif token in classes:
            out.append(f"[{classes[token]}]")
        elif token in ("\\D", "\\W", "\\S"):
            out.append(f"[^{classes[token.lower()]}]")
        else:
            out.append(outside.get(token, token))
    return "".join(out)
