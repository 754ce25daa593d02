"""gunicorn's settings of the process that sends /events/, in compose.yaml and in `make cluster`: it waits, mostly."""

import os

wsgi_app = "hubsite.asgi"
worker_class = "asgi"
bind = os.environ.get("EVENTS_BIND", "0.0.0.0:8001")
workers = int(
    os.environ.get("EVENTS_WORKERS", "1")
)  # bounds of streams and the look at the database are each process's own
worker_connections = 2200  # more than notices.streams.board.STREAMS_MOST: there is room to say no
worker_tmp_dir = "/dev/shm"  # noqa: S108  a heartbeat on a slow disk would look like a hanging worker
timeout = 60
graceful_timeout = 3  # streams do not end by themselves; browsers come back after three seconds
keepalive = 15
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
accesslog = None
control_socket_disable = True
