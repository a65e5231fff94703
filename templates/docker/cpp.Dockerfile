<% let pins = reference.pins %>
<% let build = service.build %>
<% let toolchain = lookup(pins.toolchains, build.language) ?? "" %>
<% let runtime = lookup(pins.runtimes, build.language) ?? "" %>
# syntax=<%= pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

FROM <%= toolchain %> AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
      ca-certificates cmake g++ ninja-build \
<% for package in build.packages %>
      <%= package %> \
<% end %>
    && rm -rf /var/lib/apt/lists/*
# Hardened, and without the path of this folder in the program.
ENV CXXFLAGS="-O2 -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection -fPIE -ffile-prefix-map=/source=." \
    LDFLAGS="-pie -Wl,-z,relro,-z,now"
WORKDIR /source
COPY <%= build.folder %> .
RUN --mount=type=cache,id=<%= "build-" ~ name %>,target=/build,sharing=locked \
    cmake -S . -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DCMAKE_RUNTIME_OUTPUT_DIRECTORY=/build/bin \
    && cmake --build /build --target <%= build.package %> \
    && install -D --strip <%= "/build/bin/" ~ build.binary %> <%= "/out/" ~ build.binary %>

<% include "partials/probe.Dockerfile" %>

# No shell, no package manager, nothing but the program and the C and C++ libraries.
FROM <%= runtime %> AS runtime
COPY --from=probe /healthcheck /app/
COPY --from=build /out/ /app/
<% include "partials/runtime.Dockerfile" %>
ENTRYPOINT ["<%= "/app/" ~ build.binary %>"]
