"""The free texts of a case: CARE's items (J Med Case Rep 2013;7:223) and what the Undiagnosed Diseases Network wants.

Each is one key in `Case.texts`. The form, the page, the scanner, the API and the search all go through this table.
"""

from typing import NamedTuple

TITLE, QUESTION = "title", "question"


class Section(NamedTuple):
    heading: str  # as a physician reads it
    ask: str  # as a family is asked
    hint: str
    most: int  # characters
    step: int  # of the family's form, from 1


SECTIONS: dict[str, Section] = {
    TITLE: Section(
        "In a few words", "In a few words, what is it about?", "For example: unsteady walking since school age.", 120, 2
    ),
    QUESTION: Section(
        "The question",
        "What would you most like doctors to answer?",
        "One or two sentences. For example: is there one illness behind all of this, and which test should come next?",
        600, 2,
    ),
    "why_now": Section("Why it is asked now", "Why do you ask now?", "What changed, or what is being decided.", 600, 2),
    "story": Section(
        "Course so far",
        "Tell us the story, from the first thing you noticed until today",
        "Leave out names, addresses, schools, hospitals, phone numbers and exact dates. "
        "Say “my son”, “a year later”, “at the children’s hospital”.",
        8000, 3,
    ),
    "family": Section(
        "Family history", "Does anybody in the family have something like it?", "Say “her aunt”, never a name.", 2000, 3
    ),
    "birth": Section(
        "Pregnancy and birth", "How were the pregnancy and the birth?", "For children; leave it empty if you do not know.",
        2000, 3,
    ),
    "tests": Section(
        "Tests and results", "Which tests were done, and what did they show?", "Copy the words of a letter if you like.",
        6000, 4,
    ),
    "excluded": Section(
        "Diagnoses already excluded", "Which illnesses did doctors think of and rule out?", "", 2000, 4
    ),
    "treatments": Section("Treatments and their effect", "What was tried, and did it help?", "", 4000, 4),
    "impression": Section(
        "The clinician’s impression", "What do your own doctors think it is?", "", 2000, 4
    ),
    "perspective": Section(
        "In the patient’s own words", "What is hardest, and what matters most to you?", "", 2000, 4
    ),
}  # fmt: skip
# What a physician's own short form asks; the rest stays open to be added.
FOR_PHYSICIANS = (TITLE, QUESTION, "story", "tests", "excluded", "impression")
WORDS_MOST = 30_000  # characters of all texts together
