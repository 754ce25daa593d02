"""Who else helps, in each country: lines for people in danger from themselves, and organisations for rare diseases."""

from typing import NamedTuple


class Signpost(NamedTuple):
    name: str
    about: str
    url: str = ""


# The national lines as their own sites give them. They are free, and answer day and night.
CRISIS_LINES: dict[str, str] = {
    "US": "988 (Suicide and Crisis Lifeline)",
    "GB": "116 123 (Samaritans)",
    "CA": "988 (Suicide Crisis Helpline)",
    "AU": "13 11 14 (Lifeline)",
    "ZA": "0800 567 567 (SADAG)",
    "IE": "116 123 (Samaritans)",
    "NZ": "1737 (Need to talk?)",
}
CRISIS_ANYWHERE = (
    "988 (Canada, United States), 116 123 (Samaritans; Ireland, United Kingdom), 13 11 14 (Lifeline, Australia), "
    "1737 (New Zealand), 0800 567 567 (SADAG, South Africa)"
)

GARD = Signpost("GARD", "Answers questions about rare diseases, free", "https://rarediseases.info.nih.gov/")
UNDIAGNOSED = Signpost(
    "Undiagnosed Diseases Network", "Takes cases in the United States that nobody could solve", "https://undiagnosed.hms.harvard.edu/"
)  # fmt: skip
RARE: dict[str, tuple[Signpost, ...]] = {
    "US": (
        GARD,
        Signpost("NORD", "Organisations for rare diseases in the United States", "https://rarediseases.org/"),
    ),
    "GB": (
        Signpost("Genetic Alliance UK", "Organisations for genetic and rare diseases", "https://geneticalliance.org.uk/"),
        Signpost("SWAN UK", "For families of children without a diagnosis, by Genetic Alliance UK"),
    ),
    "CA": (Signpost("CORD", "Canadian Organization for Rare Disorders", "https://www.raredisorders.ca/"),),
    "AU": (Signpost("Rare Voices Australia", "Organisations for rare diseases in Australia", "https://rarevoices.org.au/"),),
    "ZA": (Signpost("Rare Diseases South Africa", "Help and organisations in South Africa", "https://www.rarediseases.co.za/"),),
    "IE": (Signpost("Rare Diseases Ireland", "Organisations for rare diseases in Ireland", "https://rdi.ie/"),),
    "NZ": (Signpost("Rare Disorders NZ", "Help and organisations in New Zealand", "https://www.raredisorders.org.nz/"),),
}  # fmt: skip


def crisis_line_of(country: str) -> str:
    """Return the line for thoughts of ending life; of all countries where none is chosen yet."""
    return CRISIS_LINES.get(country, CRISIS_ANYWHERE)


def rare_helpers_of(country: str) -> tuple[Signpost, ...]:
    """Return those of the country; those of all where none is chosen yet."""
    return RARE.get(country) or tuple(post for posts in RARE.values() for post in posts)
