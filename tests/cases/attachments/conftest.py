import pytest
from django.core.cache import cache

from cases.attachments.files import private_storage


@pytest.fixture(autouse=True)
def own_folder(settings, monkeypatch, tmp_path):
    """Give each test a private folder of its own, also for the storage that was made when the model was."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.PRIVATE_ROOT.mkdir()
    monkeypatch.setattr(private_storage(), "location", str(settings.PRIVATE_ROOT))


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
