"""Licence numbers: brought to one form, held against their country's format, and made comparable without being readable."""

import hashlib
import hmac
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.verification.countries import RULES, CountryRules

LONGEST = 40
LEADING_ZEROS = re.compile(r"^([A-Z]*)0+")
SEPARATORS = re.compile(r"[\s.:#\-/\u2010-\u2015]+")
NAMES = frozenset({"Ahpra", "National"})  # with a capital inside a sentence too; GMC has several
# What people write between the register's name and its number: "GMC No 1234567".
WORDS = r"(?:REGISTRATION|REFERENCE|NUMBER|LICEN[CS]E|REG|REF|NO|NR|[\s.:#\-/\u2010-\u2015\u2116])*"


@dataclass(frozen=True, slots=True, repr=False)
class Licence:
    """A number that has its country's format; `number` is the one form in which two of them are equal."""

    country: str
    number: str
    region: str = ""
    extra: str = ""


def read_licence(*, country: str, number: str, region: str = "", extra: str = "") -> Licence:
    """Return the licence; raise ValidationError by field, naming the expected form, for all that is wrong at once."""
    if country not in RULES:
        raise ValidationError({"country": "Choose one of the countries of the network."})
    rules = RULES[country]
    region, extra = region.strip().upper(), plain(extra)
    prefix, number = apart(number, rules)
    errors = {
        "region": wrong_region(rules, region),
        "number": wrong_college(rules, prefix, region) or wrong_number(rules, number, region),
        "extra": wrong_extra(rules, extra),
    }
    if found := {name: text for name, text in errors.items() if text}:
        raise ValidationError(found)
    return Licence(country, rules.canonical(number), region, extra)


def plain(text: str) -> str:
    """Return capitals without spaces, dots, colons, slashes, dashes and number signs."""
    return SEPARATORS.sub("", text).upper()


def apart(number: str, rules: CountryRules) -> tuple[str, str]:
    """Return the name of the register that some write in front, "GMC No 1234567", and the number itself, both plain.

    The longest name that stands there is meant, before spaces go: CPSAB 12345 is no B12345 of the CPSA.
    """
    text = number.upper().replace(".", "")
    names = "|".join(sorted(rules.owners(), key=len, reverse=True))
    [(prefix, rest)] = re.findall(rf"\A{WORDS}({names}|){WORDS}(.*)\Z", text, flags=re.DOTALL)  # all of it may be empty
    return prefix, plain(rest)


def wrong_college(rules: CountryRules, prefix: str, region: str) -> str:
    """Refuse a number with the name of another region's college in front."""
    owner = rules.owners().get(prefix, "")
    if not owner or region not in rules.regions or owner == region:
        return ""
    return (
        f"{prefix} stands for the register of {rules.regions[owner]}, and you chose {rules.regions[region]}. "
        f"Choose {rules.regions[owner]}, or give the number of the register you chose."
    )


def wrong_number(rules: CountryRules, number: str, region: str) -> str:
    """Return the sentence that refuses, or nothing."""
    expected = f"The expected form is {rules.expected(region)}."
    if not number:
        return f"Write your {in_a_sentence(rules.number_label)}. {expected}"
    has_form = len(number) <= LONGEST and number.isascii() and re.fullmatch(rules.number_pattern(region), number)
    if not has_form or not number.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0"):  # nobody has number zero
        return f"This number cannot be right. {expected}"
    return "" if rules.is_sound(number) else f"The check digit does not fit: one digit is mistyped. {expected}"


def wrong_region(rules: CountryRules, region: str) -> str:
    if rules.regions and region not in rules.regions:
        return f"Choose the {rules.region_label.lower()}: each has a register of its own."
    return "" if rules.regions or not region else f"The register of {rules.name} has no regions. Leave this empty."


def wrong_extra(rules: CountryRules, extra: str) -> str:
    if not rules.extra:
        return f"{rules.name} needs no second number. Leave this empty." if extra else ""
    label = in_a_sentence(rules.extra.label.partition(",")[0])
    if not extra:
        missing = f"Choose the {label} you are in." if rules.extra.choices else f"Give the {label}: {rules.extra.form}."
        return missing if rules.extra.is_required else ""
    known = extra in rules.extra.choices if rules.extra.choices else True
    fits = len(extra) <= LONGEST and extra.isascii() and re.fullmatch(rules.extra.pattern, extra)
    return "" if known and fits else f"This is no {label}. The expected form is {rules.extra.form}."


def in_a_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: small, unless it begins with a name."""
    first = label.partition(" ")[0]
    return label if first.isupper() or first in NAMES else label[0].lower() + label[1:]


def fingerprint(licence: Licence) -> str:
    """Return the HMAC of register and number: equal for one licence however it is written, and not to be reversed.

    Numbers are short enough to be tried out one by one, so a plain hash would hide nothing; the key makes the difference.
    """
    rules = RULES[licence.country]
    register = f"{licence.country}-{licence.region}" if rules.colleges else licence.country
    number = LEADING_ZEROS.sub(r"\1", licence.number)  # 012345 and 12345 are one licence
    return keyed(f"{register}|{number}")


def keyed(text: str) -> str:
    return hmac.new(settings.LICENCE_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
