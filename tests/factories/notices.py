"""A kind of subject for tests: what it is about is never told, and each test says who may read it."""

from uuid import uuid4

from notices import subjects
from notices.actions import tell
from notices.models import Kind

KIND = "sample"
SECRET = "quokkatitle"  # what a sample is called; no notice ever says it
WORDS = {"news": "A sample you follow has news.", "answered": "Your sample was answered."}


class Sample:
    def __init__(self, *readers):
        self.key = uuid4()
        self.readers = {reader.pk for reader in readers}

    @property
    def about(self):
        return KIND, self.key


class Samples:
    """Registers the kind; `questions` are the calls of `may_read`."""

    def __init__(self):
        self.made = {}
        self.questions = []
        subjects.register(KIND, subjects.Subject(self.may_read, "/samples/{}/".format, WORDS))

    def make(self, *readers):
        sample = Sample(*readers)
        self.made[sample.key] = sample
        return sample

    def may_read(self, users, keys):
        self.questions.append((set(users), set(keys)))
        return {(user, key) for key in keys for user in users if user in self.made[key].readers}

    def forget(self):
        subjects._kinds.pop(KIND, None)


def told(user, sample, now, *, kind=Kind.OWN_CASES, happened="news"):
    """Tell one account, and return its newest notice."""
    tell(users=[user], kind=kind, subject=sample.about, happened=happened, now=now)
    return user.notices.order_by("-pk").first()


def told_and_closed(user, samples, now):
    """Tell one account of something that it may not read any more."""
    sample = samples.make(user)
    told(user, sample, now)
    sample.readers.clear()
