"""The decisions that the desk offers: when, with which form, and by which action. The rules themselves are in the actions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models.user import User
from accounts.models.verification import Application
from accounts.verification.actions import deciding
from accounts.verification.desk import forms
from accounts.verification.states import MEMBERS, OPEN, State

JUDGED = OPEN | MEMBERS | {State.SUSPENDED}


def always(application: Any, by: User) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """`is_due` is about the application alone; `is_for` says to whom it is offered, and the action has the last word."""

    name: str
    label: str
    explains: str
    form: type[forms.DeskForm]
    do: Callable[..., object]
    is_due: Callable[[Any], bool]
    done: str
    is_for: Callable[[Any, User], bool] = always
    is_serious: bool = False


def proposed_by_another(application: Application, by: User) -> bool:
    return application.revocation_by_id != by.pk


ACTS = {
    act.name: act
    for act in (
        Act(
            name="register",
            label="Record what the register says",
            explains="Look into the public register with the number in front of you, and tick what fits.",
            form=forms.RegisterForm,
            do=deciding.record_register_check,
            is_due=lambda application: application.state in JUDGED,
            done="What you found in the register is recorded.",
        ),
        Act(
            name="verify",
            label="Verify",
            explains="Makes the applicant a member for a year. It needs a match in the register and a proof of the licence.",
            form=forms.NoteForm,
            do=deciding.verify,
            is_due=lambda application: application.state in (State.IN_REVIEW, State.EXPIRING),
            done="The applicant is a member now.",
        ),
        Act(
            name="ask",
            label="Ask for evidence",
            explains="The applicant gets a mail that there is news, and a month to answer.",
            form=forms.AskForm,
            do=deciding.ask_for_evidence,
            is_due=lambda application: application.state == State.IN_REVIEW,
            done="The applicant is asked for evidence.",
        ),
        Act(
            name="reject",
            label="Reject",
            explains="Ends the application and erases its pictures. The applicant may apply again.",
            form=forms.RejectForm,
            do=deciding.reject,
            is_due=lambda application: application.state in OPEN,
            done="The application is rejected.",
            is_serious=True,
        ),
        Act(
            name="settle",
            label="Settle the hold",
            explains="Says that this claim is the true one. Its hold ends, and other open claims on the licence are rejected.",
            form=forms.SettleForm,
            do=deciding.settle_hold,
            is_due=lambda application: application.is_held,
            done="The hold is settled.",
            is_serious=True,
        ),
        Act(
            name="suspend",
            label="Suspend",
            explains="Takes membership away until somebody decides. All sessions and tokens of the member end at once.",
            form=forms.SuspendForm,
            do=deciding.suspend,
            is_due=lambda application: application.state in MEMBERS,
            done="The membership is suspended.",
            is_serious=True,
        ),
        Act(
            name="reinstate",
            label="Give membership back",
            explains="Ends the suspension, and a proposal to revoke with it. The register has to confirm the licence anew.",
            form=forms.NoteForm,
            do=deciding.reinstate,
            is_due=lambda application: application.state == State.SUSPENDED,
            done="The membership is given back.",
        ),
        Act(
            name="propose",
            label="Propose to revoke",
            explains="The first of two. The member is suspended at once; another reviewer confirms or gives membership back.",
            form=forms.RevokeForm,
            do=deciding.propose_revocation,
            is_due=lambda application: (
                application.state in MEMBERS | {State.SUSPENDED} and application.revocation_by_id is None
            ),
            done="The revocation is proposed. Another reviewer has to confirm it.",
            is_serious=True,
        ),
        Act(
            name="confirm",
            label="Confirm the revocation",
            explains="The second of two: the membership ends, and this licence can never be used for one again.",
            form=forms.NoteForm,
            do=deciding.confirm_revocation,
            is_due=lambda application: application.state == State.SUSPENDED and application.revocation_at is not None,
            done="The licence is revoked.",
            is_for=proposed_by_another,
            is_serious=True,
        ),
        Act(
            name="second-look",
            label="Say what the second look found",
            explains="You are not told what the first reviewer found. If you disagree, the membership is put on hold.",
            form=forms.SecondLookForm,
            do=deciding.recheck,
            is_due=lambda application: application.second_look,
            done="Your second look is recorded.",
        ),
    )
}
# What would tell a second reviewer of the first one's findings, or mix with them, waits until the second look is done.
BESIDE_SECOND_LOOK = ("second-look", "suspend", "propose")


def is_open(act: Act, application: Any) -> bool:
    """Say whether the act is possible as things stand, whoever asks."""
    return act.is_due(application) and (not application.second_look or act.name in BESIDE_SECOND_LOOK)


def offered(application: Any, by: User) -> list[Act]:
    return [act for act in ACTS.values() if is_open(act, application) and act.is_for(application, by)]
