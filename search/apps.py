from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from cases.writing import recognising  # noqa: PLC0415  when the models are there
        from search import checks, signal_handlers  # noqa: F401, PLC0415  they subscribe by being read
        from search.signs import signs_told  # noqa: PLC0415  when the models are there

        recognising.recognise_by(signs_told)
