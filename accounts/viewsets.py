from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import IndexView, UserViewSet

from accounts.forms import UserForm


class HubUserIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        """Show the role, which decides everything, in place of Wagtail's two levels of access."""
        role = Column("role", accessor="get_role_display", label="Role", sort_key="role")
        return [role if column.name == "is_superuser" else column for column in super().columns]


class HubUserViewSet(UserViewSet):
    """Users with their role; named in hubsite.apps.HubUsersConfig."""

    template_prefix = ""
    index_view_class = HubUserIndexView

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        return UserForm
