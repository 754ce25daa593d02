from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from content import signal_handlers  # noqa: F401, PLC0415  subscribes when the models are there
        from content.actions.groups import grant_group_permissions  # noqa: PLC0415

        post_migrate.connect(grant_group_permissions, sender=self, dispatch_uid="content.groups")
