"""What the scanner refuses in the form of an advice, with a button at each place, as in the form of a case."""

from django.core.exceptions import ValidationError
from django.http import QueryDict

from cases.checking import MOVED, rewritten, spot_of
from cases.models import Case
from cases.relay.forms import AdviceForm
from cases.writing.showing import SHOWN_MOST, Shown, one_shown
from privacy.scanner import blocking, scan


def slips_in(case: Case, form: AdviceForm) -> dict[str, list[Shown]]:
    """Return the places that must go, by field; doubtful ones are no matter between colleagues."""
    return {name: slips_of(case, name, text) for name, text in form.texts().items()} if form.is_bound else {}


def slips_of(case: Case, name: str, text: str) -> list[Shown]:
    return [one_shown(case, name, text, finding) for finding in list(blocking(scan(text)))[:SHOWN_MOST]]


def without_slip(case: Case, sent: QueryDict) -> QueryDict:
    """Return what was sent with one place taken out or written better. Nothing is kept; raises ValidationError if it moved."""
    spot, data = spot_of(str(sent.get("fix", ""))), sent.copy()
    text = AdviceForm(sent).texts().get(spot.key)
    if text is None:
        raise ValidationError(MOVED)
    data[spot.key] = rewritten(case, text, spot)
    return data
