#include "pipeline/asset_findings.h"

#include "base/text.h"
#include "csp/match.h"
#include "pipeline/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace formwork {
namespace {

csp::InlineType type_of(asset::CodeKind kind) {
  switch (kind) {
    case asset::CodeKind::script:
      return csp::InlineType::script;
    case asset::CodeKind::script_attribute:
      return csp::InlineType::script_attribute;
    case asset::CodeKind::script_link:
      return csp::InlineType::navigation;
    case asset::CodeKind::style:
      return csp::InlineType::style;
    case asset::CodeKind::style_attribute:
      return csp::InlineType::style_attribute;
  }
  return csp::InlineType::script;
}

/// Whether a page's own code runs or applies. Of what cannot be hashed only 'unsafe-inline' lets
/// it.
bool is_allowed(const csp::Policy& policy, const asset::InlineCode& code) {
  const csp::InlineType type = type_of(code.kind);
  const csp::Directive* governs = csp::governing(policy, csp::effective_directive(type));
  if (governs == nullptr) return true;
  const csp::SourceList list = csp::parse_sources(*governs);
  if (csp::allows_all_inline(list, type) != nullptr) return true;
  if (code.source.empty()) return false;
  const csp::Source hash = csp::parse_source(code.source);
  csp::Element element;
  element.hashes.push_back({hash.algorithm, hash.value});
  return csp::match_element(list, type, element) != nullptr;
}

std::string what(const asset::InlineCode& code) {
  switch (code.kind) {
    case asset::CodeKind::script:
      return code.name == "srcdoc" ? "the document in `srcdoc`" : "an inline script";
    case asset::CodeKind::script_attribute:
      return fmt::format("the event handler `{}`", code.name);
    case asset::CodeKind::script_link:
      return fmt::format("a `javascript:` link in `{}`", code.name);
    case asset::CodeKind::style:
      return "an inline style";
    case asset::CodeKind::style_attribute:
      return "a `style` attribute";
  }
  return {};
}

std::string help_for(const asset::InlineCode& code) {
  if (!code.problem.empty()) return fmt::format("its hash cannot be known: {}", code.problem);
  switch (code.kind) {
    case asset::CodeKind::script:
    case asset::CodeKind::style:
      return fmt::format(
          "set `edge.csp.hashes: true`, or add `{}` to the directive, or move it into "
          "a file",
          code.source);
    case asset::CodeKind::script_attribute:
      return fmt::format(
          "add the handler in a script. With `'unsafe-hashes'` and `{}` in the "
          "directive it would run, and so would every attribute of that text that "
          "somebody injects",
          code.source);
    case asset::CodeKind::style_attribute:
      return fmt::format(
          "give the element a class. With `'unsafe-hashes'` and `{}` in the directive "
          "it would apply",
          code.source);
    case asset::CodeKind::script_link:
      return "add a handler in a script; only `'unsafe-inline'` lets such a link run";
  }
  return {};
}

void judge_inline(const Inputs& inputs, std::vector<UnitReport>& reports) {
  // Once for each piece of code, with all environments that block it.
  using Key = std::tuple<std::string, std::uint32_t, asset::CodeKind, std::string>;
  struct Blocked {
    UnitReport* report = nullptr;
    const asset::InlineCode* code = nullptr;
    std::string directive{};
    std::vector<std::string> environments{};
  };
  std::map<Key, Blocked> blocked;
  for (UnitReport& report : reports) {
    if (report.unit.environment == nullptr) continue;
    const auto policies = distinct(report.output.policies);
    std::set<std::string> seen;
    for_each_built(report.unit.document->root(), [&](std::string_view path, Node) {
      const BuiltFile* file = inputs.built.find(std::string(path));
      if (file == nullptr || !seen.emplace(path).second) return;
      for (const asset::InlineCode& code : file->html.code) {
        for (const SentPolicy& one : policies) {
          if (one.expected.policy.empty()) continue;
          const csp::Policy policy = csp::parse(one.expected.policy);
          if (is_allowed(policy, code)) continue;
          const auto* governs =
              csp::governing(policy, csp::effective_directive(type_of(code.kind)));
          Blocked& entry = blocked[{std::string(path), code.begin, code.kind, code.source}];
          if (entry.report == nullptr) {
            entry.report = &report;
            entry.code = &code;
            entry.directive = governs->name;
          }
          entry.environments.push_back(fmt::format("`{}`", report.unit.name));
          break;
        }
      }
    });
  }
  for (const auto& [key, entry] : blocked) {
    const SourceId source = inputs.built.find(std::get<0>(key))->source;
    entry.report->output.diagnostics.add(
        Code::FW4017, Span{source, entry.code->begin, entry.code->end},
        fmt::format("{} is blocked by `{}` in the policy of {}", what(*entry.code), entry.directive,
                    join(entry.environments, ", ")),
        help_for(*entry.code));
  }
}

/// The built file that `url` means in the HTML file at `path`, of those that are listed: the site
/// may begin at any of the folders above it. Null where none fits.
const BuiltFile* target_of(const Inputs& inputs, const std::string& path, std::string_view url,
                           std::string& name) {
  url = url.substr(0, url.find_first_of("?#"));
  if (url.empty() || url.starts_with("//") || url.find(':') != std::string_view::npos)
    return nullptr;
  std::string folder = path.substr(0, path.find('/') == std::string::npos ? 0 : path.rfind('/'));
  const bool rooted = url.starts_with('/');
  if (rooted) url.remove_prefix(1);
  while (url.starts_with("./")) url.remove_prefix(2);
  while (!rooted && url.starts_with("../")) {
    url.remove_prefix(3);
    folder = folder.substr(0, folder.find('/') == std::string::npos ? 0 : folder.rfind('/'));
  }
  for (;;) {
    name = (folder.empty() ? "" : folder + "/") + std::string(url);
    if (const BuiltFile* found = inputs.built.find(name)) return found;
    if (!rooted || folder.empty()) return nullptr;
    folder = folder.substr(0, folder.find('/') == std::string::npos ? 0 : folder.rfind('/'));
  }
}

void judge_integrity(const Inputs& inputs, std::vector<UnitReport>& reports) {
  std::set<std::string> seen;
  for (UnitReport& report : reports) {
    if (report.unit.environment == nullptr) continue;
    for_each_built(report.unit.document->root(), [&](std::string_view path, Node) {
      const BuiltFile* file = inputs.built.find(std::string(path));
      if (file == nullptr || !seen.emplace(path).second) return;
      for (const asset::Checked& one : file->html.checked) {
        std::string name;
        const BuiltFile* loaded = target_of(inputs, std::string(path), one.url, name);
        if (loaded == nullptr || matches_integrity(loaded->hashes, one.integrity)) continue;
        Diagnostic d =
            make(Code::DR027, Span{file->source, one.begin, one.end},
                 fmt::format("`{}` loads `{}` by the integrity of another file: browsers "
                             "refuse it",
                             path, printable(one.url)),
                 "build both together, or write the integrity of the file");
        d.notes.push_back({{}, name, fmt::format("its integrity is {}", loaded->integrity())});
        report.output.diagnostics.add(std::move(d));
      }
    });
  }
}

}  // namespace

void judge_built_files(const Inputs& inputs, std::vector<UnitReport>& reports) {
  judge_inline(inputs, reports);
  judge_integrity(inputs, reports);
}

void report_moved_assets(const UnitReport& report, Diagnostics& diagnostics) {
  // Where the list itself moved, that is the cause of what came and went.
  const bool listed_anew = std::any_of(report.moved.values.begin(), report.moved.values.end(),
                                       [](const MovedInputs::Moved& moved) {
                                         return moved.path.find(".assets") != std::string::npos;
                                       });
  const auto& was = report.locked().assets;
  const auto& is = report.output.lock.assets;
  for (const MovedInputs::Moved& moved : report.moved.assets) {
    const auto before = was.find(moved.path);
    const auto now = is.find(moved.path);
    if (listed_anew && (before == was.end() || now == is.end())) continue;
    std::string message, help = "run `formwork compile` and commit the result";
    if (now == is.end()) {
      message = fmt::format("the built file `{}` is gone since it was compiled", moved.path);
    } else if (before == was.end()) {
      message = fmt::format("the built file `{}` came after what is compiled: it is {}", moved.path,
                            now->second);
    } else if (before->second.empty()) {
      message = fmt::format(
          "the built file `{}` was not compiled since its record was merged: it "
          "is {}",
          moved.path, now->second);
    } else {
      message =
          fmt::format("the built file `{}` is not the one that was compiled: it was {} and is {}",
                      moved.path, before->second, now->second);
      help += "; where it should not have changed, build it again";
    }
    diagnostics.add(make(Code::DR027, moved.path, std::move(message), std::move(help)));
  }
}

std::vector<Note> integrity_notes(const Inputs& inputs, const UnitReport& report,
                                  std::string_view rendered, std::string_view found) {
  std::vector<Note> out;
  for (const auto& [path, integrity] : report.output.lock.assets) {
    const BuiltFile* file = inputs.built.find(path);
    if (file == nullptr) continue;
    std::vector<std::string> lost;
    for (const asset::InlineCode& code : file->html.code) {
      if (!code.source.empty() && rendered.find(code.source) != std::string_view::npos &&
          found.find(code.source) == std::string_view::npos &&
          std::find(lost.begin(), lost.end(), code.source) == lost.end())
        lost.push_back(code.source);
    }
    if (rendered.find(integrity) != std::string_view::npos &&
        found.find(integrity) == std::string_view::npos)
      lost.push_back(integrity);
    if (!lost.empty())
      out.push_back(
          {{}, path, fmt::format("DR027: it has {}, which is gone here", join(lost, ", "))});
  }
  return out;
}

}  // namespace formwork
