"""Draw the committed pictures again: `python -m content.demo.make_pictures`.

The hub does not need this: it loads the files in `pictures/`. Run it after a change to `drawing/` and commit what it writes.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from content.demo.drawing import anatomy, charts, pathways
from content.demo.drawing.sheet import Sheet

FOLDER = Path(__file__).parent / "pictures"
COLOURS = 96  # flat colours and smoothed edges need no more, and the files stay small

PICTURES: dict[str, Callable[[Sheet], None]] = {
    "aortic-root": anatomy.aortic_root,
    "tendon": anatomy.tendon,
    "ctx-pathway": pathways.ctx_pathway,
    "pedigree-x-linked": pathways.pedigree_x_linked,
    "lysosome": anatomy.lysosome,
    "kayser-fleischer": anatomy.kayser_fleischer,
    "vertical-gaze": anatomy.vertical_gaze,
    "supine-capacity": charts.supine_capacity,
    "arteries": anatomy.arteries,
    "haem-pathway": pathways.haem_pathway,
    "bradykinin": pathways.bradykinin,
    "phenylalanine": pathways.phenylalanine,
    "creatine-kinase": charts.creatine_kinase,
    "chloride-channel": anatomy.chloride_channel,
    "neuromuscular-junction": anatomy.neuromuscular_junction,
    "regression-curve": charts.regression_curve,
}


def drawn(draw: Callable[[Sheet], None]) -> Image.Image:
    sheet = Sheet()
    draw(sheet)
    sheet.zebra()
    return sheet.finished()


def png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> None:
    for key, draw in PICTURES.items():
        (FOLDER / f"{key}.png").write_bytes(png(drawn(draw)))


if __name__ == "__main__":
    main()
