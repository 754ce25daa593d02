"""What the treating physician reads: the advice, the question it answers, on what it rests, and who answered."""

from typing import Any

from django.db.models import Q

from cases.models import Case, Opinion, Origin, Reply, Synthesis
from cases.relay.advice import with_names
from cases.said import signs_of
from cases.writing.querysets import counts_of
from vocabulary.models import Disease


def letter_of(case: Case, synthesis: Synthesis) -> dict[str, Any]:
    """Return an advice with all that its reader has to know to weigh it. Nothing in it names anybody."""
    said = with_names(synthesis.said)
    signs = signs_of(case)
    return said | {
        "case": case.short,
        "is_demonstration": case.is_demonstration,
        "version": synthesis.number,
        "made_at": synthesis.made_at,
        "question": case.question,
        "bands": bands_of(case),
        "present": [sign["name"] for sign in signs if not sign["is_absent"]],
        "absent": [sign["name"] for sign in signs if sign["is_absent"]],
        "is_from_physician": case.origin == Origin.PHYSICIAN,
        "physicians": counts_of(case).physicians,
        "opinions": Opinion.objects.filter(case=case).order_by().values("sheet").distinct().count(),
        "also_thought_of": also_thought_of(case, said),
    }


def bands_of(case: Case) -> list[dict[str, str]]:
    told = {
        "Age": case.get_age_band_display(),
        "Sex": case.get_sex_display(),
        "First sign": case.get_onset_display(),
        "Course": case.get_course_display(),
    }
    return [{"name": name, "words": words or "Not told"} for name, words in told.items()]


def also_thought_of(case: Case, said: dict[str, Any]) -> list[str]:
    """Return the diseases that colleagues named, as first opinions or as shown replies, and the advice does not."""
    codes = [one["orpha_code"] for one in said.get("hypotheses", ())]
    opinions = Opinion.objects.filter(case=case).order_by().values("disease")
    replies = Reply.objects.shown().filter(case=case, kind=Reply.Kind.HYPOTHESIS).order_by().values("disease")
    named = Disease.objects.filter(Q(pk__in=opinions) | Q(pk__in=replies)).exclude(orpha_code__in=codes)
    return list(named.order_by("name").values_list("name", flat=True))
