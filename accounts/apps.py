from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import signal_handlers  # noqa: PLC0415  models are there only now

        signal_handlers.connect()
