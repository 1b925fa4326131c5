# The gateway in a container: no root, no compiler, and nothing written outside /var/lib/genai-gateway and /tmp.
# Build from the top of the repository: docker build --tag genai-gateway:0.1.0 .

FROM python:3.13.7-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build

# The locked requirements first: this layer is built anew only when they change.
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/genai-gateway
RUN /opt/genai-gateway/bin/pip wheel --require-hashes --wheel-dir wheels -r requirements/run.txt
RUN /opt/genai-gateway/bin/pip install --no-index --no-deps wheels/*.whl

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY addons addons
COPY detectors detectors
COPY gateway gateway
RUN /opt/genai-gateway/bin/pip install --no-index --no-deps --no-build-isolation .


FROM python:3.13.7-slim-bookworm
RUN groupadd --gid 10001 gateway \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/genai-gateway \
        --shell /usr/sbin/nologin gateway \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/genai-gateway

# Reads the words in pictures, in English and Welsh.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-cym \
    && rm -rf /var/lib/apt/lists/*

COPY --from=build /opt/genai-gateway /opt/genai-gateway
COPY config /etc/genai-gateway

# Inside a container 127.0.0.1 is nobody else's; publish the ports only where they are needed.
ENV PATH=/opt/genai-gateway/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    GATEWAY_CONFIG_DIR=/etc/genai-gateway \
    GATEWAY_STATE_DIR=/var/lib/genai-gateway \
    GATEWAY_LISTEN=0.0.0.0:8080 \
    GATEWAY_METRICS_LISTEN=0.0.0.0:9464

WORKDIR /var/lib/genai-gateway
USER 10001:10001
EXPOSE 8080 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:9464/healthz', timeout=2)"]
ENTRYPOINT ["genai-gateway"]
CMD ["run"]
