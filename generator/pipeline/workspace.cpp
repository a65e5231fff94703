#include "pipeline/workspace.h"

#include "base/text.h"
#include "document/yaml.h"
#include "function/functions.h"
#include "pack/built_in_schema.h"
#include "pipeline/built_in.h"
#include "pipeline/refuse_secrets.h"
#include "schema/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace formwork {
namespace {

constexpr const char* kFile = "formwork.yaml";

using Version = std::array<int, 3>;

// "1.4" is 1.4.0; nothing where a part is no number.
std::optional<std::pair<Version, std::size_t>> parse_version(std::string_view text) {
  Version out{};
  std::size_t part = 0;
  for (const std::string_view piece : split(text, '.')) {
    if (part == out.size() || piece.empty() || piece.front() == '-') return std::nullopt;
    const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), out[part]);
    if (error != std::errc() || end != piece.data() + piece.size()) return std::nullopt;
    ++part;
  }
  return std::pair(out, part);
}

std::optional<bool> satisfies_one(const Version& version, std::string_view part) {
  std::size_t digits = part.find_first_of("0123456789");
  if (digits == std::string_view::npos) return std::nullopt;
  const std::string_view op = part.substr(0, digits);
  const auto bound = parse_version(part.substr(digits));
  if (!bound) return std::nullopt;
  const auto& [limit, given] = *bound;
  if (op == ">=") return version >= limit;
  if (op == "<=") return version <= limit;
  if (op == ">") return version > limit;
  if (op == "<") return version < limit;
  if (op.empty() || op == "=")
    return std::equal(limit.begin(), limit.begin() + static_cast<std::ptrdiff_t>(given),
                      version.begin());
  return std::nullopt;
}

// Before defaults are filled: what a flag or variable did not say, and the file did.
Presentation presentation_of(Node root) {
  Presentation out;
  const Node map = root.find("presentation");
  if (!map) return out;
  if (const Node node = map.find("format")) out.format = std::string(node.text());
  if (const Node node = map.find("color")) out.color = std::string(node.text());
  if (const Node node = map.find("progress")) out.progress = node.as_bool();
  if (const Node node = map.find("jobs")) out.jobs = static_cast<unsigned>(node.as_int());
  return out;
}

/// False, with FW8003, where this compiler is not one that `requires` admits.
bool check_requires(const std::string& constraint, Span span, Diagnostics& diagnostics) {
  const auto fits = satisfies(compiler_version(), constraint);
  if (!fits) {
    diagnostics.add(Code::FW8003, span, fmt::format("`{}` is not a version constraint", constraint),
                    "write it as `>=0.1 <0.2`");
  } else if (!*fits) {
    diagnostics.add(Code::FW8003, span,
                    fmt::format("this workspace requires formwork `{}`, and this is {}", constraint,
                                compiler_version()),
                    "install a formwork of that range, or move `requires` and compile again");
  }
  return fits.value_or(false);
}

bool leaves_root(std::string_view folder) {
  const auto parts = split(folder, '/');
  return folder.starts_with('/') || std::find(parts.begin(), parts.end(), "..") != parts.end();
}

/// What a spec is: put into `out.names` or `out.bases`. False after an error.
bool sort_spec(const Tree& tree, const std::string& path, const LayerLoader& loader, Workspace& out,
               Diagnostics& diagnostics) {
  if (path.ends_with(".yml")) {  // never an environment; reported where none extends it
    out.bases.push_back(path);
    return true;
  }
  const std::size_t folder = out.specs.size() + 1;
  const std::string stem = path.substr(folder, path.size() - folder - 5);
  const Layer* const layer = loader.find(path);
  if (layer == nullptr) {
    const auto text = tree.read(path);
    if (text && text->find("metadata") != std::string::npos) {
      out.names.push_back(stem);  // broken: loading the environment says how
      return true;
    }
    diagnostics.append(Diagnostics(loader.problems(path)));  // none may vanish by it
    return false;
  }
  const Node own = layer->document.root().find_path("metadata.name");
  if (!own) {
    out.bases.push_back(path);
  } else if (own.text() == stem) {
    out.names.push_back(stem);
  } else {
    diagnostics.add(
        Code::FW8004, own.span(), fmt::format("`{}` calls itself `{}`", path, own.text()),
        fmt::format("rename the file to `{}.yaml`, or the environment to `{}`", own.text(), stem));
    return false;
  }
  return true;
}

}  // namespace

std::string_view compiler_version() {
  return FORMWORK_VERSION;
}

bool is_older(std::string_view version, std::string_view other) {
  const auto a = parse_version(version), b = parse_version(other);
  return a && b && a->second == 3 && b->second == 3 && a->first < b->first;
}

std::optional<bool> satisfies(std::string_view version, std::string_view constraint) {
  const auto parsed = parse_version(version);
  if (!parsed) return std::nullopt;
  bool all = true;
  bool some = false;
  for (const std::string_view part : split(constraint, ' ')) {
    if (trim(part).empty()) continue;
    const auto one = satisfies_one(parsed->first, trim(part));
    if (!one) return std::nullopt;
    all = all && *one;
    some = true;
  }
  if (!some) return std::nullopt;
  return all;
}

std::optional<Workspace> load_workspace(const Tree& tree, SourceMap& sources,
                                        Diagnostics& diagnostics,
                                        const std::function<void(const Presentation&)>& found,
                                        bool any_compiler) {
  LayerLoader loader(tree, sources);
  return load_workspace(tree, sources, loader, diagnostics, found, {}, any_compiler);
}

std::optional<Workspace> load_workspace(const Tree& tree, SourceMap& sources, LayerLoader& loader,
                                        Diagnostics& diagnostics,
                                        const std::function<void(const Presentation&)>& found,
                                        const std::function<unsigned()>& jobs, bool any_compiler) {
  auto text = tree.read(kFile);
  if (!text) {
    if (text.error().code == Code::FW7001) {
      diagnostics.add(
          make(Code::FW8002, kFile, fmt::format("no `{}` in the {}", kFile, tree.name()),
               "run `formwork init` to make a workspace here, or name one with `-C DIR`"));
    } else {
      diagnostics.add(text.error());
    }
    return std::nullopt;
  }
  const SourceId source = sources.add(kFile, std::move(*text));
  auto document = parse_yaml(source, sources, diagnostics);
  if (document) refuse_secrets(*document, source, sources, diagnostics);
  if (!document) return std::nullopt;
  const Schema schema =
      schema_of(BuiltInSchema::workspace, workspace_schema_image(), sources, builtin_functions());
  if (!validate(schema, *document, sources, diagnostics)) return std::nullopt;
  Workspace out;
  out.presentation = presentation_of(document->root());
  if (!fill(schema, *document, diagnostics)) return std::nullopt;
  if (found) found(out.presentation);
  const Node root = document->root();
  const auto text_of = [&](std::string_view key, std::string& target) {
    if (const Node node = root.find(key)) target = std::string(node.text());
  };
  text_of("specs", out.specs);
  text_of("overlays", out.overlays);
  text_of("requires", out.requires_text);
  if (!any_compiler && !out.requires_text.empty() &&
      !check_requires(out.requires_text, root.find("requires").span(), diagnostics)) {
    return std::nullopt;
  }

  for (const std::string_view key : {"specs", "overlays"}) {
    const Node node = root.find(key);
    if (!node || !leaves_root(node.text())) continue;
    diagnostics.add(Code::FW8002, node.span(),
                    fmt::format("the folder `{}` leaves the workspace", printable(node.text())),
                    fmt::format("write the path of a folder beside `{}`", kFile));
    return std::nullopt;
  }
  const auto entries = tree.list(out.specs);
  if (!entries) {
    diagnostics.add(entries.error());
    return std::nullopt;
  }
  std::vector<LayerFile> specs;
  for (const FolderEntry& entry : *entries) {
    const bool spec = entry.name.ends_with(".yaml") || entry.name.ends_with(".yml");
    if (spec && !entry.name.starts_with('.'))
      specs.push_back({out.specs + "/" + entry.name, LayerKind::environment});
  }
  loader.read_all(specs, jobs ? jobs() : 1);
  bool good = true;
  for (const LayerFile& spec : specs)
    good = sort_spec(tree, spec.path, loader, out, diagnostics) && good;
  if (!good) return std::nullopt;
  if (out.names.empty()) {
    diagnostics.add(make(Code::FW8002, out.specs, fmt::format("no environment in `{}`", out.specs),
                         "an environment is a `.yaml` file there with `metadata: {name: …}`; "
                         "`formwork init` writes some"));
    return std::nullopt;
  }
  return out;
}

}  // namespace formwork
