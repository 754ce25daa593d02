"""Who meets in a scenario, and the words of a case by which it would be known again."""

from cases.sections import SECTIONS

WORD = "quokka"


def texts():
    """Return free texts of a case with a word in each that nothing else has."""
    return {name: f"The {WORD}{name} of it" for name in SECTIONS}


def all_that_reached(user, outbox):
    """Return every mail to somebody as one text, headers included."""
    return "\n".join(str(message.message()) for message in outbox if user.email in message.to)
