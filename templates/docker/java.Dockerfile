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
# A fixed time in the jar: two builds of one commit give the same bytes.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn --batch-mode --no-transfer-progress --strict-checksums -DskipTests \
      -Dproject.build.outputTimestamp=1980-02-01T00:00:00Z package \
    && install -D --mode=0644 <%= build.package ~ "/" ~ build.binary %> /out/app.jar

<% include "partials/probe.Dockerfile" %>

# No shell, no package manager: the runtime of Java and the program.
FROM <%= runtime %> AS runtime
COPY --from=probe /healthcheck /app/
COPY --from=build /out/ /app/
WORKDIR /app
<% include "partials/runtime.Dockerfile" %>
ENTRYPOINT ["/usr/bin/java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-jar", "/app/app.jar"]
