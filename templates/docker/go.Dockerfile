<% let pins = reference.pins %>
<% let build = service.build %>
<% let toolchain = lookup(pins.toolchains, build.language) ?? "" %>
<% let runtime = lookup(pins.runtimes, build.language) ?? "" %>
# syntax=<%= pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

FROM <%= toolchain %> AS build
<% include "partials/packages.Dockerfile" %>
ENV CGO_ENABLED=0 \
    GOFLAGS=-mod=readonly \
    GOTOOLCHAIN=local
WORKDIR /source
COPY <%= build.folder %> .
RUN --mount=type=cache,target=/go/pkg/mod,sharing=locked \
    --mount=type=cache,target=/root/.cache/go-build,sharing=locked \
    go build -trimpath -buildvcs=false -ldflags "-s -w -buildid=" \
<% if length(build.features) > 0 %>
      -tags <%= join(build.features, ",") %> \
<% end %>
      -o <%= "/out/" ~ build.binary %> <%= "./" ~ build.package %>

<% include "partials/probe.Dockerfile" %>

# No shell, no C library: certificates, time zones and the program.
FROM <%= runtime %> AS runtime
COPY --from=probe /healthcheck /app/
COPY --from=build /out/ /app/
<% include "partials/runtime.Dockerfile" %>
ENTRYPOINT ["<%= "/app/" ~ build.binary %>"]
