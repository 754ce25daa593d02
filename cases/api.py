"""The operations of the case forum, part by part."""

from django.views.decorators.cache import never_cache
from ninja import Router

from cases.attachments.api import router as attachments
from cases.desk.api import router as desk
from cases.pairing.api import router as pairing
from cases.phenopackets.api import router as phenopackets
from cases.relay.api import router as relay
from cases.thread.api import router as thread
from cases.writing.api import router as writing

router = Router(tags=["cases"])
router.add_decorator(never_cache, mode="view")  # no answer about a case is kept on the way, a refusal neither
for part in (phenopackets, writing, attachments, pairing, desk, relay, thread):
    router.add_router("", part)
