FROM docker.io/library/rust:1.98.0-slim-trixie@sha256:17d1ba895198f9934c6314ec5346a0d5115372f3243390c3d731e242f35c2f27 AS build
WORKDIR /source
COPY . .
RUN pip install --require-hashes --requirement requirements.txt

FROM gcr.io/distroless/cc-debian13:nonroot@sha256:e792ab3d241a468a4fd7519ddbbebe66b49b5f365771716ea688ad40b6c6f1c2 AS runtime
COPY --from=build /source/target/release/api /app/
USER 10001:10001
EXPOSE 8080
HEALTHCHECK CMD ["/app/api", "healthcheck"]
ENTRYPOINT ["/app/api"]
