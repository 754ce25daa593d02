from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from wagtail.models import Page  # noqa: PLC0415  models are there only now, here and below
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415  as above

        from content import signal_handlers  # noqa: F401, PLC0415  subscribes when the models are there
        from content.actions.groups import grant_group_permissions  # noqa: PLC0415  as above
        from content.permissions import HubPagePermissionPolicy  # noqa: PLC0415  as above
        from content.pictures import render_only_pixels  # noqa: PLC0415  as above

        register_permission_policy(Page, HubPagePermissionPolicy())
        render_only_pixels()
        post_migrate.connect(grant_group_permissions, sender=self, dispatch_uid="content.groups")
