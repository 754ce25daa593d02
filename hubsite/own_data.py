"""Everything the hub holds on an account, put together from what each app tells; docs/privacy.md says it in words."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

import accounts.own_data
import cases.own_data
import content.own_data
import notices.own_data
import polls.own_data
import search.own_data
from accounts.events import log
from accounts.models import User
from audit.actions import audited
from audit.kinds import Action

# Every column that leads to an account, to its membership or its application, and where the export tells of it.
EXPORTED: dict[str, str] = {
    "account.EmailAddress.user": "addresses",
    "accounts.Application.user": "applications",
    "accounts.Decision.application": "applications.decisions",
    "accounts.EmailChange.user": "address_changes",
    "accounts.Evidence.application": "applications.evidence",
    "accounts.Identity.application": "applications.identity",
    "accounts.Physician.user": "physician",
    "accounts.Profile.user": "profile",
    "accounts.Pseudonym.physician": "pseudonyms",
    "accounts.RegisterCheck.application": "applications.register_checks",
    "accounts.User_groups.user": "groups",
    "accounts.Voucher.application": "applications.vouchers",
    "accounts.Voucher.physician": "vouchers_given",
    "cases.AnsweringBan.user": "answering_bans",
    "cases.Case.liaison": "cases_led",
    "cases.Case.owner": "cases",
    "cases.CaseFollow.reader": "cases_followed",
    "cases.CaseReading.reader": "cases_read",
    "cases.Helpful.reader": "answers_found_helpful",
    "cases.JustReading.reader": "cases_only_read",
    "cases.Offer.hero": "case_offers",
    "cases.Opinion.author": "case_opinions",
    "cases.Organisation_staff.user": "case_organisations",
    "cases.Reply.author": "case_answers",
    "cases.SteppedBack.hero": "cases_given_back",
    "cases.Synthesis.author": "case_advice",
    "mfa.Authenticator.user": "second_factors",
    "notices.Choice.user": "notices",
    "notices.Follow.user": "follows",
    "notices.Notice.user": "inbox",
    "polls.Ballot.member": "ballots",
    "search.ReaderVisit.reader": "visits",
    "search.SavedSearch.reader": "saved_searches",
    "usersessions.UserSession.user": "sessions",
    "wagtailcore.APIToken.user": "tokens",
    "wagtailcore.Comment.resolved_by": "editing.resolved",
    "wagtailcore.Comment.user": "written.comments",
    "wagtailcore.CommentReply.user": "written.replies",
    "wagtailcore.ModelLogEntry.user": "editing.other_log",
    "wagtailcore.Page.locked_by": "editing.locked",
    "wagtailcore.Page.owner": "written.pages",
    "wagtailcore.PageLogEntry.user": "editing.page_log",
    "wagtailcore.PageSubscription.user": "editing.subscriptions",
    "wagtailcore.Revision.user": "written.revisions",
    "wagtailcore.TaskState.finished_by": "editing.reviewed",
    "wagtailcore.WorkflowState.requested_by": "editing.submitted",
    "wagtaildocs.Document.uploaded_by_user": "uploaded.documents",
    "wagtailimages.Image.uploaded_by_user": "uploaded.images",
    "wagtailmedia.Media.uploaded_by_user": "uploaded.films",
    "wagtailusers.UserProfile.user": "editing.settings",
}
LEFT_OUT: dict[str, str] = {
    "accounts.Application.revocation_by": "It tells of another member's case; one's own events say that one proposed it.",
    "accounts.Decision.by": "It tells of another applicant's case; one's own events say that one decided.",
    "accounts.Evidence.judged_by": "It tells of another applicant's case; one's own events say that one judged.",
    "accounts.Recheck.application": "The second look is blind; its outcome comes back as an event.",
    "accounts.Recheck.by": "It tells of another applicant's case; one's own events say that one looked.",
    "accounts.RegisterCheck.by": "It tells of another applicant's case; one's own events say that one compared.",
    "accounts.User_user_permissions.user": "Empty: permissions come with the role.",
    "cases.AnsweringBan.lift_agreed_by": "It tells of another member; one's own events say that one agreed.",
    "notices.Pulse.user": "That something was new for the account, without what; gone within the hour.",
    "cases.AnsweringBan.by": "It tells of another member; one's own events say that one decided.",
    "cases.Attachment.first_look_by": "It tells of another's case; one's own events say that one looked.",
    "cases.Flag.answered_by": "It tells of another's case; one's own events say that one answered.",
    "cases.Flag.by": "It tells of another's case; one's own events say that one reported.",
    "cases.Hold.cleared_by": "It tells of another's case; one's own events say that one cleared it.",
    "cases.Mention.named": "It stands in what somebody else wrote; the case itself shows it.",
    "cases.Outcome.by": "It tells of a patient; one's own events say that one reported it.",
    "cases.Return.by": "It tells of another's case; one's own events say that one agreed.",
    "cases.Screening.screener": "It tells of another's case; one's own events say that one screened.",
    "wagtailadmin.EditingSession.user": "Who has which page open; gone within the hour.",
    "wagtailadmin.FormState.user": "What is typed and not yet saved; gone within a day.",
    "wagtailcore.UploadedFile.uploaded_by_user": "A file between upload and its form; it becomes an image, document or film.",
}


def own_data(user: User, *, with_identity: bool) -> dict[str, Any]:
    return {
        **accounts.own_data.own_data(user, with_identity=with_identity),
        **cases.own_data.own_data(user),
        **notices.own_data.own_data(user),
        **search.own_data.own_data(user),
        **polls.own_data.own_data(user),
        **content.own_data.own_data(user),
    }


@audited
def export_own_data(*, by: User, with_identity: bool) -> bytes:
    """Return it all as one JSON document and write down that it left. The vault is opened only with `with_identity`."""
    log(Action.DATA_EXPORTED, by=by, owner=by, details={"identity": with_identity})
    document = {"made_at": timezone.now(), **own_data(by, with_identity=with_identity)}
    return json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
