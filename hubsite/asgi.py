import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubsite.settings.production")
django = get_asgi_application()

from notices.streams.serving import with_streams  # noqa: E402  models are loaded only after Django is set up

application = with_streams(django)
