#include "cli/commands.h"

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace formwork {

void add_schema(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("schema", "Print the JSON Schema of the spec, for editors");
  auto reference = std::make_shared<bool>(false);
  command->add_flag("--reference", *reference, "Print the reference page (Markdown) instead");
  command->callback([&run, reference] {
    run = [reference](Session& session) {
      session.command = "schema";
      const Schema schema = load_schema(session.sources);
      session.print(*reference ? schema.reference() : schema.published());
      return session.finish(false);
    };
  });
}

}  // namespace formwork
