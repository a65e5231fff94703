<% let pins = reference.pins %>
<% let build = service.build %>
<% let toolchain = lookup(pins.toolchains, build.language) ?? "" %>
<% let runtime = lookup(pins.runtimes, build.language) ?? "" %>
# syntax=<%= pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

FROM <%= toolchain %> AS build
<% include "partials/packages.Dockerfile" %>
ENV CARGO_INCREMENTAL=0 \
    RUSTFLAGS="--remap-path-prefix=/source=. --remap-path-prefix=/usr/local/cargo=cargo"
<% if "database" in service.needs %>
# There is no database here: sqlx, if it is used, reads the committed .sqlx.
ENV SQLX_OFFLINE=true
<% end %>
WORKDIR /source
COPY <%= build.folder %> .
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/source/target,sharing=locked \
    cargo build --locked --release --package <%= build.package %> --bin <%= build.binary %> \
<% if length(build.features) > 0 %>
      --features <%= join(build.features, ",") %> \
<% end %>
    && install -D --strip <%= "target/release/" ~ build.binary %> <%= "/out/" ~ build.binary %>

<% include "partials/probe.Dockerfile" %>

# No shell, no package manager, nothing but the program and the C library.
FROM <%= runtime %> AS runtime
COPY --from=probe /healthcheck /app/
COPY --from=build /out/ /app/
<% include "partials/runtime.Dockerfile" %>
ENTRYPOINT ["<%= "/app/" ~ build.binary %>"]
