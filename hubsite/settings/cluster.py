"""`make cluster`: the parts of a deployment on this machine, with the demonstration. Never for readers elsewhere."""

from hubsite.settings.dev import *  # noqa: F403  settings modules inherit by star import

EVENTS = "process"
place = MIDDLEWARE.index("hubsite.middleware.private_by_default")  # noqa: F405  from the star import
MIDDLEWARE.insert(place, "whitenoise.middleware.WhiteNoiseMiddleware")  # noqa: F405  from the star import
WHITENOISE_USE_FINDERS = True  # static files as they are in the apps, without collectstatic
WHITENOISE_ALLOW_ALL_ORIGINS = False
