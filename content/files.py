"""Who may read a file: whoever may read a live page that uses it. The rule is one for pictures, films and documents."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.models import Page, ReferenceIndex
from wagtailmedia.models import Media

from content.querysets import visible_pages


def owner_of(path: str) -> Model | None:
    """Return the picture, film or document that a stored file belongs to; a rendition belongs to its picture."""
    if "\x00" in path:  # no file's name holds it, and PostgreSQL refuses to look for it
        return None
    rendition = Rendition.objects.select_related("image").filter(file=path).first()
    if rendition:
        return rendition.image
    for model in (Image, Document, Media):
        owner = model.objects.filter(file=path).first()
        if owner:
            return owner
    return Media.objects.filter(thumbnail=path).first()


def is_original(owner: Model | None, path: str) -> bool:
    """Say whether a path is a picture as it was uploaded, which pages never show: they show renditions."""
    return isinstance(owner, Image) and owner.file.name == path


def is_used_in_visible_page(owner: Model, audiences: Iterable[str]) -> bool:
    """Say whether a live page of these audiences refers to the file."""
    pages = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.get_references_to(owner).filter(base_content_type=pages)
    ids = [int(pk) for pk in users.values_list("object_id", flat=True)]
    return visible_pages(audiences).filter(pk__in=ids).exists()
