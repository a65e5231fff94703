#include "pipeline/check.h"

#include "base/letter_case.h"
#include "base/text.h"
#include "pipeline/asset_findings.h"
#include "pipeline/difference.h"
#include "pipeline/git_proof.h"
#include "pipeline/git_view.h"
#include "pipeline/lock_findings.h"
#include "pipeline/orphans.h"
#include "pipeline/resources.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace formwork {
namespace {

class Reporter {
 public:
  Reporter(const Inputs& inputs, const UnitReport& report, const Tree& tree, SourceMap& sources,
           const CheckOptions& options, Diagnostics& diagnostics)
      : inputs_(inputs),
        report_(report),
        options_(options),
        tree_(tree),
        sources_(sources),
        edges_(inputs, report, tree, sources),
        subject_{inputs, report, tree, sources, options, edges_},
        diagnostics_(diagnostics) {}

  void run() {
    judge();
    for (Diagnostic& d : out_.items()) diagnostics_.add(std::move(d));
  }

 private:
  void judge() {
    report_lock_kind(report_, options_, out_);
    for (const Diagnostic& d : report_.lock_diagnostics.items()) {
      if (d.code == Code::DR012 && lock_stored_right(report_, sources_, options_)) continue;
      out_.add(d);
    }
    if (never_compiled()) {
      if (left_out(report_.unit.lock_path)) {
        out_.add(make(Code::DR008, report_.unit.lock_path,
                      fmt::format("the files of `{}` are outside the sparse checkout: {} {} not in "
                                  "the working tree",
                                  report_.unit.name, report_.files.size(),
                                  report_.files.size() == 1 ? "is" : "are"),
                      left_out_help(report_.unit.lock_path)));
        return;
      }
      out_.add(make(
          Code::DR008, report_.unit.lock_path,
          fmt::format("`{}` has never been compiled: {} {} to come", report_.unit.name,
                      report_.files.size(), report_.files.size() == 1 ? "file is" : "files are"),
          "run `formwork compile` and commit what it writes"));
      return;
    }
    if (report_.lock_kind == FileKind::absent) {
      const bool left = left_out(report_.unit.lock_path);
      out_.add(make(Code::DR016, report_.unit.lock_path,
                    fmt::format("`{}` is {}", report_.unit.lock_path,
                                left ? "outside the sparse checkout" : "absent"),
                    left ? left_out_help(report_.unit.lock_path)
                         : "run `formwork compile` and commit the lock"));
    }
    report_losses(report_, out_);
    if (lock_is_whole(report_)) report_moved_assets(report_, out_);
    const std::set<std::string> renamed = other_case();
    for (const FileFact& fact : report_.files) {
      if (renamed.contains(fact.state.path)) continue;
      if (wrong_mode(fact)) mode(fact);
      if (fact.kind != FileKind::regular && fact.kind != FileKind::absent &&
          fact.artifact != SIZE_MAX)
        continue;  // DR011 says it all
      finding(fact);
    }
    report_built_ins(inputs_, report_, options_.strict, out_);
    report_lock_records(report_, out_.has_errors() || !lock_is_whole(report_), options_, out_);
  }

  // The executable bit counts as git would store it; where it does not track it (core.fileMode),
  // what the file system says means nothing.
  [[nodiscard]] bool wrong_mode(const FileFact& fact) const {
    if (!fact.wrong_mode || fact.kind != FileKind::regular || options_.repository == nullptr)
      return fact.wrong_mode;
    const auto stored = options_.repository->executable_as_stored(fact.state.path);
    return !stored || *stored != report_.output.facts[fact.artifact].executable;
  }

  [[nodiscard]] bool never_compiled() const {
    return !report_.lock_present && !report_.files.empty() &&
           std::all_of(report_.files.begin(), report_.files.end(),
                       [](const FileFact& f) { return f.verdict == Verdict::not_compiled; });
  }

  // DR011: an output that is missing, and a file of its name but for case: one finding, not two. A
  // file system that tells no case apart would show the one as the other.
  std::set<std::string> other_case() {
    std::map<std::string, std::string> missing;
    for (const FileFact& fact : report_.files) {
      if (fact.kind == FileKind::absent && fact.state.rendered)
        missing.emplace(lower_case(fact.state.path), fact.state.path);
    }
    std::set<std::string> out;
    if (missing.empty()) return out;
    const auto tell = [&](const std::string& found, const std::string& output) {
      out.insert({output, found});
      out_.add(make(Code::DR011, found,
                    fmt::format("`{}` is the output `{}` but for case", found, output),
                    fmt::format("rename it: `git mv {} {}`", found, output)));
    };
    for (const FileFact& fact : report_.files) {
      const auto it = fact.unknown ? missing.find(lower_case(fact.state.path)) : missing.end();
      if (it != missing.end()) tell(fact.state.path, it->second);
    }
    // Elsewhere the folders of what is missing are asked, and no others.
    for (const auto& [folded, output] : missing) {
      if (out.contains(output)) continue;
      if (const std::string found = but_for_case(output); !found.empty()) tell(found, output);
    }
    return out;
  }

  // What a folder holds, by name in lower case.
  using Names = std::multimap<std::string, FolderEntry>;

  const Names& names_in(const std::string& folder) {
    const auto [it, fresh] = folders_.try_emplace(folder);
    if (!fresh) return it->second;
    if (const auto entries = tree_.list(folder)) {
      for (const FolderEntry& entry : *entries) it->second.emplace(lower_case(entry.name), entry);
    }
    return it->second;
  }

  // The path of a file that is `path` but for case in any of its parts; empty if there is none.
  std::string but_for_case(const std::string& path) {
    std::string out;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const std::string part = path.substr(begin, end - begin);
      const FileKind due = end == path.size() ? FileKind::regular : FileKind::folder;
      const FolderEntry* near = nullptr;
      const auto [first, last] = names_in(out).equal_range(lower_case(part));
      for (auto it = first; it != last; ++it) {
        const FolderEntry& entry = it->second;
        if (entry.kind == due && (near == nullptr || entry.name == part)) near = &entry;
      }
      if (near == nullptr) return {};
      out += (out.empty() ? "" : "/") + near->name;
      begin = end + 1;
    }
    return out == path ? std::string() : out;
  }

  void mode(const FileFact& fact) {
    const std::string& path = fact.state.path;
    if (fact.kind == FileKind::link) {
      if (const std::string folder = linked_folder(tree_, path); !folder.empty()) {
        if (linked_.insert(folder).second) {
          out_.add(make(
              Code::DR011, folder,
              fmt::format("`{}` is a link; git has the link, and not what is behind it", folder),
              "put the folder itself there, then run `formwork compile`"));
        }
        return;
      }
    }
    // Git has no devices.
    std::string what =
        tree_.name() == "working tree" ? "is a device or FIFO" : "is a git submodule";
    if (fact.kind == FileKind::link) what = "is a link";
    if (fact.kind == FileKind::folder) what = "is a folder";
    if (fact.kind == FileKind::regular) {
      what = report_.output.facts[fact.artifact].executable ? "lacks the executable bit"
                                                            : "has the executable bit set";
    }
    out_.add(make(Code::DR011, path, fmt::format("`{}` {}", path, what),
                  fact.kind == FileKind::regular ? "run `formwork compile`"
                                                 : "remove it and run `formwork compile`"));
  }

  void finding(const FileFact& fact) {
    const std::string& path = fact.state.path;
    switch (fact.verdict) {
      case Verdict::clean:
        return;
      case Verdict::gone:
        if (!lock_is_whole(report_)) return;
        out_.add(make(Code::DR006, report_.unit.lock_path,
                      fmt::format("the lock records `{}`, which is no output of this unit", path),
                      "run `formwork compile` and commit the lock"));
        return;
      case Verdict::lock_behind:
        if (!lock_is_whole(report_)) return;  // said once, of the lock
        out_.add(make(Code::DR006, path,
                      fmt::format("`{}` is right, but the lock does not record it so", path),
                      "run `formwork compile` and commit the lock"));
        return;
      case Verdict::missing:
        if (outside_checkout(Code::DR007, path)) return;
        out_.add(fact.kind == FileKind::absent
                     ? make(Code::DR007, path, fmt::format("`{}` is missing", path),
                            "run `formwork compile`, or restore the file")
                     : make(Code::DR007, path,
                            fmt::format("the block of formwork in `{}` is missing", path),
                            "run `formwork compile`, which puts it at the end of the file"));
        return;
      case Verdict::not_compiled:
        if (outside_checkout(Code::DR008, path)) return;
        add_causes(
            subject_, fact,
            out_.add(make(Code::DR008, path, fmt::format("`{}` has not been compiled yet", path),
                          "run `formwork compile` and commit the file")));
        return;
      case Verdict::orphan:
        orphan(fact);
        return;
      case Verdict::stranger:
        out_.add(make(
            Code::DR010, path,
            fmt::format("`{}` stands where an output goes, and is not formwork's{}", path,
                        fact.unread == 0
                            ? ""
                            : fmt::format("; it has {} bytes, and was not read", fact.unread)),
            fmt::format("move it away, or let it be overwritten with `formwork compile --adopt {}`",
                        path)));
        return;
      case Verdict::stale_spec:
      case Verdict::stale_template:
      case Verdict::stale_compiler:
      case Verdict::edited:
      case Verdict::forged:
      case Verdict::stale_and_edited:
        report_difference(subject_, fact, out_);
        return;
      case Verdict::merged: {
        FileFact judged = fact;
        if (options_.git != nullptr && options_.git->edited_in_merge(report_, fact, tree_))
          judged.verdict = Verdict::edited;
        report_difference(subject_, judged, out_);
        return;
      }
    }
  }

  void orphan(const FileFact& fact) {
    const std::string& path = fact.state.path;
    if (fact.unknown) {
      if (left_by_tools(path)) return;
      out_.add(
          make(Code::DR009, path,
               fmt::format("`{}` is not an output, in a folder that formwork owns whole", path),
               "move it elsewhere, or remove it"));
      return;
    }
    if (!fact.state.found) {
      out_.add(make(Code::DR009, path,
                    fmt::format("`{}` is no longer an output, and a {} stands there", path,
                                fact.kind == FileKind::link ? "link" : "device"),
                    "remove it"));
      return;
    }
    switch (fate_of(inputs_, report_.unit, fact)) {
      case Orphan::removed:
        if (options_.git != nullptr && !options_.git->may_go(report_, fact, tree_)) {
          out_.add(make(
              Code::DR009, path,
              fmt::format("`{}` is no output; git does not have it, and only a record out of git "
                          "says that formwork wrote it",
                          path),
              fmt::format("`formwork compile` leaves it alone: move it elsewhere, or run "
                          "`formwork compile --discard {}`, which removes it",
                          path)));
          return;
        }
        out_.add(make(Code::DR009, path, fmt::format("`{}` is no longer an output", path),
                      "run `formwork compile`, which removes it"));
        return;
      case Orphan::edited:
        out_.add(make(Code::DR009, path, fmt::format("`{}` is no longer an output", path),
                      "it was edited by hand as well: move what you need of it, then remove it"));
        return;
      case Orphan::unproven:
        out_.add(
            make(Code::DR009, path,
                 fmt::format("the lock of `{}` records `{}`, which is no output; nothing else "
                             "says that formwork wrote it",
                             report_.unit.name, path),
                 fmt::format("run `formwork compile`, which mends the lock and leaves the file "
                             "alone, or `formwork compile --discard {}`, which removes it",
                             path)));
        return;
      case Orphan::elsewhere:
        out_.add(make(Code::DR009, path,
                      fmt::format("the lock of `{}` records `{}`, where it writes nothing",
                                  report_.unit.name, path),
                      "run `formwork compile`, which mends the lock and leaves the file alone"));
        return;
    }
  }

  // Git has the file, and a sparse checkout left it out of the working tree.
  [[nodiscard]] bool left_out(const std::string& path) const {
    return options_.repository != nullptr && options_.repository->is_left_out(path);
  }

  static std::string left_out_help(const std::string& path) {
    return fmt::format(
        "`git sparse-checkout add {}`, or check what git has: `formwork check "
        "--staged`, or --rev",
        path.substr(0, path.rfind('/')));
  }

  bool outside_checkout(Code code, const std::string& path) {
    if (!left_out(path)) return false;
    out_.add(make(code, path,
                  fmt::format("`{}` is outside the sparse checkout (skip-worktree)", path),
                  left_out_help(path)));
    return true;
  }

  // What git ignores and does not have is nobody's business; what it has is, ignored or not.
  [[nodiscard]] bool left_by_tools(const std::string& path) const {
    if (options_.repository == nullptr) return false;
    const auto state = options_.repository->state(path);
    return state && *state == GitRepository::State::ignored;
  }

  const Inputs& inputs_;
  const UnitReport& report_;
  const CheckOptions& options_;
  const Tree& tree_;
  const SourceMap& sources_;
  CommittedEdges edges_;
  Checked subject_;
  std::set<std::string> linked_{};  // folders that were told of
  std::map<std::string, Names> folders_{};
  Diagnostics& diagnostics_;
  Diagnostics out_;  // of this unit
};

}  // namespace

void report_abandoned(const Inputs& inputs, const Tree& tree, Diagnostics& diagnostics) {
  const auto folders = tree.list("infra");
  if (!folders) return;
  const std::vector<std::string>& names = inputs.workspace.names;
  for (const FolderEntry& folder : *folders) {
    if (folder.kind != FileKind::folder ||
        std::find(names.begin(), names.end(), folder.name) != names.end())
      continue;
    const std::string lock = fmt::format("infra/{}/formwork.lock", folder.name);
    const auto info = tree.info(lock);
    if (!info || info->kind != FileKind::regular) continue;
    const auto& told = diagnostics.items();  // in a folder that is owned whole
    if (std::any_of(told.begin(), told.end(),
                    [&](const Diagnostic& d) { return d.code == Code::DR009 && d.path == lock; }))
      continue;
    diagnostics.add(
        make(Code::DR009, lock,
             fmt::format("`infra/{0}` was compiled for an environment `{0}`, and there is none",
                         folder.name),
             fmt::format("remove `infra/{0}`, or bring `{1}/{0}.yaml` back", folder.name,
                         inputs.workspace.specs)));
  }
}

void report_drift(const Inputs& inputs, const UnitReport& report, const Tree& tree,
                  SourceMap& sources, const CheckOptions& options, Diagnostics& diagnostics) {
  Reporter(inputs, report, tree, sources, options, diagnostics).run();
  if (options.repository == nullptr) return;
  report_git_view(report, *options.repository, diagnostics);
  report_submodules(report, *options.repository, diagnostics);
}

}  // namespace formwork
