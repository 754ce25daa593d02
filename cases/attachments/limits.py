"""How many files one account may send a day: each is drawn anew, which takes a processor."""

from accounts.models import User
from common.limits import DAY, spend

FILES_A_DAY = 120
SENTENCE = f"You sent {FILES_A_DAY} files since yesterday. Nothing is lost; send more tomorrow."


def spend_file(by: User) -> None:
    """Count one file; raise TooOften when the day's are used up."""
    spend(f"cases:files:{by.pk}", FILES_A_DAY, DAY, SENTENCE)
