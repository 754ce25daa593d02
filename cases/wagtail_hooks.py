from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from cases.models import Organisation
from cases.viewsets import AdministratorsOnly, organisations

register_permission_policy(Organisation, AdministratorsOnly(Organisation))


@hooks.register("register_admin_viewset")
def case_organisations() -> ViewSet:
    return organisations
