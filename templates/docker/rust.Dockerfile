<% let pins = reference.pins %>
<% let build = service.build %>
<% if build %>
# syntax=<%= pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

FROM <%= pins.bases.rust %> AS build
<% if length(build.packages) > 0 %>
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
<% for package in build.packages %>
      <%= package %> \
<% end %>
    && rm -rf /var/lib/apt/lists/*
<% end %>
WORKDIR /source
COPY docker/healthcheck.rs /healthcheck/
RUN mkdir /out \
    && rustc --edition 2021 -C opt-level=z -C strip=symbols -o /out/healthcheck /healthcheck/healthcheck.rs
<% if "database" in service.needs %>
# There is no database here: sqlx, if it is used, reads the committed .sqlx.
ENV SQLX_OFFLINE=true
<% end %>
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/source/target,sharing=locked \
    cargo build --locked --release --package <%= build.package %> --bin <%= build.binary %> \
<% if length(build.features) > 0 %>
      --features <%= join(build.features, ",") %> \
<% end %>
    && install --strip <%= "target/release/" ~ build.binary %> /out/

# No shell, no package manager, nothing but the program and the C library.
FROM <%= pins.bases.distroless_cc %> AS runtime
COPY --from=build /out/ /app/
USER <%= service.user %>:<%= service.user %>
EXPOSE <%= service.port %>
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["/app/healthcheck", "<%= service.port %>", "<%= service.probes.liveness.path %>"]
ENTRYPOINT ["<%= "/app/" ~ build.binary %>"]
<% end %>
