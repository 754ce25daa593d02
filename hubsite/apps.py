from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class HubsiteConfig(AppConfig):
    name = "hubsite"


class HubUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with the hub's roles instead of first names and single permissions."""

    user_viewset = "accounts.viewsets.HubUserViewSet"
