"""Who may do what, as data: roles × objects. `python -m tests.contract.role_matrix` prints it as Markdown.

C create, R read, U change, D delete or withdraw, A approve or publish; a star after a letter: own only. Each cell is tried
at each door by test_role_matrix.py, which does it over HTTP; tests/contract/role_doors/ says how.
"""

from typing import NamedTuple

ROLES = {
    "An": "Anonymous visitor",
    "Re": "Registered, not a member",
    "Fa": "Family",
    "PO": "Staff of a patient organisation",
    "VP": "Verified physician",
    "Li": "Liaison of a case: a relation to a case, a verified physician elsewhere",
    "Au": "Author",
    "Ed": "Editor",
    "Mo": "Moderator",
    "Rv": "Reviewer of licences",
    "Ad": "Administrator",
    "La": "Physician whose membership lapsed",
    "Su": "Physician who is suspended",
}
LETTERS = {"C": "create", "R": "read", "U": "change", "D": "delete or withdraw", "A": "approve or publish"}
NOBODY = "-"


class Row(NamedTuple):
    """One object: its cells in the order of ROLES, and the doors at which they are tried."""

    cells: dict[str, str]
    doors: tuple[str, ...]


def row(cells: str, *doors: str) -> Row:
    return Row(dict(zip(ROLES, cells.split(), strict=True)), doors)


#                                      An  Re  Fa  PO    VP    Li    Au     Ed    Mo  Rv  Ad  La  Su
MATRIX: dict[str, Row] = {
    "Public disease page, article, video, resource":
        row("                          R   R   R   RC*U* R     R     RC*U*  CRUDA R   R   R   R   R", "page", "API", "admin"),
    "Members’ article":
        row("                          -   -   -   -     R     R     RC*U*  CRUDA R   -   R   -   -", "page", "API", "admin"),
    "Members’ poll":
        row("                          -   -   -   -     R     R     R      CRUD  R   -   R   -   -", "page", "API", "admin"),
    "Result of a closed members’ poll":
        row("                          -   -   -   -     R     R     R      R     R   -   R   -   -", "page", "API"),
    "Result of an open poll, before one’s own vote":
        row("                          -   -   -   -     -     -     -      -     -   -   -   -   -", "page", "API"),
    "Single ballot":
        row("                          -   -   -   -     C*R*U* C*R*U* C*R*U* -   -   -   -   -   -", "page", "API"),
    "Article in workflow":
        row("                          -   -   -   -     -     -     C*R*U* CRUDA -   -   -   -   -", "page", "API", "admin"),
    "Resource in workflow":
        row("                          -   -   -   C*R*U* -    -     -      CRUDA -   -   -   -   -", "page", "API", "admin"),
    "Application for membership, at the desk":
        row("                          -   -   -   -     -     -     -      -     -   R   -   -   -", "admin"),
    "Identity vault: an applicant’s":
        row("                          -   -   -   -     -     -     -      -     -   R   -   -   -", "admin"),
    "Identity vault: one’s own":
        row("                          -   R*  -   -     R*    R*    R*     -     -   -   -   R*  R*", "page", "API"),
    "Pseudonym profile":
        row("                          -   -   R   R     R     R     R      R     R   -   -   -   -", "page", "API"),
    "Audit log: content":
        row("                          -   -   -   -     -     -     -      R     R   -   R   -   -", "API", "admin"),
    "Audit log: accounts and membership":
        row("                          -   -   -   -     -     -     -      -     R   -   R   -   -", "API", "admin"),
    "Events of an account":
        row("                          -   R*  R*  R*    R*    R*    R*     R*    R*  R*  R*  R*  R*", "page", "API"),
    "Notices of an account":
        row("                          - R*U* R*U* R*U* R*U* R*U* R*U* R*U* R*U* R*U* R*U* R*U* R*U*", "page", "API"),
    "Case: draft":
        row("- - C*R*U*D* C*R*U*D* C*R*U*D* C*R*U*D* C*R*U*D* - - - - R*U*D* R*U*D*", "page", "API"),
    "Case that is screened: text and pictures":
        row("                          -   -   R*  R*    R*    R*    R*     -     R   -   -   R*  R*", "page", "API"),
    "Case that is open: text and pictures":
        row("                          -   -   R*  R*    R     R     R      -     -   -   -   R*  R*", "page", "API"),
    "Case that was reported: text and pictures":
        row("                          -   -   R*  R*    R     R     R      -     R   -   -   R*  R*", "page", "API"),
    "Case that is hidden: text and pictures":
        row("                          -   -   -   -     -     -     -      -     R   -   -   -   -", "page", "API"),
    "Reply to a case":
        row("                          -   -   -   -     CRU*D* CRU*D* CRU*D* -   -   -   -   -   -", "page", "API"),
    "Reply that is kept back":
        row("                          -   -   -   -     -     -     -      -     RA  -   -   -   -", "page", "API"),
    "Advice to the treating physician":
        row("                          -   -   -   -     -     C*R*A* -     -     -   -   -   -   -", "page", "API"),
    "Receipt of the advice":
        row("                          -   -   R*  R*    R*    R*    R*     -     -   -   -   R*  R*", "page", "API"),
    "Address of the treating physician: one’s own":
        row("                          -   -   R*  R*    R*    -     R*     -     -   -   -   R*  R*", "page"),
    "Address of the treating physician: for the liaison":
        row("                          -   -   -   -     -     R*    -      -     -   -   -   -   -", "page", "API"),
    "Outcome: where it is told":
        row("                          -   -   C*R* C*R* C*R*  C*R*  C*R*   -     -   -   -   C*R* C*R*", "page"),
    "Outcome: of a case that is read":
        row("                          -   -   C*R* C*R* C*R   C*R   C*R    -     -   -   -   C*R* C*R*", "API"),
    "Pairing offer":
        row("                          -   -   -   -     R*U*  R*U*  R*U*   -     -   -   -   -   -", "page", "API"),
    "Pairing report":
        row("                          -   -   -   -     -     -     -      -     R   -   R   -   -", "page", "API"),
    "Flag":
        row("                          -   -   -   -     C     C     C      -     RU  -   -   -   -", "page", "API"),
    "Consent":
        row("- - C*R*D* C*R*D* C*R*D* - C*R*D* - - - - C*R*D* C*R*D*", "page", "API"),
    "Events of a case":
        row("                          -   -   R*  R*    R*    R*    R*     -     -   -   -   R*  R*", "page", "API"),
    "Organisation of cases":
        row("                          -   -   -   -     -     -     -      -     -   -   CRU -   -", "admin"),
    "Users and their roles":
        row("                          -   -   -   -     -     -     -      -     -   -   CRU -   -", "admin"),
    "Groups and single permissions":
        row("                          -   -   -   -     -     -     -      -     -   -   -   -   -", "admin"),
    "Settings of the site":
        row("                          -   -   -   -     -     -     -      -     -   -   RU  -   -", "admin"),
    "API tokens":
        row("                          - C*R*D* C*R*D* C*R*D* C*R*D* C*R*D* C*R*D* C*R*D* C*R*D* C*R*D* C*R*D* C*R*D* C*R*D*",
            "page"),
}  # fmt: skip
# What a first line says to whoever is no colleague; the whole table is about reading at all.
FIRST_LINE_ONLY = frozenset({"Fa", "PO"})


def letters_in(cell: str) -> dict[str, bool]:
    """Return the letters of a cell, and of each whether it is for one's own only."""
    if cell == NOBODY:
        return {}
    return {letter: cell[place + 1 : place + 2] == "*" for place, letter in enumerate(cell) if letter != "*"}


def allows(cell: str, letter: str, *, own: bool) -> bool:
    letters = letters_in(cell)
    return letter in letters and (own or not letters[letter])


def cells() -> list[tuple[str, str, str]]:
    """Return object, role and door of everything that is tried."""
    return [(name, role, door) for name, one in MATRIX.items() for door in one.doors for role in ROLES]


def as_markdown() -> str:
    lines = ["| Object | " + " | ".join(ROLES) + " | Tried at |", "|---" * (len(ROLES) + 2) + "|"]
    for name, one in MATRIX.items():
        shown = [cell.replace(NOBODY, "–").replace("*", r"\*") for cell in one.cells.values()]
        lines.append(f"| {name} | " + " | ".join(shown) + f" | {', '.join(one.doors)} |")
    roles = "; ".join(f"{short} {name}" for short, name in ROLES.items())
    letters = "; ".join(f"{short} {name}" for short, name in LETTERS.items())
    count = f"{len(cells())} cells at doors, {len(ROLES)} roles, {len(MATRIX)} objects."
    return "\n".join([*lines, "", f"{roles}.", f"{letters}; \\* one’s own only.", count])


if __name__ == "__main__":
    print(as_markdown())
