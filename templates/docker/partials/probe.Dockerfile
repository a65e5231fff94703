<%# One probe for every language: static, so that it runs in an image that has nothing else. %>
# What HEALTHCHECK runs: the image it goes to has neither a shell nor an HTTP client.
FROM <%= lookup(pins.toolchains, "rust") ?? "" %> AS probe
WORKDIR /source
COPY docker/healthcheck.rs .
RUN rustc --edition 2021 -C opt-level=z -C panic=abort -C strip=symbols -C target-feature=+crt-static \
      -o /healthcheck healthcheck.rs
