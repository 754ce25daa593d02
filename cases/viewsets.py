"""Organisations of cases in the editors' area, for administrators. What they save goes through an action."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission, Role
from cases.actions.organising import Said, set_organisation
from cases.models import Organisation


class AdministratorsOnly(ModelPermissionPolicy):
    """The role decides; no single permission does. Nothing is deleted here: cases point to it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and has_permission(user, Permission.ADMINISTER)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        return User.objects.filter(is_active=True, role=Role.ADMINISTRATOR)


class StaffField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.email


class OrganisationForm(WagtailAdminModelForm):
    staff = StaffField(
        queryset=User.objects.filter(role=Role.ORGANISATION, is_active=True).order_by("email"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Who screens and brings cases for it. Accounts with the role “Staff of a patient organisation”.",
    )

    class Meta:
        model = Organisation
        fields = ("name", "country", "requires_same_country", "takes_cases", "staff")

    def save(self, commit: bool = True) -> Organisation:
        """Leave the write to the action. The form's own instance holds the new values already: it takes a fresh one."""
        before = Organisation.objects.get(pk=self.instance.pk) if self.instance.pk else None
        return set_organisation(organisation=before, said=Said(**self.cleaned_data), by=self.for_user)


class OrganisationCreateView(CreateView):
    def save_instance(self) -> Organisation:
        """Our log tells of it, and Wagtail's does not."""
        return self.form.save()


class OrganisationEditView(EditView):
    def save_instance(self) -> Organisation:
        return self.form.save()

    def get_usage_url(self) -> None:
        return None

    def get_history_url(self) -> None:
        return None


class OrganisationIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.order_by("name")


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    name = "case_organisations"
    icon = "group"
    menu_label = "Organisations of cases"
    menu_order = 700
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = OrganisationIndexView
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView
    list_display = (
        TitleColumn("name", label="Name", get_url=lambda one: f"/admin/case_organisations/edit/{one.pk}/"),
        Column("country", accessor="get_country_display", label="Country"),
        BooleanColumn("requires_same_country", label="Volunteers of its country only"),
        BooleanColumn("takes_cases", label="Takes cases"),
    )

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        return OrganisationForm


organisations = OrganisationViewSet()
