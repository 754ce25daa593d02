import pytest

from privacy.checks.check_digits import is_medicare, is_nhi


@pytest.mark.parametrize("number", ["2123456701", "2428778132", "21234567012"])
def test_a_medicare_number_fits_by_its_ninth_digit(number: str) -> None:
    valid = is_medicare(number)
    other = number[:8] + str((int(number[8]) + 1) % 10) + number[9:]

    assert valid
    assert not is_medicare(other)


@pytest.mark.parametrize("number", ["1123456701", "212345670", "212345670123", "21234567a1", ""])
def test_what_has_another_length_or_beginning_is_no_medicare_number(number: str) -> None:
    assert not is_medicare(number)


@pytest.mark.parametrize("number", ["ZZZ0016", "ZZZ0024", "ZAC5361", "ZAA0067", "ZAA0130", "zac5361"])
def test_an_old_nhi_number_fits(number: str) -> None:
    assert is_nhi(number)


@pytest.mark.parametrize("number", ["ZBN77VL", "ZZZ00AC", "ZYZ89XY", "ZVU27KE", "ZZZ00AX", "ALU18KZ"])
def test_a_new_nhi_number_fits_by_either_edition_of_its_standard(number: str) -> None:
    assert is_nhi(number)


@pytest.mark.parametrize("number", ["ZZZ0044", "ZZZ00AA", "ZIC5361", "ZAC536", "ZAC53611", "ZACA361", "ZBN77VO", ""])
def test_what_does_not_fit_is_no_nhi_number(number: str) -> None:
    assert not is_nhi(number)
