"""Users in the admin: addresses and roles. A pseudonym never stands beside an address, so nobody's name is shown in a list."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.users.views.users import CreateView, EditView, IndexView, UserFilterSet, UserViewSet

from accounts.forms import UserForm
from accounts.models import User


def by_address(user: User) -> User:
    """Let every text of a page call this account by its address."""
    user.__dict__["get_full_name"] = user.get_username
    return user


class HubUserFilterSet(UserFilterSet):
    is_superuser = None  # the hub has none


class HubUserIndexView(IndexView):
    search_fields = ("email",)

    @cached_property
    def columns(self) -> list[Any]:
        """Show the role, which decides everything, in place of Wagtail's two levels of access."""
        return [
            TitleColumn("email", label="E-mail", sort_key="email", get_url=self.get_edit_url),
            Column("role", accessor="get_role_display", label="Role", sort_key="role"),
            BooleanColumn("is_active", label="Active", sort_key="is_active"),
            DateColumn("last_login", label="Last sign-in", sort_key="last_login"),
        ]


class HubUserCreateView(CreateView):
    def save_instance(self) -> User:
        """Our log tells of it; Wagtail's would keep the name beside the time."""
        return by_address(self.form.save())


class HubUserEditView(EditView):
    def get_object(self, queryset: Any = None) -> User:
        return by_address(super().get_object(queryset))

    def save_instance(self) -> User:
        return by_address(self.form.save())

    def get_usage_url(self) -> None:
        return None

    def get_history_url(self) -> None:
        return None


class HubUserViewSet(UserViewSet):
    """Users with their role; named in hubsite.apps.HubUsersConfig."""

    template_prefix = ""
    index_view_class = HubUserIndexView
    add_view_class = HubUserCreateView
    edit_view_class = HubUserEditView
    filterset_class = HubUserFilterSet
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        return UserForm
