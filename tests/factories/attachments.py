"""Pictures of cases in any state, as they lie in the private folder."""

import uuid

from django.core.files.base import ContentFile
from django.utils import timezone

from cases.models import Attachment, Consent, Layer
from cases.storage import random_name
from privacy.files import pages_of
from tests.factories.pictures import jpeg


def picture_of(case, *, file=None, **fields):
    """Return a picture of a case in any state; actions would take it from the owner of a draft only."""
    [page] = pages_of(file or jpeg())
    made = Attachment(
        case=case, group=uuid.uuid4(), width=page.width, height=page.height, added_at=timezone.now(), **fields
    )
    made.file.save(random_name(made, ""), ContentFile(page.jpeg), save=False)
    made.save()
    return made


def cleared_picture_of(case, **fields):
    """Return a picture that physicians see: two people looked, and the family agreed."""
    Consent.objects.get_or_create(case=case, layer=Layer.PICTURES, defaults={"given_at": timezone.now()})
    return picture_of(case, looks=Attachment.Looks.CLEARED, **fields)
