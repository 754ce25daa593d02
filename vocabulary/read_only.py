"""Tables in the editors' area that are looked at and never changed there: facts of the sources, and operational tables."""

from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView


class ReadOnly(PermissionHelper):
    """Whoever has the permission to view may look; nobody, superusers included, may change."""

    def user_can_list(self, user: Any) -> bool:
        return self.user_has_specific_permission(user, get_permission_codename("view", self.opts))

    def user_can_inspect_obj(self, user: Any, obj: Model) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        return False


class KnownFilters(IndexView):
    """Wagtail's list takes any field of the address as a filter, and breaks where there is none; this one knows its own."""

    def get_filters_params(self, params: Any = None) -> dict[str, list[str]]:
        own = {getattr(one, "parameter_name", one) for one in self.list_filter}
        return {
            name: values
            for name, values in super().get_filters_params(params).items()
            if name.partition("__")[0] in own
        }


class ReadOnlyAdmin(ModelAdmin):
    permission_helper_class = ReadOnly
    index_view_class = KnownFilters
    inspect_view_enabled = True
    list_per_page = 50

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """Offer no permission to hand out: there is nothing that a group could be allowed to change."""
        return Permission.objects.none()
