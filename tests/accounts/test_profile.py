import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Physician, Profile
from accounts.physicians.actions import Practice, change_practice
from accounts.profile.actions import Self, change_profile
from accounts.profile.time_zones import grouped_time_zones, time_zones
from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from tests.factories import verification as make
from tests.factories.accounts import UserFactory, members
from tests.factories.sign_in import with_app

pytestmark = pytest.mark.django_db
ME, PROFILE = "/api/hub/v1/me", "/api/hub/v1/me/profile"


@pytest.fixture(autouse=True)
def no_labels_of_another_test():
    cache.clear()


def practice(**changes):
    values = {
        "speciality": "neurology", "is_available": True, "hours_from": 9, "hours_to": 17, "paused_until": None,
        "cases_at_once": 2,
    }  # fmt: skip
    return Practice(**values | changes)


def patch(client, **changes):
    return client.patch(PROFILE, json.dumps(changes), content_type="application/json")


def self_form(**changes):
    return {"part": "self", "self-languages": ["cy", "en"], "self-time_zone": "Europe/London"} | changes


def practice_form(**changes):
    values = {
        "speciality": "paediatric-neurology", "is_available": "on", "hours_from": "20", "hours_to": "8",
        "paused_until": "", "cases_at_once": "5",
    }  # fmt: skip
    return {"part": "practice"} | {f"practice-{name}": value for name, value in (values | changes).items()}


def test_everybody_says_languages_and_time_zone(client):
    user = UserFactory()
    client.force_login(user)
    answer = client.post("/accounts/profile/", self_form(), follow=True)
    assert "Your profile is saved." in answer.content.decode()
    profile = Profile.objects.get(user=user)
    assert (profile.languages, profile.time_zone) == (["en", "cy"], "Europe/London")
    assert "Your work" not in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"self-time_zone": "Europe/Atlantis"}, "Time zone:"),
        ({"self-languages": ["xx"]}, "Languages that you read:"),
        ({"self-languages": []}, "Choose at least one language"),
    ],
)
def test_what_is_not_on_the_list_is_refused_at_its_field_and_the_rest_is_kept(client, changes, sentence):
    client.force_login(UserFactory())
    answer = client.post("/accounts/profile/", self_form(**changes))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "<title>Problem: " in html
    if "self-languages" in changes:
        assert '<option value="Europe/London" selected>' in html
    assert not Profile.objects.exists()


def test_the_action_refuses_what_no_form_would_send():
    user = UserFactory()
    for languages, zone in ((["klingon"], "UTC"), (["en"], "../../etc/passwd"), (["en"], "US/Eastern")):
        with pytest.raises(ValidationError):
            change_profile(by=user, about=Self(languages, zone))
    assert not Event.objects.filter(action=Action.PROFILE_CHANGED).exists()


def test_a_change_is_written_down_by_the_names_of_fields_and_what_did_not_change_is_not():
    user = UserFactory()
    assert change_profile(by=user, about=Self(["en"], "Africa/Johannesburg"))
    assert not change_profile(by=user, about=Self(["en"], "Africa/Johannesburg"))
    [event] = Event.objects.filter(action=Action.PROFILE_CHANGED)
    assert (event.owner, event.details) == (user.reference, {"time_zone": True})


def test_every_time_zone_is_in_one_group_and_fits_its_column():
    offered = [zone for _, zones in grouped_time_zones() for zone, _ in zones]
    assert sorted(offered) == sorted(time_zones())
    assert {"Europe/London", "Africa/Johannesburg", "Pacific/Auckland", "America/New_York", "UTC"} <= set(offered)
    assert max(map(len, offered)) <= Profile._meta.get_field("time_zone").max_length


def test_each_place_is_offered_once_by_its_name_of_today():
    offered = dict(choice for _, zones in grouped_time_zones() for choice in zones)
    assert offered["Asia/Kolkata"] == "Kolkata"
    assert {"Europe/Kyiv", "Europe/Oslo", "Asia/Ho_Chi_Minh", "America/Indiana/Knox"} <= offered.keys()
    assert not {"Asia/Calcutta", "Europe/Kiev", "Asia/Saigon", "America/Buenos_Aires", "Australia/ACT"} & offered.keys()
    assert all(ZoneInfo(zone) for zone in offered)


def test_a_former_name_of_a_place_is_still_taken_and_shown_by_its_name_of_today(client):
    user = UserFactory()
    client.force_login(user)
    assert patch(client, time_zone="Asia/Calcutta").status_code == 200
    assert patch(client, languages=["ga"]).json()["time_zone"] == "Asia/Calcutta"
    assert '<option value="Asia/Kolkata" selected>' in client.get("/accounts/profile/").content.decode()


def test_a_member_says_speciality_and_when_offers_may_come(client):
    [user] = members(1)
    client.force_login(user)
    client.post("/accounts/profile/", practice_form())
    physician = Physician.objects.get(user=user)
    assert (physician.speciality, physician.is_available) == ("paediatric-neurology", True)
    assert (physician.hours_from, physician.hours_to, physician.cases_at_once) == (20, 8, 5)
    assert physician.country == "GB"
    [event] = Event.objects.filter(action=Action.PROFILE_CHANGED, owner=user.reference)
    assert event.details["speciality"] == "paediatric-neurology"
    assert event.details["speciality_before"] == "neurology"


@pytest.mark.parametrize(
    "changes",
    [
        {"speciality": "astrology"},
        {"hours_from": "24"},
        {"hours_to": "20"},
        {"cases_at_once": "6"},
        {"cases_at_once": "0"},
        {"paused_until": "2200-01-01"},
        {"paused_until": "tomorrow"},
    ],
)
def test_an_impossible_practice_is_refused_and_nothing_is_written(client, changes):
    [user] = members(1)
    client.force_login(user)
    answer = client.post("/accounts/profile/", practice_form(**changes))
    assert answer.status_code == 422
    assert "Please look at this" in answer.content.decode()
    assert Physician.objects.get(user=user).speciality == "neurology"


@pytest.mark.parametrize(
    "changes",
    [
        {"speciality": "astrology"}, {"hours_from": 24}, {"hours_from": -1}, {"hours_to": 25}, {"hours_to": 9},
        {"cases_at_once": 6}, {"cases_at_once": 0}, {"paused_until": (timezone.now() + timedelta(days=400)).date()},
    ],
)  # fmt: skip
def test_the_action_itself_refuses_an_impossible_practice(changes):
    [user] = members(1)
    with pytest.raises(ValidationError) as refusal:
        change_practice(by=user, practice=practice(**changes), now=timezone.now())
    assert len(refusal.value.error_dict) == 1


def test_only_a_member_has_a_practice(client):
    [user] = members(1)
    user.verified_until = timezone.now() - timedelta(days=1)
    user.save()
    with pytest.raises(PermissionDenied):
        change_practice(by=user, practice=practice(), now=timezone.now())
    client.force_login(user)
    assert "Your work" not in client.get("/accounts/profile/").content.decode()
    client.post("/accounts/profile/", practice_form())
    assert Physician.objects.get(user=user).speciality == "neurology"
    assert patch(client, practice={"cases_at_once": 3}).status_code == 403


def test_the_page_says_how_colleagues_see_the_reader(client):
    [user, *_] = members(10)
    client.force_login(user)
    html = client.get("/accounts/profile/").content.decode()
    assert "Neurology, United Kingdom" in html
    assert "cannot be changed here" in html
    assert 'name="practice-country"' not in html


def test_the_api_says_who_somebody_is_and_what_they_may(client):
    [user] = members(1)
    client.force_login(user)
    told = client.get(ME).json()
    assert told["display_name"] == user.display_name
    assert told["role"] == "physician"
    assert told["may"] == ["answer_cases", "read_cases", "read_member_content", "read_pseudonyms", "vote", "vouch"]
    assert told["member_until"]
    assert told["second_factor"] is False
    with_app(user)
    client.force_login(user)
    assert client.get(ME).json()["second_factor"] is True


def test_without_a_licence_that_counts_the_api_promises_nothing(client):
    client.force_login(UserFactory(physician=True, verified_until=timezone.now() - timedelta(days=1)))
    told = client.get(ME).json()
    assert (told["may"], told["member_until"]) == ([], None)


def test_the_api_changes_what_is_named_and_leaves_the_rest(client):
    [user] = members(1)
    client.force_login(user)
    assert patch(client, time_zone="Europe/Dublin").json()["languages"] == ["en"]
    told = patch(client, languages=["ga"], practice={"hours_to": 12, "paused_until": None}).json()
    assert (told["languages"], told["time_zone"]) == (["ga"], "Europe/Dublin")
    assert (told["practice"]["hours_from"], told["practice"]["hours_to"]) == (8, 12)
    assert told["practice"]["pseudonym"] == user.display_name
    assert told["practice"]["pseudonym_changeable_from"] is None
    assert client.get(PROFILE).json() == told


def test_the_api_writes_all_of_a_change_or_nothing(client):
    [user] = members(1)
    client.force_login(user)
    answer = patch(client, time_zone="Europe/Dublin", practice={"speciality": "astrology"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "speciality"
    assert client.get(PROFILE).json()["time_zone"] == "UTC"
    for wrong in ({"time_zone": None}, {"time_zone": "Mars/Base"}, {"languages": ["xxx"]}, {"languages": []}):
        assert patch(client, **wrong).status_code == 422


def test_an_applicant_reads_on_the_overview_where_the_application_stands(client):
    client.force_login(make.applicant())
    assert "You have not applied yet." in client.get("/accounts/").content.decode()
    for application, sentence in (
        (make.apply(), "We need proof that the licence is yours."),
        (make.with_picture(), "Your application is with a reviewer."),
    ):
        client.force_login(application.user)
        html = client.get("/accounts/").content.decode()
        assert sentence in html and "not applied yet" not in html


@pytest.mark.parametrize(
    "address",
    [
        *("sessions/", "tokens/", "events/", "email/", "password/change/", "2fa/", "2fa/webauthn/", "export/"),
        "second-factor/",
    ],
)
def test_every_page_of_the_account_leads_back_to_it(client, address):
    client.force_login(UserFactory(role=Role.FAMILY))
    main = client.get(f"/accounts/{address}").content.decode().partition("<main")[2]
    assert '<a href="/accounts/">Your account</a></p>' in main.partition("<h1>")[0]


def test_the_page_for_closed_accounts_leads_whoever_is_signed_in_to_their_own(client):
    assert "This account is closed" in client.get("/accounts/inactive/").content.decode()
    client.force_login(UserFactory(role=Role.FAMILY))
    assert client.get("/accounts/inactive/")["Location"] == "/accounts/"


def test_the_overview_leads_to_every_page_of_the_account(client):
    client.force_login(UserFactory(role=Role.FAMILY))
    html = client.get("/accounts/").content.decode()
    for address in (
        *("/membership/", "/accounts/profile/", "/accounts/follows/", "/accounts/notices/", "/accounts/email/"),
        *("/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/tokens/"),
        *("/search/saved/", "/accounts/export/", "/accounts/delete/", "/accounts/events/"),
    ):
        assert f'href="{address}"' in html
        assert client.get(address).status_code in (200, 302), address


def test_the_panel_asks_whoever_is_registered_only_whether_they_are_a_physician(client):
    client.force_login(UserFactory())
    assert "Apply for membership." in client.get("/accounts/").content.decode()
    client.force_login(UserFactory(physician=True))
    assert "Apply for membership." not in client.get("/accounts/").content.decode()


@pytest.mark.parametrize("address", ["", "profile/", "follows/", "notices/", "export/", "delete/"])
def test_pages_about_oneself_are_for_who_is_signed_in_and_stay_in_no_cache(client, address):
    assert client.get(f"/accounts/{address}").status_code == 302
    client.force_login(UserFactory())
    assert "no-store" in client.get(f"/accounts/{address}")["Cache-Control"]
