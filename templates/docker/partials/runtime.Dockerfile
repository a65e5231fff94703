USER <%= service.user %>:<%= service.user %>
EXPOSE <%= service.port %>
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["/app/healthcheck", "<%= service.port %>", "<%= service.probes.liveness.path %>"]
