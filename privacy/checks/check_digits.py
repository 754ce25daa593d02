"""Check digits that python-stdnum does not know. Digits come without spaces."""

MEDICARE_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9)
NHI_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Twenty-four letters: I and O could be read as digits."""


def is_medicare(number: str) -> bool:
    """Tell whether `number` is an Australian Medicare card's: ten digits or, with the person's number on it, eleven.

    The first is 2 to 6; the ninth is the weighted sum of the first eight modulo 10; the tenth is the card's issue.
    """
    if len(number) not in (10, 11) or not number.isdigit() or number[0] not in "23456":
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(number, MEDICARE_WEIGHTS, strict=False))
    return weighted % 10 == int(number[8])


def is_nhi(number: str) -> bool:
    """Tell whether `number` is a New Zealand NHI number, old (AAANNNC) or new (AAANNAX), as HISO 10046 has them."""
    number = number.upper()
    if len(number) != 7 or any(letter not in NHI_LETTERS for letter in number[:3]) or not number[3:5].isdigit():
        return False
    total = sum(nhi_value(sign) * weight for sign, weight in zip(number[:6], range(7, 1, -1), strict=True))
    return is_old_nhi(number, total) if number[5].isdigit() else is_new_nhi(number, total)


def nhi_value(sign: str) -> int:
    return int(sign) if sign.isdigit() else NHI_LETTERS.find(sign) + 1


def is_old_nhi(number: str, total: int) -> bool:
    """The last is a digit: 11 less the remainder by 11, where ten is written 0 and a remainder of 0 does not occur."""
    return total % 11 != 0 and number[6] == str((11 - total % 11) % 10)


def is_new_nhi(number: str, total: int) -> bool:
    """The last is a letter: that of 23 less the remainder by 23 (HISO 10046:2023). Before that edition it was 24."""
    return number[5] in NHI_LETTERS and number[6] in {
        NHI_LETTERS[modulus - total % modulus - 1] for modulus in (23, 24)
    }
