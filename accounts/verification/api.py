from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Status, UploadedFile

from accounts.authentication import Anonymous, SessionAuth, TokenAuth
from accounts.models.user import User
from accounts.models.verification import Application
from accounts.permissions import check_permission
from accounts.roles import Permission
from accounts.verification.actions.applying import Claim, apply, ask_for_renewal, checked, withdraw
from accounts.verification.actions.evidence import (
    ONLY_MEMBERS_VOUCH,
    WRONG_CODE,
    ask_for_code,
    confirm_code,
    give_picture,
    make_voucher_code,
    vouch,
)
from accounts.verification.answers import Membership, membership_of
from accounts.verification.countries import RULES
from accounts.verification.forms import content_of
from accounts.verification.limits import Limited, spend
from accounts.verification.schemas import (
    CodeIn,
    CountryList,
    DetailsIn,
    MailIn,
    MembershipOut,
    VoucherCodeOut,
    VoucherIn,
    VoucherOut,
    country_out,
)
from common.problems import Problem

NO_APPLICATION = "You have not applied yet. Send the details of your licence first."
PROBLEMS = dict.fromkeys((400, 401, 403, 422), Problem)
TOO_OFTEN = {429: Problem}
TOLD: dict[int, Any] = {200: MembershipOut, **PROBLEMS}

router = Router(tags=["membership"], auth=[TokenAuth(), SessionAuth()])


@router.get(
    "/verification/countries",
    response={200: CountryList, **PROBLEMS},
    operation_id="list_verification_countries",
    auth=[TokenAuth(), SessionAuth(), Anonymous()],
)
def countries(request: HttpRequest) -> dict[str, Any]:
    """How licences look in each country of the network."""
    return {"items": [country_out(rules) for rules in RULES.values()]}


@router.get("/me/membership", response=TOLD, operation_id="get_membership")
def show(request: HttpRequest) -> Membership:
    return membership_of(caller(request), timezone.now())


@router.post("/me/membership/details", response={**TOLD, **TOO_OFTEN}, operation_id="send_membership_details")
def details(request: HttpRequest, payload: DetailsIn) -> Membership:
    """Begin an application and send its details. Everything that is wrong is said at once; nothing is kept then."""
    claim = Claim(**payload.dict())
    checked(claim)  # what is mistyped costs no try
    spend(Limited.DETAILS, caller(request))
    apply(claim=claim, by=caller(request), now=timezone.now())
    return show(request)


@router.post("/me/membership/institution-mail", response={**TOLD, **TOO_OFTEN}, operation_id="ask_for_mail_code")
def institution_mail(request: HttpRequest, payload: MailIn) -> Membership:
    """Have a code sent to your mailbox at an institution."""
    application, by = own(request), caller(request)
    spend(Limited.CODE, by)
    ask_for_code(application=application, address=payload.address, by=by, now=timezone.now())
    return show(request)


@router.post("/me/membership/institution-mail/confirm", response=TOLD, operation_id="confirm_mail_code")
def confirm(request: HttpRequest, payload: CodeIn) -> Membership:
    """Type in the code of the newest mail. Five wrong ones end it."""
    if not confirm_code(application=own(request), code=payload.code, by=caller(request), now=timezone.now()):
        raise ValidationError({"code": WRONG_CODE})
    return show(request)


@router.post("/me/membership/licence-picture", response={**TOLD, **TOO_OFTEN}, operation_id="send_licence_picture")
def licence_picture(request: HttpRequest, file: File[UploadedFile]) -> Membership:
    """Send a picture of your licence, JPEG, PNG or WebP, at most 8 MB. It is redrawn, sealed, and erased within 30 days."""
    application, by = own(request), caller(request)
    spend(Limited.PICTURE, by)
    give_picture(application=application, file=content_of(file), by=by, now=timezone.now())
    return show(request)


@router.post(
    "/me/membership/voucher-code", response={200: VoucherCodeOut, **PROBLEMS}, operation_id="make_voucher_code"
)
def voucher_code(request: HttpRequest) -> dict[str, str]:
    """Make the code that two colleagues need to vouch for you; an earlier one ends."""
    return {"code": make_voucher_code(application=own(request), by=caller(request))}


@router.post("/vouchers", response={201: VoucherOut, **PROBLEMS, **TOO_OFTEN}, operation_id="vouch")
def vouchers(request: HttpRequest, payload: VoucherIn) -> Any:
    """Give your word for a colleague of your country. One sentence answers whatever does not fit."""
    check_permission(caller(request), Permission.VOUCH, ONLY_MEMBERS_VOUCH)
    spend(Limited.VOUCH, caller(request))
    made = vouch(code=payload.code, name=payload.name, by=caller(request), now=timezone.now())
    return Status(201, {"at": made.at})


@router.post("/me/membership/renewal", response=TOLD, operation_id="ask_for_renewal")
def renewal(request: HttpRequest) -> Membership:
    ask_for_renewal(application=own(request), by=caller(request), now=timezone.now())
    return show(request)


@router.delete("/me/membership", response={204: None, **PROBLEMS}, operation_id="withdraw_application")
def withdrawal(request: HttpRequest) -> Any:
    """Withdraw an application that is not yet decided; your name and number leave the vault at once."""
    withdraw(application=own(request), by=caller(request), now=timezone.now())
    return Status(204, None)


def caller(request: HttpRequest) -> User:
    return cast(User, request.user)  # the two ways to sign in above let nobody else through


def own(request: HttpRequest) -> Application:
    application = Application.objects.current(caller(request))
    if application is None:
        raise ValidationError(NO_APPLICATION)
    return application
