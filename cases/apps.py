from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        from accounts.profile.answering import register as register_asking  # noqa: PLC0415  the models have to be there first
        from accounts.vault.sealed import register  # noqa: PLC0415  the same
        from cases.models import TreatingPhysician  # noqa: PLC0415  the same
        from cases.news import register_subjects  # noqa: PLC0415  the same
        from cases.signals import case_changed  # noqa: PLC0415  the same
        from cases.suspensions import suspension_of  # noqa: PLC0415  the same
        from cases.thread.pieces import forget_with_the_commit  # noqa: PLC0415  the same

        case_changed.connect(forget_with_the_commit, dispatch_uid="cases.thread.pieces")
        register_subjects()
        register_asking(suspension_of)
        register(TreatingPhysician)
