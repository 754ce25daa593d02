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
SEPARATORS = re.compile(r"[\s.\-/\u2010-\u2015]+")


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
    number = without_prefix(plain(number), rules)
    errors = {
        "region": wrong_region(rules, region),
        "number": wrong_number(rules, number, region),
        "extra": wrong_extra(rules, extra),
    }
    if found := {name: text for name, text in errors.items() if text}:
        raise ValidationError(found)
    return Licence(country, rules.canonical(number), region, extra)


def plain(text: str) -> str:
    """Return capitals without spaces, dots, slashes and dashes."""
    return SEPARATORS.sub("", text).upper()


def without_prefix(number: str, rules: CountryRules) -> str:
    """Take off the name of the register that some write in front: "GMC 1234567"."""
    found = next((prefix for prefix in rules.prefixes if number.startswith(prefix)), "")
    return number.removeprefix(found)


def wrong_number(rules: CountryRules, number: str, region: str) -> str:
    """Return the sentence that refuses, or nothing."""
    expected = f"The expected form is {rules.expected(region)}."
    if len(number) > LONGEST or not number.isascii() or not re.fullmatch(rules.number_pattern(region), number):
        return f"{rules.number_label}: this number cannot be right. {expected}"
    return "" if rules.is_sound(number) else f"The check digit does not fit: one digit is mistyped. {expected}"


def wrong_region(rules: CountryRules, region: str) -> str:
    if rules.regions and region not in rules.regions:
        return f"Choose the {rules.region_label.lower()}: each has a register of its own."
    return "" if rules.regions or not region else f"The register of {rules.name} has no regions. Leave this empty."


def wrong_extra(rules: CountryRules, extra: str) -> str:
    if not rules.extra:
        return f"{rules.name} needs no second number. Leave this empty." if extra else ""
    label = rules.extra.label.partition(",")[0]
    if not extra:
        verb = "Choose" if rules.extra.choices else "Give"
        return f"{verb} the {label}: {rules.extra.form}." if rules.extra.is_required else ""
    known = extra in rules.extra.choices if rules.extra.choices else True
    fits = len(extra) <= LONGEST and extra.isascii() and re.fullmatch(rules.extra.pattern, extra)
    return "" if known and fits else f"This is no {label}. The expected form is {rules.extra.form}."


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
