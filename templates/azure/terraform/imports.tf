# What was there before, and is this environment's own from now on. Each block can go once it was applied.
<% for address, id in platform.azure.imports ?? {} %>

<%= raw("import {\n  to = " ~ address ~ "\n  id = \"" ~ id ~ "\"\n}") %>
<% end %>
