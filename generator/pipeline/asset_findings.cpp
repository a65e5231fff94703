#include "pipeline/asset_findings.h"

#include "base/text.h"
#include "csp/match.h"
#include "pipeline/module_files.h"
#include "pipeline/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace formwork {
namespace {

/// What is asked and said of a kind of code. In the texts `{0}` is its name, `{1}` its source.
struct KindWords {
  csp::InlineType type;
  std::string_view what, help;
};

const KindWords& words_of(asset::CodeKind kind) {
  using Type = csp::InlineType;
  constexpr std::string_view kAllow =
      "set `edge.csp.hashes: true`, or add `{1}` to the directive, or move it into a file";
  static constexpr std::array<KindWords, 5> kWords = {{
      {Type::script, "an inline script", kAllow},
      {Type::script_attribute, "the event handler `{0}`",
       "add the handler in a script. With `'unsafe-hashes'` and `{1}` in the directive it would "
       "run, and so would every attribute of that text that somebody injects"},
      {Type::navigation, "a `javascript:` link in `{0}`",
       "add a handler in a script; only `'unsafe-inline'` lets such a link run"},
      {Type::style, "an inline style", kAllow},
      {Type::style_attribute, "a `style` attribute",
       "give the element a class. With `'unsafe-hashes'` and `{1}` in the directive it would "
       "apply"},
  }};
  return kWords.at(static_cast<std::size_t>(kind));
}

/// Whether a page's own code runs or applies. Of what cannot be hashed only 'unsafe-inline' lets
/// it.
bool is_allowed(const csp::Policy& policy, const asset::InlineCode& code) {
  const csp::InlineType type = words_of(code.kind).type;
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

/// Whether a script that a page loads by `src` runs under a policy with 'strict-dynamic': then its
/// integrity alone counts (CSP3, "Script directives pre-request check"). Of others nothing is known
/// here, since the page's own address is not.
bool is_allowed(const csp::Policy& policy, const asset::LoadedScript& script) {
  const csp::Directive* governs = csp::governing(policy, "script-src-elem");
  if (governs == nullptr) return true;
  const csp::SourceList list = csp::parse_sources(*governs);
  if (!list.has("strict-dynamic")) return true;
  std::vector<csp::HashValue> integrity;
  for (const std::string& one : strongest_hashes(script.integrity)) {
    const csp::Source hash = csp::parse_source("'" + one + "'");
    integrity.push_back({hash.algorithm, hash.value});
  }
  return csp::match_integrity(list, integrity) != nullptr;
}

std::string what(const asset::InlineCode& code) {
  if (code.kind == asset::CodeKind::script && code.name == "srcdoc")
    return "the document in `srcdoc`";
  return fmt::format(fmt::runtime(words_of(code.kind).what), code.name, code.source);
}

std::string help_for(const asset::InlineCode& code) {
  if (!code.problem.empty()) return fmt::format("its hash cannot be known: {}", code.problem);
  return fmt::format(fmt::runtime(words_of(code.kind).help), code.name, code.source);
}

/// The policies under which `name`, a service or site, answers: those of the hosts that lead to it;
/// where none does, the shared ones. Parsed, each meaning once.
std::vector<csp::Policy> policies_over(const std::vector<SentPolicy>& sent, std::string_view name) {
  std::vector<const SentPolicy*> over, shared;
  for (const SentPolicy& one : sent) {
    if (one.expected.policy.empty()) continue;
    if (!one.serves || std::find(one.serves->begin(), one.serves->end(), name) != one.serves->end())
      over.push_back(&one);
    if (one.hosts.empty()) shared.push_back(&one);
  }
  std::set<std::string_view> known;
  std::vector<csp::Policy> out;
  for (const SentPolicy* one : over.empty() ? shared : over) {
    if (known.insert(one->expected.policy).second) out.push_back(csp::parse(one->expected.policy));
  }
  return out;
}

bool has_code(const Inputs& inputs, Node built) {
  return std::any_of(built.begin(), built.end(), [&](Node file) {
    const BuiltFile* found = inputs.built.find(std::string(file.key()));
    return found != nullptr && !(found->html.code.empty() && found->html.scripts.empty());
  });
}

void judge_inline(const Inputs& inputs, std::vector<UnitReport>& reports) {
  // Once for each piece of code, with all environments that block it.
  struct Blocked {
    UnitReport* report = nullptr;
    SourceId source = 0;
    std::string what{}, help{}, directive{};
    std::vector<std::string> environments{};
  };
  using Key = std::tuple<std::string, std::uint32_t, std::string>;
  std::map<Key, Blocked> blocked;
  std::map<Key, std::uint32_t> ends;
  const auto add = [&](UnitReport& report, const std::string& path, const BuiltFile& file,
                       std::uint32_t begin, std::uint32_t end, std::string what, std::string help,
                       std::string_view directive) {
    const Key key{path, begin, what};
    ends[key] = end;
    Blocked& entry = blocked[key];
    if (entry.report == nullptr)
      entry = {&report, file.source, std::move(what), std::move(help), std::string(directive), {}};
    const std::string name = fmt::format("`{}`", report.unit.name);
    if (entry.environments.empty() || entry.environments.back() != name)
      entry.environments.push_back(name);
  };
  const auto judge = [&](UnitReport& report, const csp::Policy& policy, const std::string& path,
                         const BuiltFile& file) {
    for (const asset::InlineCode& code : file.html.code) {
      if (is_allowed(policy, code)) continue;
      const auto* governs =
          csp::governing(policy, csp::effective_directive(words_of(code.kind).type));
      add(report, path, file, code.begin, code.end, what(code), help_for(code), governs->name);
    }
    for (const asset::LoadedScript& script : file.html.scripts) {
      if (is_allowed(policy, script)) continue;
      add(report, path, file, script.begin, script.end,
          fmt::format("the script `{}`", printable(script.url)),
          script.integrity.empty()
              ? "give it an `integrity`, and list the file in `assets`: beside `'strict-dynamic'` "
                "a script in the page runs by its hash alone"
              : "list the file in `assets`, or write the integrity of the one that is listed",
          csp::governing(policy, "script-src-elem")->name);
    }
  };
  for (UnitReport& report : reports) {
    if (report.unit.environment == nullptr) continue;
    for_each_builder(report.unit.document->root(), [&](std::string_view builder, Node built) {
      if (!has_code(inputs, built)) return;
      const auto policies = policies_over(report.output.policies, builder);
      for (const Node file : built) {
        const std::string path(file.key());
        const BuiltFile* found = inputs.built.find(path);
        if (found == nullptr) continue;
        for (const csp::Policy& policy : policies) judge(report, policy, path, *found);
      }
    });
  }
  for (const auto& [key, entry] : blocked) {
    entry.report->output.diagnostics.add(
        Code::FW4017, Span{entry.source, std::get<1>(key), ends[key]},
        fmt::format("{} is blocked by `{}` in the policy of {}", entry.what, entry.directive,
                    join(entry.environments, ", ")),
        entry.help);
  }
}

/// The built file that `url` means in the HTML file at `path`, of those that are listed: the site
/// may begin at any of the folders above it. Null where none fits.
const BuiltFile* target_of(const Inputs& inputs, const std::string& path, std::string_view url,
                           std::string& name) {
  url = url.substr(0, url.find_first_of("?#"));
  if (url.empty() || url.starts_with("//") || url.find(':') != std::string_view::npos)
    return nullptr;
  std::string folder = folder_of(path);
  const bool rooted = url.starts_with('/');
  if (rooted) url.remove_prefix(1);
  while (url.starts_with("./")) url.remove_prefix(2);
  while (!rooted && url.starts_with("../")) {
    url.remove_prefix(3);
    folder = folder_of(folder);
  }
  for (;;) {
    name = (folder.empty() ? "" : folder + "/") + std::string(url);
    if (const BuiltFile* found = inputs.built.find(name)) return found;
    if (!rooted || folder.empty()) return nullptr;
    folder = folder_of(folder);
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
