from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from accounts.audit_log.listing import AuditLog
from accounts.verification.desk.listing import VerificationDesk
from accounts.verification.desk.panel import VerificationPanel
from accounts.verification.desk.permissions import is_reviewer

modeladmin_register(VerificationDesk)
modeladmin_register(AuditLog)


@hooks.register("construct_homepage_panels")
def verification_panel(request: HttpRequest, panels: list[Any]) -> None:
    if is_reviewer(request.user):
        panels.insert(0, VerificationPanel())
