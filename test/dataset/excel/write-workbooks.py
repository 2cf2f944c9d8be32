"""Writes workbooks with openpyxl, and what openpyxl itself reads in them as JSON. The first line names the versions."""

import datetime
import json
import random
import sys

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

folder, seed = sys.argv[1], int(sys.argv[2])
rng = random.Random(seed)
formats = ["yyyy-mm-dd", "d/m/yy h:mm", "mm-dd-yy", 'dd" of "mmmm yyyy', "[$-409]d-mmm-yy;@"]
words = ["", "a", "007", "=", "é\u00fc", "line\nbreak", " lead", "trail ", "<&>\"'", "\U0001f600", "TRUE", "1e5", "#N/A x"]


def value(kind):
    if rng.random() < 0.15:
        return None
    if kind == "int":
        return rng.choice([0, 1, -1, 2**53 - 1, rng.randint(-(10**9), 10**9)])
    if kind == "float":
        return rng.choice([0.1, -2.5, 1e300, 5e-324, rng.uniform(-1e6, 1e6)])
    if kind == "text":
        return rng.choice(words[1:])
    if kind == "bool":
        return rng.random() < 0.5
    if kind == "day":
        return datetime.datetime(1904, 1, 2) + datetime.timedelta(days=rng.randint(0, 60000))
    return datetime.datetime(1904, 1, 2) + datetime.timedelta(milliseconds=rng.randint(0, 5 * 10**12))


def told(one):
    if isinstance(one, datetime.datetime):
        return one.isoformat(timespec="milliseconds") + "Z"
    return one


print(json.dumps({"openpyxl": openpyxl.__version__, "python": sys.version.split()[0]}))
kinds = ["int", "float", "text", "bool", "day", "instant"]
for at in range(int(sys.argv[3])):
    book = openpyxl.Workbook()
    if at % 4 == 0:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(kinds)
    for row in range(rng.randint(1, 30)):
        sheet.append([value(kind) for kind in kinds])
        for column in (5, 6):
            sheet.cell(row=row + 2, column=column).number_format = rng.choice(formats)
    path = f"{folder}/{at}.xlsx"
    book.save(path)
    read = openpyxl.load_workbook(path, data_only=True).active
    rows = [[told(cell) for cell in row] for row in read.iter_rows(min_row=2, values_only=True)]
    print(json.dumps([row for row in rows if any(cell is not None for cell in row)]))
