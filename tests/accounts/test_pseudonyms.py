from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Physician, Pseudonym, User
from accounts.physicians import actions
from accounts.physicians.actions import Practice, change_practice, change_pseudonym
from accounts.physicians.permissions import Sight, check_read_physician, sight_of
from accounts.physicians.querysets import visible_to
from accounts.roles import Role
from accounts.verification.actions import deciding
from audit.kinds import Action
from audit.models import Event
from tests.factories import verification as make
from tests.factories.accounts import UserFactory, members, practise

pytestmark = pytest.mark.django_db
WHOLE = (Role.PHYSICIAN, Role.AUTHOR, Role.EDITOR, Role.MODERATOR)
FIRST_LINE = (Role.FAMILY, Role.ORGANISATION)
NOTHING = (None, Role.REGISTERED, Role.ADMINISTRATOR, Role.REVIEWER)


@pytest.fixture(autouse=True)
def no_labels_of_another_test():
    cache.clear()


def page(pseudonym):
    return f"/physicians/{pseudonym}/"


def operation(pseudonym):
    return f"/api/hub/v1/physicians/{pseudonym}"


def read_as(client, role, *addresses):
    client.logout()
    if role:
        client.force_login(UserFactory(role=role))
    return [client.get(address) for address in addresses]


def test_a_pseudonym_is_changed_once_a_year_and_the_old_one_is_never_given_again(monkeypatch):
    user = make.member().user
    old, now = user.display_name, timezone.now()
    new = change_pseudonym(by=user, now=now)
    assert User.objects.get(pk=user.pk).display_name == new != old
    with pytest.raises(ValidationError, match="once a year"):
        change_pseudonym(by=user, now=now + timedelta(days=364))
    drawn = iter([old, new, "jade-wren-77"])
    monkeypatch.setattr(actions, "draw", lambda: next(drawn))
    assert change_pseudonym(by=user, now=now + timedelta(days=366)) == "jade-wren-77"
    assert list(Pseudonym.objects.order_by("pk").values_list("text", flat=True)) == [old, new, "jade-wren-77"]
    assert Event.objects.filter(action=Action.PSEUDONYM_CHANGED, owner=user.reference).count() == 2


def test_a_name_that_somebody_shows_is_not_drawn(monkeypatch):
    UserFactory(display_name="jade-wren-77")
    drawn = iter(["jade-wren-77", "jade-wren-78"])
    monkeypatch.setattr(actions, "draw", lambda: next(drawn))
    assert make.member().user.display_name == "jade-wren-78"


def test_only_a_member_changes_a_pseudonym(client):
    application = make.member()
    deciding.suspend(application=application, by=make.reviewer(), reason=deciding.Reason.CONDUCT, now=make.now())
    user = User.objects.get(pk=application.user_id)
    with pytest.raises(PermissionDenied):
        change_pseudonym(by=user, now=make.now())
    client.force_login(user)
    assert client.post("/accounts/profile/pseudonym/").status_code == 403
    assert client.get("/accounts/profile/pseudonym/").status_code == 403


def test_the_button_draws_a_new_one_and_says_from_when_the_next(client):
    user = members(1)[0]
    client.force_login(user)
    assert "once a year" in client.get("/accounts/profile/").content.decode()
    old = user.display_name
    asked = client.get("/accounts/profile/pseudonym/").content.decode()
    assert "Draw a new name" in asked and "The old name is never given again" in asked
    assert User.objects.get(pk=user.pk).display_name == old
    answer = client.post("/accounts/profile/pseudonym/", follow=True).content.decode()
    new = User.objects.get(pk=user.pk).display_name
    assert new != old
    assert new in answer
    assert "change your pseudonym again from" in answer
    again = client.post("/accounts/profile/pseudonym/", follow=True).content.decode()
    assert "can be changed again from" in again
    assert client.get("/accounts/profile/pseudonym/").url == "/accounts/profile/"
    assert User.objects.get(pk=user.pk).display_name == new


@pytest.mark.parametrize("role", WHOLE)
def test_colleagues_and_who_works_with_them_see_label_and_year(client, role):
    user = members(11)[0]
    shown, told = read_as(client, role, page(user.display_name), operation(user.display_name))
    assert "Neurology, United Kingdom" in shown.content.decode()
    assert f"Member since {timezone.now().year}" in shown.content.decode()
    assert told.json() == {
        "pseudonym": user.display_name,
        "label": "Neurology, United Kingdom",
        "member_since": timezone.now().year,
    }


@pytest.mark.parametrize("role", FIRST_LINE)
def test_families_and_organisations_see_the_group_and_no_country(client, role):
    user = members(11)[0]
    shown, told = read_as(client, role, page(user.display_name), operation(user.display_name))
    assert told.json() == {
        "pseudonym": user.display_name,
        "label": "Brain, nerves and senses",
        "member_since": None,
    }
    assert "Brain, nerves and senses" in shown.content.decode()
    assert "Kingdom" not in shown.content.decode()
    assert "Member since" not in shown.content.decode()


@pytest.mark.parametrize("role", FIRST_LINE)
def test_of_fewer_than_ten_they_see_no_group(client, role):
    user = members(9)[0]
    [told] = read_as(client, role, operation(user.display_name))
    assert told.json()["label"] == "Physician"


@pytest.mark.parametrize("role", NOTHING)
def test_everybody_else_finds_nothing_and_the_same_nothing_as_for_nobody(client, role):
    user = members(11)[0]
    pages = read_as(client, role, page(user.display_name), page("amber-heron-99"))
    told = read_as(client, role, operation(user.display_name), operation("amber-heron-99"))
    assert [answer.status_code for answer in pages + told] == [404] * 4
    bodies = [answer.content.decode().replace(user.display_name, "amber-heron-99") for answer in pages]
    assert strip_tokens(bodies[0]) == strip_tokens(bodies[1])
    assert told[0].content == told[1].content


def strip_tokens(html):
    """Leave out what differs between any two answers: the token of the form to sign out."""
    return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]


def gone(application, reviewer):
    deciding.suspend(application=application, by=reviewer, reason=deciding.Reason.CONDUCT, now=make.now())


def test_whoever_is_no_member_any_more_and_a_former_pseudonym_look_like_nobody(client):
    colleague = members(1)[0]
    suspended, changed, lapsed, off = (make.member(claim=make.claim_of(code)) for code in ("GB", "NZ", "CA", "ZA"))
    gone(suspended, make.reviewer())
    former = changed.user.display_name
    change_pseudonym(by=changed.user, now=make.now())
    User.objects.filter(pk=lapsed.user_id).update(verified_until=make.now() - timedelta(days=1))
    User.objects.filter(pk=off.user_id).update(is_active=False)
    client.force_login(colleague)
    nobody = client.get(operation("amber-heron-99"))
    for text in (suspended.user.display_name, former, lapsed.user.display_name, off.user.display_name):
        answer = client.get(operation(text))
        assert answer.status_code == 404
        assert answer.content == nobody.content
        shown = client.get(page(text))
        assert shown.status_code == 404
        assert strip_tokens(shown.content.decode()) == strip_tokens(client.get(page("x-y-1")).content.decode())


@pytest.mark.parametrize("text", ["x" * 41, "%00", "amber heron", "ÄMBER-HERON-52"])
def test_what_is_no_pseudonym_is_nobody_and_no_error(client, text):
    client.force_login(members(1)[0])
    assert client.get(page(text)).status_code == 404
    assert client.get(operation(text)).status_code in (404, 422)


def test_the_rule_and_the_list_say_the_same_for_every_role():
    now = timezone.now()
    physicians = [practise(UserFactory(role=role)) for role in (Role.PHYSICIAN, Role.AUTHOR)]
    physicians.append(practise(UserFactory(physician=True, verified_until=now - timedelta(days=1))))
    physicians.append(practise(UserFactory(physician=True, is_active=False)))
    for role in Role:
        reader = UserFactory(role=role)
        visible = set(visible_to(reader, now))
        for physician in physicians:
            assert (physician in visible) == may_read(reader, physician, now), (role, physician)
        assert sight_of(reader) == (
            Sight.WHOLE if role in WHOLE else Sight.FIRST_LINE if role in FIRST_LINE else Sight.NOTHING
        )


def may_read(reader, physician, now):
    try:
        check_read_physician(reader, physician, now)
    except PermissionDenied:
        return False
    return True


def test_labels_follow_a_change_of_speciality_and_a_lost_membership_at_once(client):
    users = members(10)
    client.force_login(UserFactory(role=Role.MODERATOR))
    address = operation(users[0].display_name)
    assert client.get(address).json()["label"] == "Neurology, United Kingdom"
    physician = Physician.objects.get(user=users[9])
    wanted = Practice("urology", False, physician.hours_from, physician.hours_to, None, 1)
    change_practice(by=users[9], practice=wanted, now=timezone.now())
    assert client.get(address).json()["label"] == "Physician"
    [eleventh] = members(1)
    cache.clear()
    assert client.get(operation(eleventh.display_name)).json()["label"] == "Physician"  # one urologist is among eleven


def test_a_page_costs_one_count_of_all_cells_and_then_none(client, django_assert_max_num_queries):
    users = members(12)
    client.force_login(UserFactory(role=Role.MODERATOR))
    client.get(operation(users[0].display_name))
    with django_assert_max_num_queries(7) as asked:
        client.get(operation(users[1].display_name))
    assert not [query for query in asked.captured_queries if "GROUP BY" in query["sql"]]
