#include "cli/commands.h"
#include "store/lock.h"
#include "store/put_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <memory>

namespace formwork {
namespace {

Lock read(Session& session, const std::string& path) {
  const auto tree = disk_tree(path.starts_with('/') ? "/" : session.options.folder);
  auto text = tree->read(path.starts_with('/') ? path.substr(1) : path);
  if (!text) {
    session.diagnostics.add(text.error());
    return {};
  }
  if (text->empty()) return {};  // git passes an empty file where there was no base
  const SourceId source = session.sources.add(path, std::move(*text));
  return read_lock(source, session.sources, session.diagnostics);
}

}  // namespace

// git config merge.formwork.driver "formwork merge-driver %O %A %B"
void add_merge_driver(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("merge-driver", "Merge two locks (called by git)");
  command->group("");  // hidden
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILES", *files, "%O %A %B")->required()->expected(3);
  command->callback([&run, files] {
    run = [files](Session& session) {
      session.command = "merge-driver";
      const Lock base = read(session, (*files)[0]);
      const Lock ours = read(session, (*files)[1]);
      const Lock theirs = read(session, (*files)[2]);
      if (session.diagnostics.has_errors()) return session.finish(false);
      const std::filesystem::path out =
          std::filesystem::path(session.options.folder) / (*files)[1];  // git's own, beside others
      auto refused =
          put_files(out.parent_path().string(),
                    {{out.filename().string(), write_lock(merge_locks(base, ours, theirs)), true}});
      if (refused) session.diagnostics.add(std::move(*refused));
      return session.finish(false);
    };
  });
}

}  // namespace formwork
