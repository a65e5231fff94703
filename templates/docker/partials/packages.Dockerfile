<% if length(build.packages) > 0 %>
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
<% for package in build.packages %>
      <%= package %> \
<% end %>
    && rm -rf /var/lib/apt/lists/*
<% end %>
