<% let pins = reference.pins %>
<% let build = service.build %>
<% let toolchain = lookup(pins.toolchains, build.language) ?? "" %>
<% let runtime = lookup(pins.runtimes, build.language) ?? "" %>
# syntax=<%= pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

FROM <%= toolchain %> AS build
<% include "partials/packages.Dockerfile" %>
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_NOLOGO=1
WORKDIR /source
COPY <%= build.folder %> .
RUN --mount=type=cache,target=/root/.nuget/packages,sharing=locked \
    dotnet restore --locked-mode <%= build.package %> \
    && dotnet publish <%= build.package %> --no-restore --configuration Release --output /out \
      -p:ContinuousIntegrationBuild=true -p:Deterministic=true -p:UseAppHost=false

<% include "partials/probe.Dockerfile" %>

# No shell, no package manager: the runtime of .NET and the program.
FROM <%= runtime %> AS runtime
COPY --from=probe /healthcheck /app/
COPY --from=build /out/ /app/
# The file system is read-only; the diagnostics of the runtime would write to it.
ENV ASPNETCORE_HTTP_PORTS=<%= service.port %> \
    DOTNET_EnableDiagnostics=0
WORKDIR /app
<% include "partials/runtime.Dockerfile" %>
ENTRYPOINT ["dotnet", "<%= "/app/" ~ build.binary %>"]
