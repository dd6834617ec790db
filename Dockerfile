# The server for others: the clips, Alexa's requests, a telephone provider's. See docs/container.md.
#
#     docker build --tag rugwijzer .
#     docker run --rm --read-only -p 127.0.0.1:5000:5000 rugwijzer
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS packages
COPY requirements.txt /build/requirements.txt
RUN python -m venv /opt/venv
RUN /opt/venv/bin/python -m pip install --disable-pip-version-check --no-cache-dir --require-hashes -r /build/requirements.txt
RUN /opt/venv/bin/python -m pip uninstall --disable-pip-version-check --yes pip

FROM python:${PYTHON}-slim
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY skill skill
COPY content/compiled content/compiled
COPY audio audio
COPY LICENSE NOTICE ./
# Nothing is written at run time, so the root may be read-only and the user may own nothing.
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PORT=5000
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; server = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('PORT') or 5000), timeout=4); server.request('GET', '/health'); sys.exit(server.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "skill", "serve", "--host", "0.0.0.0"]
