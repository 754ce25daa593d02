from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from search import checks, signal_handlers  # noqa: F401, PLC0415  subscribe when the models are there
