import unicodedata

PLAIN = str.maketrans(
    {
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ß": "ss",
        "æ": "ae",
        "Æ": "ae",
        "’": "'",
        "ʻ": "'",
        "ı": "i",
    }
)


def folded(word: str) -> str:
    """Return `word` in lower case without accents: the one form in which lists are kept and asked."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.translate(PLAIN).lower())
    return "".join(part for part in parts if not unicodedata.combining(part))
