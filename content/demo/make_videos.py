"""Make the two committed films, their captions and posters again: `python -m content.demo.make_videos`.

Needs ffmpeg with libvpx-vp9. The hub itself never does: it serves the files in `videos/`, which are made once and committed.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from content.demo.drawing.films import FILMS, Scene, drawn
from content.demo.make_pictures import FOLDER as PICTURES
from content.demo.make_pictures import png

FOLDER = Path(__file__).parent / "videos"
SIZE = (1280, 720)
FRAMES_A_SECOND = 12
FADE = 6  # frames


def frames(scenes: list[Scene]) -> Iterator[Image.Image]:
    """Yield every frame; each scene fades in over the last frame of the one before."""
    last: Image.Image | None = None
    for scene in scenes:
        count = int(scene.seconds * FRAMES_A_SECOND)
        for number in range(count):
            frame = drawn(scene, number / (count - 1)).finished().resize(SIZE, Image.Resampling.LANCZOS)
            yield Image.blend(last, frame, (number + 1) / FADE) if last and number < FADE else frame
        last = frame


def write_film(key: str, scenes: list[Scene]) -> None:
    command = [
        "ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{SIZE[0]}x{SIZE[1]}",
        "-r", str(FRAMES_A_SECOND), "-i", "-", "-c:v", "libvpx-vp9", "-crf", "46", "-b:v", "0", "-pix_fmt", "yuv420p",
        "-g", str(FRAMES_A_SECOND * 3), "-row-mt", "0", "-threads", "1", "-map_metadata", "-1", "-fflags", "+bitexact",
        "-flags:v", "+bitexact", str(FOLDER / f"{key}.webm"),
    ]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE) as ffmpeg:  # noqa: S603  the command is ours
        if ffmpeg.stdin:
            for frame in frames(scenes):
                ffmpeg.stdin.write(frame.tobytes())
            ffmpeg.stdin.close()
        if ffmpeg.wait():
            raise SystemExit(f"ffmpeg could not write {key}.")


def captions(scenes: list[Scene]) -> str:
    """Return the WebVTT text: one cue a scene, for as long as it is shown."""
    cues, start = ["WEBVTT"], 0.0
    for number, scene in enumerate(scenes, start=1):
        end = start + scene.seconds
        cues.append(f"{number}\n{clock(start)} --> {clock(end)}\n{scene.words}")
        start = end
    return "\n\n".join(cues) + "\n"


def clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"00:{int(minutes):02}:{rest:06.3f}"


def main() -> None:
    for key, scenes in FILMS.items():
        (FOLDER / f"{key}.vtt").write_text(captions(scenes), encoding="utf-8")
        (PICTURES / f"{key}-poster.png").write_bytes(png(drawn(scenes[0], 0).finished()))
        write_film(key, scenes)


if __name__ == "__main__":
    main()
