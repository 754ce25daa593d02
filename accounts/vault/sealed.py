"""What is sealed with the keys of the vault. Apps above register their models at start; nothing here imports them."""

from django.db.models import Model

from accounts.models import Identity, SealedFile

_models: list[type[Model]] = [Identity, SealedFile]


def register(model: type[Model]) -> None:
    """Have the column `sealed` of a model encrypted again when the keys change; a second registration changes nothing."""
    if model not in _models:
        _models.append(model)


def sealed_models() -> tuple[type[Model], ...]:
    return tuple(_models)
