"""The queue of the verification desk on a telephone: its many columns scroll, and none runs into the next."""

import pytest

from tests.factories import verification as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# The cells of the first column whose link reaches beyond them, with both widths.
TOO_NARROW = """() => [...document.querySelectorAll(".desk-queue tbody tr > :first-child")]
  .map(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return [cell.getBoundingClientRect().right, range.getBoundingClientRect().right, cell.clientWidth, cell.scrollWidth];
  })
  .filter(([right, reaches, inner, content]) => reaches > right || content > inner)"""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reference_stays_inside_its_column(open_page, library, width):
    make.with_picture()
    page = open_page("/admin/verification/", width=width, reader=make.reviewer())
    assert page.locator(".desk-queue tbody tr").count() > 0
    assert page.evaluate(TOO_NARROW) == []
