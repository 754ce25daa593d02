"""One account that has left a trace in every part of the hub, each with a word that stands nowhere else."""

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, Page, PageSubscription
from wagtail.users.models import UserProfile
from wagtailmedia.models import Media

from accounts.actions import create_token
from accounts.models import EmailChange, User
from accounts.physicians.actions import change_pseudonym
from accounts.profile.actions import Self, change_profile
from accounts.verification.actions import evidence
from cases.models import AnsweringBan, CaseReading, Helpful, JustReading, SteppedBack
from cases.treating import Treating, name_treating
from notices.actions import choose, follow, tell
from notices.models import Frequency, Kind
from polls.actions import cast_ballot
from search.visits.actions import note_visit
from tests.factories import cases, content
from tests.factories import verification as make
from tests.factories.polls import PollFactory
from tests.factories.search import save
from tests.factories.sign_in import PASSWORD, sign_in, with_app
from tests.factories.vocabulary import DiseaseFactory

NAME, MAIL, AGENT = "Quokkina Wombatson", "quokkina@wombat.example", "QuokkaBrowser/7.7"
NUMBER = "7391846"
WORDS = (
    "quokkina",
    "wombatson",
    "wombat.example",
    "quokkabrowser",
    "quokkatoken",
    "quokkasaved",
    "quokkacomment",
    "quokkacase",
)


def member():
    """Return a verified physician of that name, who gave a picture and a mailbox and changed the pseudonym once."""
    user = make.applicant(email=MAIL, display_name="")
    application = make.with_picture(claim=make.claim_of("GB", name=NAME, number=NUMBER), user=user)
    evidence.ask_for_code(application=application, address="q@wombat.example", by=user, now=make.now())
    reviewer = make.reviewer()
    make.accept_picture(application, reviewer)
    make.deciding.verify(application=application, by=reviewer, now=make.now(), note="Welcome, Quokkina Wombatson")
    user = User.objects.get(pk=user.pk)
    change_pseudonym(by=user, now=make.now())
    user.set_password(PASSWORD)
    user.save()
    return user


def use_everything(user):
    """Follow, save, vote, write, upload: whatever an account can leave behind. Return the page it wrote."""
    now = timezone.now()
    change_profile(by=user, about=Self(["en", "mi"], "Pacific/Auckland"))
    follow(thing=DiseaseFactory(name="Followed disease"), by=user, now=now)
    choose(chosen={Kind.LIBRARY: Frequency.DAILY}, by=user)
    tell(users=[user], kind=Kind.LIBRARY, subject=None, happened="news", now=now)
    save(user, "q=quokkasaved")
    note_visit(by=user, now=now)
    for poll in (PollFactory(now=now), PollFactory(now=now)):
        cast_ballot(poll_id=poll.pk, option_id=poll.options.first().pk, by=user, now=now)
    poll.closes_at = now
    poll.save()
    bring_and_answer_cases(user)
    create_token(name="quokkatoken", by=user)
    with_app(user)
    EmailAddress.objects.create(user=user, email="second@wombat.example")
    EmailChange.objects.create(user=user, address="third@wombat.example", asked_at=now)
    page = content.make_article(title="A page that stays")
    edit(user, page)
    return page


def bring_and_answer_cases(user):
    """Leave what the case forum keeps: a case of one's own, and every kind of part in the cases of others."""
    now = timezone.now()
    own = cases.in_state("draft", owner=user, origin="physician")
    own.texts |= {"story": "quokkacase"}
    own.save()
    name_treating(case=own, details=Treating("Doctor Quokkina", "doctor@wombat.example"), by=user)
    led = cases.open_case(liaison=user)
    cases.OrganisationFactory().staff.add(user)
    reply = cases.reply_to(led, author=make.UserFactory(physician=True))
    cases.reply_to(led, author=user, text="An answer that stays without its author.")
    cases.opinion_on(led, author=user)
    led.syntheses.create(number=1, author=user, said={"tests": []}, made_at=now)
    round_ = led.rounds.create(number=1, seed="s", ranking=[], at=now)
    led.offers.create(hero=user, round=round_, made_at=now, due_at=now)
    led.follows.create(reader=user, since=now)
    SteppedBack.objects.create(case=led, hero=user, at=now)
    JustReading.objects.create(case=led, reader=user)
    CaseReading.objects.create(case=led, reader=user, first_at=timezone.now())
    Helpful.objects.create(reply=reply, reader=user)
    AnsweringBan.objects.create(user=user, reason="rude", at=now, until=now)


def edit(user, page):
    """Leave what Wagtail keeps of an editor: an owner, a lock, revisions, comments, uploads, settings and log lines."""
    Page.objects.filter(pk=page.pk).update(owner=user, locked_by=user, locked=True, locked_at=timezone.now())
    page.refresh_from_db()
    page.save_revision(user=user)
    comment = Comment.objects.create(page=page, user=user, text="quokkacomment", contentpath="title")
    CommentReply.objects.create(comment=comment, user=user, text="quokkacomment again")
    PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    EditingSession.objects.create(user=user, content_object=page, last_seen_at=timezone.now())
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("quokkina.png", ContentFile(make.licence_picture()))
    document = Document.objects.create(
        title="Uploaded", file=ContentFile(b"%PDF-1.4\n", "up.pdf"), uploaded_by_user=user
    )
    Media.objects.create(
        title="Film", type="video", duration=1, file=ContentFile(b"x", "f.webm"), uploaded_by_user=user
    )
    picture = ImageFile(ContentFile(make.licence_picture()), "up.png")
    Image.objects.create(title="Picture", file=picture, width=64, height=64, uploaded_by_user=user)
    for written in (page, document):
        log(instance=written, action="wagtail.edit", user=user)
    seen_by_an_administrator(user)


def seen_by_an_administrator(user):
    """Let an administrator have edited the account: what was typed and whom it was about stay in Wagtail's tables."""
    administrator = make.UserFactory(administrator=True)
    log(instance=user, action="wagtail.edit", user=administrator, title=f"{NAME} <{MAIL}>")
    FormState.objects.create(
        user=administrator,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        data=f"email={MAIL}&display_name=quokkina",
        last_updated_at=timezone.now(),
    )


def signed_in(user):
    """Return a browser that this account signed in with by its password; call it before a second factor is set up."""
    browser = Client(headers={"user-agent": AGENT})
    sign_in(browser, user)
    return browser
