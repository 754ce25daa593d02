from datetime import UTC, datetime, timedelta

import factory

from common.audience import Audience
from polls.models import Ballot, Option, Poll

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class PollFactory(factory.django.DjangoModelFactory):
    """An open poll for members with three answers; traits make it scheduled, closed or public, counted from `now`."""

    class Meta:
        model = Poll
        skip_postgeneration_save = True

    class Params:
        now = NOW
        scheduled = factory.Trait(opens_at=factory.LazyAttribute(lambda poll: poll.now + DAY))
        closed = factory.Trait(closes_at=factory.LazyAttribute(lambda poll: poll.now))
        public = factory.Trait(audience=Audience.PUBLIC)

    question = factory.Sequence(lambda n: f"What do you order first, case {n}?")
    opens_at = factory.LazyAttribute(lambda poll: poll.now - DAY)

    @factory.post_generation
    def options(self, create, texts, **kwargs):
        for place, text in enumerate(texts or ("Cholestanol", "Gene panel", "Brain MRI")):
            Option.objects.create(poll=self, text=text, sort_order=place)


class BallotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ballot

    cast_at = NOW
