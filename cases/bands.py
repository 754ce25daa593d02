"""What is said of a patient instead of days, years and places: bands, each wide enough to hold many people."""

from django.db import models


class AgeBand(models.TextChoices):
    NEWBORN = "newborn", "Newborn, up to 28 days"
    INFANT = "infant", "Baby, up to the first birthday"
    TODDLER = "toddler", "Small child, 1 to 5"
    SCHOOL = "school", "School age, 6 to 11"
    TEEN = "teen", "12 to 17"
    A18 = "18-29", "18 to 29"
    A30 = "30-39", "30 to 39"
    A40 = "40-49", "40 to 49"
    A50 = "50-59", "50 to 59"
    A60 = "60-69", "60 to 69"
    A70 = "70-89", "70 to 89"
    A90 = "90+", "90 or older"


class Sex(models.TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Another"
    UNTOLD = "untold", "Not told"


class Onset(models.TextChoices):
    """When something was first seen: the classes of HP:0003674 that a family can tell apart."""

    ANTENATAL = "HP:0030674", "Before birth"
    NEONATAL = "HP:0003623", "As a newborn, in the first 28 days"
    INFANTILE = "HP:0003593", "As a baby, before the first birthday"
    CHILDHOOD = "HP:0011463", "As a small child, 1 to 5"
    JUVENILE = "HP:0003621", "At school age, 6 to 15"
    YOUNG_ADULT = "HP:0011462", "As a young adult, 16 to 39"
    MIDDLE_AGE = "HP:0003596", "From 40 to 59"
    LATE = "HP:0003584", "At 60 or later"


UNKNOWN = "unknown"  # said, where an empty value was not answered yet
CASE_ONSETS = [*Onset.choices, (UNKNOWN, "Not known")]  # of a case; a sign without an onset just has none


class Course(models.TextChoices):
    WORSE = "worse", "Getting worse"
    STEPS = "steps", "Getting worse in steps"
    STABLE = "stable", "Much the same"
    ATTACKS = "attacks", "Comes and goes"
    BETTER = "better", "Getting better"
    UNKNOWN = "unknown", "Not known"


class Related(models.TextChoices):
    """Whether the parents are related by blood."""

    NO = "no", "The parents are not related"
    YES = "yes", "The parents are related"
    UNKNOWN = "unknown", "Not known"


class Affected(models.TextChoices):
    """Whether others in the family have something like it."""

    NOBODY = "nobody", "Nobody else in the family"
    SIBLINGS = "siblings", "A brother or sister"
    PARENT = "parent", "A parent"
    WIDER = "wider", "Somebody in the wider family"
    UNKNOWN = "unknown", "Not known"


CHILDREN = frozenset({AgeBand.NEWBORN, AgeBand.INFANT, AgeBand.TODDLER, AgeBand.SCHOOL, AgeBand.TEEN})
