# One image for web, worker, beat and migrations. It runs as an ordinary user and needs no writable disk but /tmp.
FROM python:3.11-slim-bookworm AS build
WORKDIR /service
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.txt
COPY manage.py pyproject.toml ./
COPY escp escp
COPY home home
COPY audits audits
COPY cdop cdop
COPY intelligence intelligence
COPY reviews reviews
COPY actionplans actionplans
COPY learning learning
COPY templates templates
COPY static static
COPY docs/how-to docs/how-to
COPY deploy/probe.py deploy/probe.py
# The settings ask for these before they start; nothing of them stays in the image but the collected files.
RUN SECRET_KEY=only-while-the-static-files-are-collected-and-never-afterwards \
    DATABASE_URL=postgres://nobody@nowhere/none CELERY_BROKER_URL=redis://nowhere CACHE_URL=redis://nowhere \
    ALLOWED_HOSTS=nowhere SITE_ADDRESS=https://nowhere STATIC_ROOT=/service/collected \
    DJANGO_SETTINGS_MODULE=escp.settings.production \
    python manage.py collectstatic --noinput --verbosity 0 && python -m compileall -q escp home

FROM python:3.11-slim-bookworm
# What typesets papers (PDF), letters of Arial's measures for them, and those of every other script and sign.
RUN apt-get update -q && apt-get install -q -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-noto-core fonts-symbola && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 service && useradd --uid 10001 --gid service --no-create-home --shell /usr/sbin/nologin service
COPY --from=build /opt/venv /opt/venv
COPY --from=build /service /service
WORKDIR /service
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=escp.settings.production STATIC_ROOT=/service/collected VAR_DIR=/tmp \
    XDG_CACHE_HOME=/tmp DOCUMENTS_DIR=/var/lib/golden-thread
# Documents: the volume takes its owner from here.
RUN install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/golden-thread
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "escp.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--worker-tmp-dir", "/tmp", "--forwarded-allow-ips", "*"]
