"""340 small CSV files of 34 kinds, each with the table that stands in it.

A case has the bytes, how they are to be read (`how`, in words that no reader uses, so that each adapter translates them),
its columns, and its rows. Where nobody can know the table, `rows` is None: a reader has to refuse the file or the value.
Nothing is random: variant n of a kind always gives the same file.
"""

CITIES = ["Zürich", "Genève", "Bern", "Łódź", "São Paulo", "Malmö", "Nîmes", "Graz", "Århus", "Köln"]
PLAIN = ["Bern", "Oslo", "Rome", "Riga", "Nice", "Graz", "Kiel", "Metz", "Bath", "Lima"]
KANA = ["東京", "大阪", "京都", "名古屋", "札幌", "神戸", "福岡", "横浜", "仙台", "広島"]
VARIANTS = 10
INT, FLOAT, TEXT, DATE, BOOL = "int", "float", "text", "date", "bool"


def case(kind, variant, text, how, columns, rows, encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return {
        "id": f"{kind} {variant}",
        "kind": kind,
        "bytes": data,
        "how": how,
        "columns": columns,
        "rows": rows,
    }


def date(n):
    """Day n, as (year, month, day): below 13 in turn, so that a swap would give another date."""
    return 2020 + n % 7, 1 + n % 12, 1 + (n * 5) % 28


def iso(day):
    return "%04d-%02d-%02d" % day


def lines(records, end="\n"):
    return "".join(record + end for record in records)


def group(number, mark):
    """Digits in groups of three."""
    return f"{number:,}".replace(",", mark)


def table(variant, count=6):
    """Rows of an id, a city and an amount."""
    return [
        [index + 1, PLAIN[(variant + index) % 10], round(1.25 * (index + 1) * (variant + 1), 2)]
        for index in range(count)
    ]


BASE = [["id", INT], ["city", TEXT], ["amount", FLOAT]]


def written(rows, delimiter=",", decimal=".", quote=False):
    texts = []
    for number, city, amount in rows:
        value = f"{amount:.2f}".replace(".", decimal)
        texts.append(delimiter.join([str(number), f'"{city}"' if quote else city, f'"{value}"' if decimal == delimiter else value]))
    return texts


def cases():
    for n in range(VARIANTS):
        rows = table(n)
        mark = [";", "\t", "|", ";", "\t", "|", ":", "^", "~", "\x01"][n]
        yield case("delimiter given", n, lines([mark.join(["id", "city", "amount"]), *written(rows, mark)]), {"delimiter": mark}, BASE, rows)

        mark = [";", "\t", "|"][n % 3]
        yield case("delimiter to be found", n, lines([mark.join(["id", "city", "amount"]), *written(rows, mark, quote=n > 4)]), {}, BASE, rows)

        # In each record as many commas as semicolons: which of them is it?
        both = [f"{index};{index + n},{PLAIN[index]}" for index in range(1, 7)]
        yield case("delimiter that may be two", n, lines(both), {"header": False, "open": True}, [["a", TEXT], ["b", TEXT]], None)

        mark = [";", "\t", "|"][n % 3]
        yield case("decimal comma", n, lines([mark.join(["id", "city", "amount"]), *written(rows, mark, ",")]), {"delimiter": mark, "decimal": ","}, BASE, rows)
        yield case("decimal comma, quoted", n, lines(["id,city,amount", *written(rows, ",", ",")]), {"decimal": ","}, BASE, rows)

        thousand = [".", "'", " ", ".", "'", " ", ".", "'", " ", "."][n]
        big = [[index, PLAIN[index], 1_000.5 * 37 ** (index % 4) + n] for index in range(1, 7)]
        texts = [f"{i};{city};{group(int(amount), thousand)},{f'{amount:.2f}'[-2:]}" for i, city, amount in big]
        yield case("decimal comma and thousands", n, lines(["id;city;amount", *texts]), {"delimiter": ";", "decimal": ",", "thousands": thousand}, BASE, [[i, city, float(f"{amount:.2f}")] for i, city, amount in big])

        whole = [[index, PLAIN[index], (n + 1) * 1_234 * 11 ** (index % 5)] for index in range(1, 7)]
        texts = [f"{i};{city};{group(amount, ',')}" for i, city, amount in whole]
        yield case("thousands comma", n, lines(["id;city;amount", *texts]), {"delimiter": ";", "thousands": ","}, [["id", INT], ["city", TEXT], ["amount", INT]], whole)

        # Each record has one comma, as many as an other delimiter would give: the header says that it is none.
        mark = [";", "\t", "|"][n % 3]
        yield case("delimiter to be found, decimal comma", n, lines([mark.join(["id", "city", "amount"]), *written(rows, mark, ",")]), {"decimal": ",", "find": True}, BASE, rows)

        priced = [["id", INT], ["price", FLOAT], ["ratio", FLOAT]]
        two = [[index, round(1.25 * index + n, 2), round(0.125 * index * (n + 1), 3)] for index in range(1, 7)]
        texts = [f"{index};{price:.2f};{ratio:.3f}".replace(".", ",", 1) for index, price, ratio in two]
        yield case("decimal comma in one column", n, lines(["id;price;ratio", *texts]), {"delimiter": ";", "decimal": {"price": ","}}, priced, two)

        grouped = [[index, float(f"{1_000.5 * 37 ** (index % 4) + n:.2f}"), (n + 1) * 1_234 * 11 ** (index % 5)] for index in range(1, 7)]
        texts = [f"{index};{group(int(price), '.')},{f'{price:.2f}'[-2:]};{group(count, ',')}" for index, price, count in grouped]
        yield case("other marks in each column", n, lines(["id;price;count", *texts]), {"delimiter": ";", "decimal": {"price": ","}, "thousands": {"price": ".", "count": ","}}, [["id", INT], ["price", FLOAT], ["count", INT]], grouped)

        # The values of one column are written in two ways, of which one was said.
        texts = [f"{index};{index}{',' if index % 2 else '.'}{n}5" for index in range(1, 7)]
        yield case("comma and point in one column", n, lines(["id;amount", *texts]), {"delimiter": ";", "decimal": ","}, [["id", INT], ["amount", FLOAT]], None)

        # 1,234 may be 1.234 or 1234, and nobody said which.
        texts = [f"{index};{index},{230 + n}" for index in range(1, 7)]
        yield case("comma that may be either", n, lines(["id;amount", *texts]), {"delimiter": ";"}, [["id", INT], ["amount", FLOAT]], None)

        # A mark in the wrong place is no number.
        yield case("misplaced thousands mark", n, lines(["id;amount", "1;1.234,5", f"2;1{n}.23,5", "3;2.345,5"]), {"delimiter": ";", "decimal": ",", "thousands": "."}, [["id", INT], ["amount", FLOAT]], None)

        style = ["%d.%m.%Y", "%m/%d/%Y", "%Y%m%d", "%d-%m-%Y", "%Y/%m/%d"][n % 5]
        days = [date(n + index) for index in range(6)]
        shown = {"%d": "{2:02d}", "%m": "{1:02d}", "%Y": "{0:04d}"}
        form = style
        for letter, part in shown.items():
            form = form.replace(letter, part)
        yield case("date format", n, lines(["id,day", *(f"{index},{form.format(*day)}" for index, day in enumerate(days))]), {"dates": {"day": style}}, [["id", INT], ["day", DATE]], [[index, iso(day)] for index, day in enumerate(days)])

        # Days above 12, so that each text has one meaning only.
        late = [(2020 + index, 1 + (n + index) % 12, 13 + (index * 3) % 15) for index in range(6)]
        texts = ["%02d/%02d/%04d" % (day[2], day[1], day[0]) if index % 2 else iso(day) for index, day in enumerate(late)]
        yield case("two date formats", n, lines(["id,day", *(f"{index},{text}" for index, text in enumerate(texts))]), {"dates": {"day": ["%Y-%m-%d", "%d/%m/%Y"]}}, [["id", INT], ["day", DATE]], [[index, iso(day)] for index, day in enumerate(late)])

        # 03/04 is in April or in March: both formats were said to be there.
        texts = [f"{1 + n % 9:02d}/{2 + index:02d}/2024" for index in range(6)]
        texts = [text for text in texts if text[:2] != text[3:5]]
        yield case("date that may be two", n, lines(["id,day", *(f"{index},{text}" for index, text in enumerate(texts))]), {"dates": {"day": ["%d/%m/%Y", "%m/%d/%Y"]}}, [["id", INT], ["day", DATE]], None)

        yes, no = [("yes", "no"), ("Y", "N"), ("ja", "nein"), ("oui", "non"), ("on", "off"), ("1", "0"), ("T", "F"), ("sí", "no"), ("wahr", "falsch"), ("x", "-")][n]
        flags = [(index + n) % 3 == 0 for index in range(6)]
        yield case("words for true and false", n, lines(["id,paid", *(f"{index},{yes if flag else no}" for index, flag in enumerate(flags))]), {"booleans": [[yes], [no]]}, [["id", INT], ["paid", BOOL]], [[index, flag] for index, flag in enumerate(flags)])

        sign = ["#", "%", "!", "*", "$"][n % 5]
        records = written(rows)
        yield case("comment lines", n, lines([f"{sign} made, by hand", "id,city,amount", *records[:3], f'{sign} an odd " quote', *records[3:]]), {"comment": sign}, BASE, rows)
        sharp = [[index, f"C{sign} {index}", index + 0.5] for index in range(1, 7)]
        yield case("comment sign within a value", n, lines([f"{sign} languages", "id,city,amount", *(f"{i},{city},{amount}" for i, city, amount in sharp)]), {"comment": sign}, BASE, sharp)

        above = ["Report of the day", 'with "an odd quote', "", "a;b;c;d"][: 1 + n % 4]
        yield case("lines above the header", n, lines([*above, "id,city,amount", *records]), {"skip": len(above)}, BASE, rows)

        accents = [[index, CITIES[(n + index) % 10].replace("Łódź", "Lôdz"), index + 0.25] for index in range(6)]
        texts = ["id,city,amount", *(f"{i},{city},{amount}" for i, city, amount in accents)]
        yield case("windows-1252", n, lines([*texts, f"6,“{n} €”,1"]), {"encoding": "windows-1252"}, BASE, [*accents, [6, f"“{n} €”", 1.0]], "cp1252")
        yield case("latin-1", n, lines(texts), {"encoding": "latin-1"}, BASE, accents, "latin-1")
        yield case("utf-16", n, lines(texts), {"encoding": "utf-16"}, BASE, accents, "utf-16")
        kana = [[index, KANA[(n + index) % 10], index + 0.25] for index in range(6)]
        texts = ["id,city,amount", *(f"{i},{city},{amount}" for i, city, amount in kana)]
        yield case("shift_jis", n, lines(texts), {"encoding": "shift_jis"}, BASE, kana, "shift_jis")
        yield case("bytes that are not UTF-8", n, lines(["id,city", *(f"{index},{CITIES[index]}" for index in (0, 1, 4, n % 2))]), {}, [["id", INT], ["city", TEXT]], None, "latin-1")

        null = ["NA", "NULL", "?", "n/a", "-", "..", "nan", "None", "\\N", "#N/A"][n]
        holes = [[index, PLAIN[index] if index % 3 else None, index + 0.5 if index % 2 else None] for index in range(1, 7)]
        yield case("words for NULL", n, lines(["id,city,amount", *(",".join(null if value is None else str(value) for value in row) for row in holes)]), {"null": ["", null]}, BASE, holes)

        notes = [[index, ["a\tb", "c\\d", "e\nf", None, "", f"g{n}"][index - 1]] for index in range(1, 7)]
        escaped = lambda text: "\\N" if text is None else text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
        yield case("text dump of MySQL", n, lines(["id\tnote", *(f"{i}\t{escaped(text)}" for i, text in notes)]), {"delimiter": "\t", "quote": "", "escape": "\\", "null": ["\\N"]}, [["id", INT], ["note", TEXT]], notes)

        yield case("no header", n, lines(records), {"header": False, "names": ["id", "city", "amount"]}, BASE, rows)
        yield case("names for an unusable header", n, lines(["id,,id", *records] if n % 2 else ["x,x,x", *records]), {"names": ["id", "city", "amount"]}, BASE, rows)

        blanks = [[index, f"ab{' ' * (index % 3)}{n}"] for index in range(1, 7)]
        yield case("blanks within quotes", n, lines(["id,city", *(f'{i},"{text} "' for i, text in blanks)]), {}, [["id", INT], ["city", TEXT]], [[i, text + " "] for i, text in blanks])

        hard = [[1, 'say "hi"'], [2, f"two\nlines {n}"], [3, "a,b"], [4, "'"], [5, "x\r\ny"], [6, "ü"]]
        end = ["\n", "\r\n"][n % 2]
        quoted = lambda text: '"' + text.replace('"', '""') + '"'
        yield case("quotes, delimiters and line ends in fields", n, lines(["id,city", *(f"{i},{quoted(text)}" for i, text in hard)], end), {}, [["id", INT], ["city", TEXT]], hard)

        short = [*records[:2], f"{n},Rome" if n % 2 else f"{n},Rome,1,2", *records[2:]]
        yield case("a record of too few or too many fields", n, lines(["id,city,amount", *short]), {}, BASE, None)

        codes = [[index, f"0{index}{n}"] for index in range(1, 7)]
        yield case("zeros before a code", n, lines(["id,city", *(f"{i},{code}" for i, code in codes)]), {}, [["id", INT], ["city", TEXT]], codes)
        large = [[2**53 + 1 + index * 2 + n, "a"] for index in range(6)]
        yield case("integers beyond 2^53", n, lines(["id,city", *(f"{i},{text}" for i, text in large)]), {}, [["id", INT], ["city", TEXT]], large)
