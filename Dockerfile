# The hub's image: web server, search worker and management commands alike (see compose.yaml).
FROM python:3.11.14-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=hubsite.settings.production MEDIA_ROOT=/data/media PRIVATE_ROOT=/data/private
WORKDIR /hub

COPY requirements.txt ./
RUN pip install -r requirements.txt

RUN useradd --system --uid 1000 --no-create-home hub && install -d -o hub /data/media && install -d -o hub -m 0700 /data/private
COPY . .
# The settings want every variable; collecting files uses none of them.
RUN SECRET_KEY=unused ALLOWED_HOSTS=unused BASE_URL=https://unused DATABASE_URL=sqlite:////tmp/unused EMAIL_URL=consolemail:// \
    DEFAULT_FROM_EMAIL=unused AUDIT_KEY=unused LICENCE_KEY=unused VAULT_KEYS=unused python manage.py collectstatic --noinput

USER hub
VOLUME /data/media /data/private
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-m", "deploy.healthcheck"]
CMD ["gunicorn", "--config", "python:deploy.gunicorn"]
