#include "base/counted.h"
#include "base/sha256.h"
#include "cli/commands.h"
#include "pack/embedded.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace formwork {
namespace {

int doctor(Session& session) {
  session.print(fmt::format("compiler: {}\nfmt: {}\nlibgit2: {}\n{}\n", __VERSION__, FMT_VERSION,
                            libgit2_version(), libcrypto_version()));
  session.print(
      fmt::format("embedded files: {}\nprocessors: {}\n", embedded_files().size(), session.jobs()));
  const auto tree = disk_tree(session.options.folder);
  const auto workspace = session.workspace(*tree);
  session.print(fmt::format("workspace: {}\n", workspace
                                                   ? counted(workspace->names.size(), "environment")
                                                   : std::string("none here")));
  const auto repository = GitRepository::open(session.options.folder);
  session.print(fmt::format(
      "git: {}\n", repository ? std::string("repository found") : repository.error().message));
  return 0;
}

}  // namespace

void add_version(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("version", "Print the version");
  auto with_doctor = std::make_shared<bool>(false);
  command->add_flag("--doctor", *with_doctor,
                    "Add what a bug report needs: libraries, workspace, git");
  command->callback([&run, with_doctor] {
    run = [with_doctor](Session& session) {
      session.command = "version";
      session.print(fmt::format("formwork {}\n", compiler_version()));
      return *with_doctor ? doctor(session) : 0;
    };
  });
}

}  // namespace formwork
