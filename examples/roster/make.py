"""Writes the made-up roster: `python examples/roster/make.py`. Nobody in it exists; no names stand in it.

roster.csv holds 1,000 cases as an office might have typed them over years, with every kind of mess that a reader meets;
roster.xlsx forty of the tidier ones, below title rows and above a totals row, beside a sheet of notes.
The same seed writes the same bytes.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

HERE = Path(__file__).parent
SEED = 2017
CASES = 1000
COLUMNS = (
    "Case ID", "Office", "Team", "Citizenship", "DOB", "Last entry", "Manner of entry", "Green card", "DACA", "TPS", "Asylee", "Final order", "Final order date",
    "In removal proceedings", "Prior removal", "Any conviction", "Felony", "Misdemeanor", "Aggravated felony", "Pending charges", "Fear of return", "Detained",
    "State", "Case status", "Criminal history", "Notes",
)  # fmt: skip
YES = ("Y", "yes", "Yes", "sí", "Si", "X", "true", "1")
NO = ("N", "no", "No", "NO", "false", "0")
UNKNOWN = ("", "", "", "", "unknown", "unk", "?", "n/a", "desconocido", "no sé", "--")
BLACKED = ("(b)(6)", "XXXX", "[REDACTED]", "(b)(7)(C)")
COUNTRIES = (
    ("Mexico", "México", "MEXICO", "MX", "mexicano"), ("Guatemala", "GT", "guatemalteca"), ("Honduras", "HN", "hondureño"), ("El Salvador", "SV", "Salvadoran"),
    ("Haiti", "Haití", "HT"), ("Cuba", "CU"), ("Brazil", "Brasil", "BR"), ("Ecuador", "EC"), ("Venezuela", "VE"), ("Dominican Republic", "República Dominicana"),
    ("Viet Nam", "Vietnam"), ("China", "China, Peoples Republic of"), ("Burma", "Myanmar"), ("Ivory Coast", "Côte d'Ivoire"), ("South Korea", "KOR"),
)  # fmt: skip
MANNERS = ("EWI", "ewi", "without inspection", "sin inspección", "cruzó la frontera", "B2", "tourist visa", "con visa", "admitted", "F-1", "paroled", "parole humanitario")
STATES = ("TX", "Texas", "tx", "CA", "California", "Calif.", "NY", "Nueva York", "N.Y.", "GA", "Georgia", "NM", "Nuevo México", "IL", "FL", "Florida", "Washington, D.C.")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MESES = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")
LAST = date(2017, 2, 17)


def some_day(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange(max((last - first).days, 1)))


def typed_date(random: Random, day: date) -> str:
    """A date as somebody typed it: mostly month/day/year, sometimes less, seldom with more care."""
    kind = random.random()
    if kind < 0.60:
        return f"{day.month}/{day.day}/{day.year}"
    if kind < 0.72:
        return day.isoformat()
    if kind < 0.80:
        return str(day.year)
    if kind < 0.85:
        return f"{MONTHS[day.month - 1]} {day.year}"
    if kind < 0.88:
        return f"{day.day} de {MESES[day.month - 1]} de {day.year}"
    if kind < 0.91:
        return f"{day.day}-{MONTHS[day.month - 1][:3]}-{day.year}"
    if kind < 0.94:
        return str((day - date(1899, 12, 30)).days)
    return random.choice(("1900-01-01", "unknown", "no sé", "", "XX/XX/XXXX"))


def said(random: Random, truth: bool, known: float = 0.75) -> str:
    """A yes or no as somebody typed it, or nothing."""
    if random.random() < 0.01:
        return random.choice(BLACKED)
    if random.random() > known:
        return random.choice(UNKNOWN)
    return random.choice(YES if truth else NO)


def case(random: Random, number: int) -> dict[str, str]:
    """One made-up person's row; a citizen holds nothing a citizen cannot hold."""
    citizen = random.random() < 0.04
    resident = not citizen and random.random() < 0.15
    daca = not citizen and not resident and random.random() < 0.10
    tps = not citizen and not resident and not daca and random.random() < 0.06
    asylee = not citizen and not resident and not daca and random.random() < 0.05
    order = not citizen and random.random() < 0.15
    convicted = random.random() < 0.22
    felony = convicted and random.random() < 0.3
    born = some_day(random, date(1950, 1, 1), date(2000, 1, 1))
    entered = some_day(random, max(born, date(1985, 1, 1)), LAST)
    ordered = some_day(random, entered, LAST)
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "Case ID": f"C-{number:05d}",
        "Office": random.choice(("North", "South", "Río Grande", "Main street, 2nd floor")),
        "Team": random.choice("ABCD"),
        "Citizenship": random.choice(("USC", "US citizen", "ciudadano")) if citizen else random.choice(random.choice(COUNTRIES)),
        "DOB": typed_date(random, born),
        "Last entry": typed_date(random, entered) if not citizen else "",
        "Manner of entry": random.choice(MANNERS) if not citizen and random.random() < 0.8 else random.choice(UNKNOWN),
        "Green card": said(random, resident),
        "DACA": said(random, daca),
        "TPS": said(random, tps),
        "Asylee": said(random, asylee),
        "Final order": said(random, order),
        "Final order date": typed_date(random, ordered) if order else "",
        "In removal proceedings": said(random, not citizen and not order and random.random() < 0.3),
        "Prior removal": said(random, order and random.random() < 0.3),
        "Any conviction": said(random, convicted),
        "Felony": said(random, felony),
        "Misdemeanor": said(random, convicted and not felony),
        "Aggravated felony": said(random, felony and random.random() < 0.3),
        "Pending charges": said(random, random.random() < 0.1),
        "Fear of return": said(random, random.random() < 0.2, 0.5),
        "Detained": said(random, random.random() < 0.05),
        "State": random.choice(STATES),
        "Case status": random.choice(("Open", "Closed", "Pending", "Abierto")),
        "Criminal history": random.choice(("", "", "see file", "DUI 2011?", "ver expediente, 2 cargos")) if convicted else "",
        "Notes": random.choice(("", "", "", "called twice, no answer", 'said "maybe later"', "first line\nsecond line", "=1+1", "@see file")),
    }
    if order and row["Final order"] in NO:
        row["Final order"] = ""
    return row


def damage(random: Random, rows: list[dict[str, str]]) -> None:
    """What goes wrong in single cells: each kind a few times."""
    kinds: list[tuple[str, str]] = [
        ("Citizenship", "Gautemala"), ("Citizenship", "Korea"), ("Citizenship", "USSR"), ("Citizenship", "stateless"), ("DOB", "3/4/87"), ("DOB", "2/30/1987"),
        ("DOB", "about 1990"), ("Last entry", "13/25/2014"), ("Last entry", "as a child"), ("Last entry", "1/2/0214"), ("Final order date", "2104-05-01"),
        ("Manner of entry", "AOS"), ("Manner of entry", "via Canada?"), ("State", "Tejaz"), ("State", "Baja California"), ("Felony", "maybe"), ("DACA", "expired"),
        ("TPS", "(b)(6), (b)(7)(C)"), ("Green card", "pending"), ("Detained", "was"), ("Case ID", ""), ("Office", "=HYPERLINK(\"x\")"), ("Office", "-2+3"), ("DOB", "x" * 400),
    ]  # fmt: skip
    for column, text in kinds:
        for row in random.sample(rows, 2):
            row[column] = text
    for row in random.sample(rows, 6):  # facts that cannot all be so
        row["Citizenship"], row["Green card"], row["DACA"] = "USC", "yes", "yes"
    for row in random.sample(rows, 4):
        row["Final order"], row["Final order date"] = "no", "5/19/2014"


def write_csv(rows: list[dict[str, str]], random: Random) -> bytes:
    """The rows as text, with what goes wrong in whole lines."""
    lines: list[str] = []
    for row in rows:
        text = io.StringIO()
        csv.writer(text).writerow([row[column] for column in COLUMNS])
        lines.append(text.getvalue().removesuffix("\r\n"))
    header = ",".join(COLUMNS)
    odd = [header, "Total,,,,,,,,,,,,,,,,,,,,,,,,,", "", ",,,,,,,,,,,,,,,,,,,,,,,,,", "C-90001,North,A", lines[3] + ",one,too,many", 'C-90002,"North,A,Mexico', lines[7].replace(",", ',"x"y,', 1)]
    for text in odd:
        lines.insert(random.randrange(100, len(lines) - 100), text)
    lines.append("Grand total: 1000" + "," * (len(COLUMNS) - 1))
    raw = ("\ufeff" + header + "\r\n" + "\r\n".join(lines) + "\r\n").encode("utf-8")
    at = raw.index(b"C-00500")
    return raw[:at] + b"C-\xff0500" + raw[at + 7 :]  # one row whose bytes are no text


def write_workbook(rows: list[dict[str, str]], path: Path) -> None:
    """A small workbook: titles above the header, real dates, a totals row, and a second sheet."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "A made-up roster", "created": datetime(2017, 2, 21)})
    notes = book.add_worksheet("Léeme")
    notes.write_column(0, 0, ["Made up: nobody here exists.", "Inventado: aquí no existe nadie."])
    sheet = book.add_worksheet("Casos 2017")
    sheet.write(0, 0, "Caseload, February 2017 (made up)")
    sheet.write(1, 0, "Lista de casos (inventada)")
    names = ("Caso", "Nacionalidad", "Fecha de nacimiento", "Última entrada", "Forma de entrada", "Residente permanente", "DACA vigente", "Orden final", "Delito grave", "Estado")
    picked = ("Case ID", "Citizenship", "DOB", "Last entry", "Manner of entry", "Green card", "DACA", "Final order", "Felony", "State")
    days = book.add_format({"num_format": "m/d/yyyy"})
    sheet.write_row(3, 0, names)
    random = Random(SEED + 1)
    for index, row in enumerate(rows, start=4):
        for column, name in enumerate(picked):
            value: Any = row[name]
            if name in ("DOB", "Last entry") and random.random() < 0.4:
                sheet.write_datetime(index, column, datetime.combine(some_day(random, date(1980, 1, 1), date(2014, 1, 1)), datetime.min.time()), days)
            else:
                sheet.write_string(index, column, value)
    sheet.write(len(rows) + 4, 0, "Total")
    sheet.write_formula(len(rows) + 4, 1, f"=COUNTA(A5:A{len(rows) + 4})", None, len(rows))
    book.close()


def main(folder: Path = HERE) -> None:
    """Write both files."""
    random = Random(SEED)
    rows = [case(random, number) for number in range(1, CASES + 1)]
    tidy = [dict(row) for row in rows if not row["Citizenship"].startswith(("USC", "US c", "ciud"))][:40]
    damage(random, rows)
    (folder / "roster.csv").write_bytes(write_csv(rows, random))
    write_workbook(tidy, folder / "roster.xlsx")


if __name__ == "__main__":
    main()
