import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cases.thread.references import address_of, in_one_form


@pytest.mark.parametrize(
    ("typed", "kept", "leads_to"),
    [
        ("PMID: 12345678", "PMID:12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
        ("12345678", "PMID:12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
        ("doi: 10.1186/1752-1947-7-223", "10.1186/1752-1947-7-223", "https://doi.org/10.1186/1752-1947-7-223"),
        ("https://doi.org/10.1000/182", "10.1000/182", "https://doi.org/10.1000/182"),
        (" https://www.orpha.net/x?y=1 ", "https://www.orpha.net/x?y=1", "https://www.orpha.net/x?y=1"),
    ],
)
def test_a_reference_is_kept_in_one_form_and_leads_to_one_place(typed, kept, leads_to):
    assert in_one_form(typed) == kept
    assert address_of(kept) == leads_to


BAD = ["", "0", "PMID:", "10.1/x", "http://a.org", "javascript:alert(1)", "https://", "https://me:secret@a.org/", "ftp://a.org",
       "https://a.org/" + "x" * 200, "https://a.org/\n10.1000/182", "data:text/html,x", "//a.org"]  # fmt: skip


@pytest.mark.parametrize("typed", BAD)
def test_anything_else_is_refused(typed):
    with pytest.raises(ValidationError):
        in_one_form(typed)


@given(st.text(max_size=300))
def test_no_text_leads_anywhere_but_to_https(typed):
    try:
        kept = in_one_form(typed)
    except ValidationError:
        return
    assert len(kept) <= 200
    assert address_of(kept).startswith("https://")
    assert in_one_form(kept) == kept
