"""Short forms of notes, diaries and posts: ages and dates that little tells, eponyms beside a result or a diagnosis."""

from privacy.corpus.fillers import MONTHS, Filler, Writer, mixed

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
SPELLED = ("six", "eleven", "fourteen", "twenty-two", "fifty-three", "eighty")


def number(w: Writer) -> str:
    """An age as a bare number behind "is" or a name."""
    return w.one(str(w.rng.randrange(2, 89)), str(w.rng.randrange(13, 79)), w.rng.choice(SPELLED))


def short_age(w: Writer) -> str:
    """An age as a sentence of its own in notes."""
    n = w.rng.randrange(21, 89)
    months = w.rng.randrange(1, 11)
    return w.one(f"{n}y", f"{n}Y", f"{n} yrs", f"aet. {n}", f"DOL {n % 9 + 1}", f"day {n % 20 + 2} of life", f"{n % 9 + 2} years, {months} months", f"{n} YOM", f"{n % 20 + 3} hrs old", f"{n} ans", f"six years and {months} months")  # fmt: skip


def short_date(w: Writer) -> str:
    y, m, d = w.rng.randrange(1975, 2025), w.rng.randrange(1, 13), w.rng.randrange(1, 29)
    short, roman = MONTHS[m - 1][:3], ROMAN[m - 1]
    return w.one(f"fri {m}/{d}", f"{d}.{roman}.{y}", f"{d:02}{short}{y % 100:02}", f"{y}:{m:02}:{d:02}", f"Shrove Tuesday {y}", f"{short} {d}, {y}", f"Sat. night {d}/{m}", f"Mothering Sunday {y}", f"RTC {m:02}/{d:02}", f"review {d}th")  # fmt: skip


NOTED = "Dx Wilson|Coombs neg|Engel class Ia|Hoffmann neg|?Addison|Tanner B3 P2|Berg 41/56|Hb Lepore|Siemens Skyra 3T|Firdapse 10 mg qid|SARA 14.5|KDIGO|Thr60Ala|Capnocytophaga canimorsus|Horner L|von Gierke|Perls 1+|Fisher's exact|Elekta Versa|Ziehl-Neelsen neg"
SPANS: dict[str, tuple[str, Filler]] = {"number": ("age", number), "short_age": ("age", short_age), "short_date": ("date", short_date)}  # fmt: skip
CLEAN: dict[str, tuple[str, Filler]] = {"noted": ("eponym", mixed(*NOTED.split("|")))}
