<% let pins = reference.pins %>
<% let build = service.build %>
<% let toolchain = lookup(pins.toolchains, build.language) ?? "" %>
<% let runtime = lookup(pins.runtimes, build.language) ?? "" %>
# syntax=<%= pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

FROM <%= toolchain %> AS build
<% include "partials/packages.Dockerfile" %>
COPY --from=<%= pins.bases.uv %> /uv /usr/local/bin/
ENV UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
WORKDIR /source
COPY <%= build.folder %> .
# Every package is held against its hash in the lock file. Compiled files go by hash as well: time has no part in them.
RUN --mount=type=cache,target=/root/.cache/uv,sharing=locked \
    uv export --locked --no-dev --no-emit-project --output-file /requirements.txt \
    && uv pip install --require-hashes --target /out/lib --requirement /requirements.txt \
    && cp -R <%= build.package %> /out/src \
    && python -m compileall -q --invalidation-mode unchecked-hash /out/lib /out/src

<% include "partials/probe.Dockerfile" %>

# No shell, no package manager: the interpreter, the packages and the program.
FROM <%= runtime %> AS runtime
COPY --from=probe /healthcheck /app/
COPY --from=build /out/ /app/
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/app/src:/app/lib \
    PYTHONUNBUFFERED=1
WORKDIR /app
<% include "partials/runtime.Dockerfile" %>
ENTRYPOINT ["/usr/bin/python3", "-m", "<%= build.binary %>"]
