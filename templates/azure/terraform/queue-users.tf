<% if azure.service_bus %>

# Who sends to which queue, and who receives from it.
queue_senders = [
<% for use in azure.users.senders %>
  { workload = "<%= use.workload %>", queue = "<%= use.queue %>" },
<% end %>
]
queue_workers = [
<% for use in azure.users.workers %>
  { workload = "<%= use.workload %>", queue = "<%= use.queue %>" },
<% end %>
]
<% end %>
