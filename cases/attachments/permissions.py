"""Who may do what with a picture of a case; who may see one is `visible_attachments`."""

from accounts.permissions import Reader
from cases.models import Case
from cases.permissions import check_screen, check_write
from cases.states import EDITABLE


def check_look(case: Case, by: Reader) -> None:
    """Screeners of a case decide about its pictures while it is screened; never who brought it."""
    check_screen(case, by)


def check_cover(case: Case, by: Reader) -> None:
    """Whose case it is covers parts of a picture while writing; screeners do while they look at it."""
    if case.state in EDITABLE:
        check_write(case, by)
    else:
        check_look(case, by)
