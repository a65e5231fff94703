<% let pins = reference.pins %>
<% let build = service.build %>
<% let toolchain = lookup(pins.toolchains, build.language) ?? "" %>
<% let runtime = lookup(pins.runtimes, build.language) ?? "" %>
# syntax=<%= pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

FROM <%= toolchain %> AS build
<% include "partials/packages.Dockerfile" %>
WORKDIR /source
COPY <%= build.folder %> .
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    npm ci \
    && npm run build --if-present \
    && npm prune --omit=dev

<% include "partials/probe.Dockerfile" %>

# No shell, no package manager: Node, the packages and what was built.
FROM <%= runtime %> AS runtime
COPY --from=probe /healthcheck /app/
COPY --from=build /source/package.json /app/
COPY --from=build /source/node_modules/ /app/node_modules/
COPY --from=build <%= "/source/" ~ build.package ~ "/" %> <%= "/app/" ~ build.package ~ "/" %>
ENV NODE_ENV=production
WORKDIR /app
<% include "partials/runtime.Dockerfile" %>
ENTRYPOINT ["/nodejs/bin/node", "<%= "/app/" ~ build.package ~ "/" ~ build.binary %>"]
