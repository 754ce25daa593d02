"""gunicorn's settings, in the image and in `make cluster`. Processes for cores, threads for waiting."""

import os

wsgi_app = "hubsite.wsgi"
bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
worker_tmp_dir = "/dev/shm"  # noqa: S108  a heartbeat on a slow disk would look like a hanging worker
timeout = 60  # an editor's upload
graceful_timeout = 30
keepalive = 15  # longer than the proxy keeps a connection it may use again
max_requests, max_requests_jitter = 20_000, 2_000  # whatever grows in memory does not grow for ever
# The head of a request; addresses of searches with all filters stay below 2,000. Bodies: hubsite/uploads.py.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
accesslog = None  # a line for each request, without its query: hubsite/logs.py
