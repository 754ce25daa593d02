import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track
from rich.table import Table

from cases.pairing import simulation
from cases.pairing.settings import DEFAULT, PairingSettings

TUNED = tuple(field.name for field in fields(PairingSettings) if isinstance(getattr(DEFAULT, field.name), int | float))
NUMBERS = tuple(name for name in TUNED if not isinstance(getattr(DEFAULT, name), bool))
MEANINGS = {
    "p50_hours": "hours until somebody accepted, median",
    "p90_hours": "the same, nine of ten cases",
    "unpaired_72h": "share of cases without anybody after 72 hours",
    "same_country": "share of pairs of one country",
    "gini_offers": "Gini of offers, 0 where all get the same",
}


class Command(BaseCommand):
    help = "Run the pairing engine on a simulated clock and print how long cases would wait."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--heroes", type=int, default=200, help="Physicians who take on cases.")
        parser.add_argument("--cases-per-day", type=float, default=10.0)
        parser.add_argument("--accept", type=float, default=0.3, help="Share of offers accepted, 0 to 1.")
        parser.add_argument(
            "--decline", type=float, help="Share declined, 0 to 1; 0.3 unless more accept. The rest is silence."
        )
        parser.add_argument("--days", type=int, default=60, help="Days in which cases come.")
        parser.add_argument("--seeds", type=int, default=12, help="Runs; the figures are their means.")
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON and nothing else.")
        add_settings(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            settings, world, seeds = settings_from(options), world_from(options), options["seeds"]
            runs = simulation.simulate(world, seeds, settings)
        except ValueError as error:
            raise CommandError(str(error)) from error
        quiet = bool(options["json"])
        console = Console(stderr=True)
        shown = track(runs, "Running", total=seeds, console=console, disable=quiet, transient=True)
        figures = simulation.means(list(shown))
        if quiet:
            self.stdout.write(json.dumps({name: round(value, 4) for name, value in figures._asdict().items()}))
        else:
            self.stdout.write(str(simulation.__doc__))
            Console(file=sys.stdout).print(table(figures, world, seeds))


def add_settings(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("settings of the engine")
    sizes = " ".join(map(str, DEFAULT.wave_sizes))
    group.add_argument("--wave-sizes", type=int, nargs=3, default=DEFAULT.wave_sizes, help=f"default: {sizes}")
    group.add_argument("--refuse-late-answers", dest="takes_late_answers", action="store_false")
    for name in NUMBERS:
        value = getattr(DEFAULT, name)
        group.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help=f"default: {value:g}")


def settings_from(options: Mapping[str, Any]) -> PairingSettings:
    sizes = tuple(options["wave_sizes"])
    return PairingSettings(wave_sizes=sizes, **{name: options[name] for name in TUNED})


def world_from(options: Mapping[str, Any]) -> simulation.World:
    accept, decline = options["accept"], options["decline"]
    decline = max(min(0.3, 1 - accept), 0) if decline is None else decline
    return simulation.World(options["heroes"], options["cases_per_day"], accept, decline, options["days"])


def table(figures: simulation.Figures, world: simulation.World, seeds: int) -> Table:
    made = Table(title=f"{world.heroes} heroes, {world.cases_per_day:g} cases a day, {world.days} days, {seeds} seeds")
    made.add_column("figure")
    made.add_column("", justify="right")
    made.add_column("meaning")
    for name, value in figures._asdict().items():
        made.add_row(name, f"{value:.3f}", MEANINGS[name])
    return made
