# syntax=<%= reference.pins.bases.dockerfile %>
# formwork: compiled; change the spec instead

# The compiler, from a checkout of its pinned commit. Debian 12 is what it is developed on.
FROM <%= reference.pins.bases.debian %> AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
      cmake g++ libcli11-dev libexpected-dev libfmt-dev libgit2-dev libre2-dev libssl-dev libyaml-cpp-dev \
      ninja-build nlohmann-json3-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN cmake -S . -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release -DFORMWORK_TESTS=OFF \
    && cmake --build /build --target formwork \
    && install -D --strip /build/formwork /out/formwork

FROM <%= reference.pins.bases.debian %> AS runtime
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfmt9 libgit2-1.5 libre2-9 libssl3 libyaml-cpp0.7 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/formwork /usr/local/bin/formwork
USER 10001:10001
HEALTHCHECK NONE
ENTRYPOINT ["/usr/local/bin/formwork"]
