from contextlib import closing

import pytest
from django.core.exceptions import ValidationError

from content.models import Caption, VideoIndexPage, VideoPage
from content.models.videos import clock
from tests.content.trees import VTT, video

pytestmark = pytest.mark.django_db


def test_a_film_without_captions_stays_a_draft():
    page = VideoPage(title="No captions", summary="s", recorded_on="2026-01-01", live=False)
    VideoIndexPage.objects.get().add_child(instance=page)
    with pytest.raises(ValidationError, match="captions"):
        page.save_revision().publish()
    assert not VideoPage.objects.get().live


def test_bad_captions_are_refused_with_their_line():
    caption = Caption(video=video(), language="ga", label="Irish", vtt=VTT.replace("-->", "->"))
    with pytest.raises(ValidationError, match="Line "):
        caption.full_clean()


def test_a_player_gets_exactly_the_bytes_it_asks_for(client):
    page = video()
    address = f"/media/{page.media.file.name}"
    with closing(client.get(address)) as response:
        whole = b"".join(response.streaming_content)
    with closing(client.get(address, headers={"Range": "bytes=300-555"})) as part:
        assert part.status_code == 206
        assert part["Content-Range"] == f"bytes 300-555/{len(whole)}"
        assert b"".join(part.streaming_content) == whole[300:556]
    assert client.get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416


def test_the_transcript_is_in_the_answer_of_the_api(client):
    page = video()
    answer = client.get(f"/api/hub/v1/content/{page.pk}").json()
    assert answer["transcript"] == [{"start": 0.0, "text": "Look at the tendons."}]


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (61.9, "1:01"), (845, "14:05"), (3661, "1:01:01")])
def test_lengths_are_written_as_readers_say_them(seconds, text):
    assert clock(seconds) == text
