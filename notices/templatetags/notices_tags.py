from django import template

from accounts.permissions import Reader
from notices.models import Follow

register = template.Library()


@register.simple_tag
def follow_of(disease_pk: int, reader: Reader) -> Follow | None:
    """Return what the reader follows of one disease: one query for whoever is signed in, none for visitors."""
    return Follow.objects.of(reader).filter(disease=disease_pk).first()
