"""What a reviewer sees on the first screen of the editors' area."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from accounts.verification.desk.querysets import numbers_for


class VerificationPanel(Component):
    order = 100
    template_name = "verification/desk/panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"numbers": numbers_for(parent_context["request"].user, timezone.now())}
