import pytest

from tests.vocabulary.files import Files, written


@pytest.fixture
def files(tmp_path) -> Files:
    return written(tmp_path)


@pytest.fixture
def loaded(files, db) -> Files:
    files.load()
    return files
