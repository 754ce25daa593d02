"""From a record to the values of a model's fields, and from an object to the same values, to compare the two."""

from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField

from content.demo.data import Record, tidy
from content.demo.known import Known
from content.demo.streams import rich, stream, without_ids


def wanted_values(model: type[Model], record: Record, known: Known) -> dict[str, Any]:
    """Return field name → value for every key of the record that is a field of the model.

    A key that is no field raises FieldDoesNotExist, so that a slip in a file is not silently left out.
    """
    return {name: wanted(model._meta.get_field(name), value, known) for name, value in record.items()}


def wanted(field: Any, value: Any, known: Known) -> Any:
    if isinstance(field, StreamField):
        return stream(field.stream_block, value, known)
    if isinstance(field, ManyToManyField):
        return sorted({known.of(field.related_model)(key) for key in value})
    if isinstance(field, ForeignKey):
        return known.of(field.related_model)(value)
    if isinstance(field, RichTextField):
        return rich(value, known)
    return tidy(value) if isinstance(value, str) else value


def present(instance: Model, name: str) -> Any:
    """Return what the object holds now, in the same form as `comparable` gives what is wanted."""
    field: Any = instance._meta.get_field(name)
    if isinstance(field, ManyToManyField):
        return sorted(related.pk for related in getattr(instance, name).all())
    if isinstance(field, StreamField):
        return without_ids(field.stream_block.get_prep_value(getattr(instance, name)))
    return getattr(instance, field.attname)


def comparable(model: type[Model], name: str, value: Any) -> Any:
    field: Any = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return without_ids(field.stream_block.get_prep_value(field.stream_block.to_python(value)))
    return value


def differs(instance: Model, values: dict[str, Any]) -> bool:
    """Say whether the object holds anything else than these values."""
    return any(present(instance, name) != comparable(type(instance), name, value) for name, value in values.items())


def assign(instance: Model, values: dict[str, Any]) -> None:
    """Set the values on an object; the relations of a page go with its next save, others need `relate` afterwards."""
    for name, value in values.items():
        field: Any = instance._meta.get_field(name)
        if isinstance(field, ParentalManyToManyField):
            setattr(instance, name, list(field.related_model._default_manager.filter(pk__in=value)))
        elif isinstance(field, StreamField):
            setattr(instance, name, field.stream_block.to_python(value))
        elif not isinstance(field, ManyToManyField):
            setattr(instance, field.attname, value)


def relate(instance: Model, values: dict[str, Any]) -> None:
    """Set the many-to-many fields of an object that has been saved."""
    for name, value in values.items():
        if isinstance(instance._meta.get_field(name), ManyToManyField):
            getattr(instance, name).set(value)
