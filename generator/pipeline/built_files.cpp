#include "pipeline/built_files.h"

#include "base/text.h"
#include "files/safe_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace formwork {
namespace {

constexpr std::string_view kSections[] = {"sites", "services"};

bool is_pattern(std::string_view path) {
  return path.find('*') != std::string_view::npos;
}

bool is_html(std::string_view path) {
  std::string low(path);
  std::transform(low.begin(), low.end(), low.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  });
  return low.ends_with(".html") || low.ends_with(".htm");
}

/// The files below `folder` that fit the parts of a pattern from `part` on. Links are not followed.
void find_files(const Tree& tree, const std::string& folder,
                const std::vector<std::string_view>& parts, std::size_t part,
                std::set<std::string>& out) {
  const std::string_view pattern = parts[part];
  const bool last = part + 1 == parts.size();
  const std::string before = folder.empty() ? "" : folder + "/";
  if (!is_pattern(pattern) && !last)
    return find_files(tree, before + std::string(pattern), parts, part + 1, out);
  const auto entries = tree.list(folder);
  if (!entries) return;
  const bool deep = pattern == "**";
  if (deep && !last) find_files(tree, folder, parts, part + 1, out);
  for (const FolderEntry& entry : *entries) {
    if (entry.kind == FileKind::folder && deep)
      find_files(tree, before + entry.name, parts, part, out);
    if (!deep && !glob_match(pattern, entry.name)) continue;
    if (entry.kind == FileKind::regular && last) out.insert(before + entry.name);
    if (entry.kind == FileKind::folder && !deep && !last)
      find_files(tree, before + entry.name, parts, part + 1, out);
  }
}

Diagnostic absent(const std::string& path, Span item, const Tree& tree) {
  Diagnostic d = make(
      Code::DR027, item,
      is_pattern(path) ? fmt::format("no file fits `{}` in the {}", path, tree.name())
                       : fmt::format("the built file `{}` is missing in the {}", path, tree.name()),
      "build it, and commit what is built; or take it out of `assets`");
  return d;
}

}  // namespace

const BuiltFile* BuiltFiles::find(const std::string& path) const {
  const auto it = files_.find(path);
  return it == files_.end() ? nullptr : &it->second;
}

const BuiltFile* BuiltFiles::read(const Tree& tree, const std::string& path, Span item,
                                  SourceMap& sources, Diagnostics& diagnostics) {
  if (const BuiltFile* known = find(path)) return known;
  if (const auto why = unsafe_path(path)) {
    diagnostics.add(Code::DR027, item,
                    fmt::format("the built file `{}` cannot be listed: {}", printable(path), *why),
                    "build it under another name, or narrow the pattern");
    return nullptr;
  }
  auto text = tree.read(path);
  if (!text) {
    Diagnostic d = text.error().code == Code::FW7001 ? absent(path, item, tree) : text.error();
    if (!d.span.valid()) d.span = item;
    diagnostics.add(std::move(d));
    return nullptr;
  }
  BuiltFile file;
  file.hashes = hash_expressions(*text);
  if (is_html(path)) {
    file.html = asset::read_html(*text);
    file.source = sources.add(path, std::move(*text));
  } else {
    file.source = sources.add(path, std::string());
  }
  sources_.insert(file.source);
  return &files_.emplace(path, std::move(file)).first->second;
}

const std::vector<std::string>* BuiltFiles::expand(const Tree& tree, Node item,
                                                   Diagnostics& diagnostics) {
  const std::string_view path = item.text();
  auto known = expanded_.find(path);
  if (known == expanded_.end()) {
    std::set<std::string> found;
    if (is_pattern(path))
      find_files(tree, {}, split(path, '/'), 0, found);
    else
      found.emplace(path);
    known =
        expanded_.emplace(std::string(path), std::vector<std::string>(found.begin(), found.end()))
            .first;
  }
  if (path.starts_with("infra/")) {
    diagnostics.add(
        Code::DR027, item.span(),
        fmt::format("`{}` lies where formwork writes: its outputs would hang on themselves", path),
        "list files that are built elsewhere");
    return nullptr;
  }
  if (known->second.empty()) {
    diagnostics.add(absent(std::string(path), item.span(), tree));
    return nullptr;
  }
  return &known->second;
}

bool BuiltFiles::measure(const Tree& tree, Document& environment, SourceMap& sources,
                         Diagnostics& diagnostics) {
  bool ok = true;
  for (const std::string_view section : kSections) {
    for (const Node entry : environment.root().find(section)) {
      const Node assets = entry.find("assets");
      if (!assets.is(Kind::list)) continue;
      std::map<std::string, const BuiltFile*> found;
      for (const Node item : assets) {
        const auto* paths = expand(tree, item, diagnostics);
        ok = ok && paths != nullptr;
        if (paths == nullptr) continue;
        for (const std::string& path : *paths) {
          const BuiltFile* file = read(tree, path, item.span(), sources, diagnostics);
          ok = ok && file != nullptr;
          if (file != nullptr) found.emplace(path, file);
        }
      }
      const NodeId built = environment.add_map();
      for (const auto& [path, file] : found) {
        const Span whole{file->source, 0, 0};
        const NodeId record = environment.add_map();
        environment.append(record, "integrity", whole,
                           environment.add_string(file->integrity(), whole));
        std::map<std::string_view, std::map<std::string_view, Span>> hashes;
        for (const asset::InlineCode& code : file->html.code) {
          if (!code.source.empty())
            hashes[directive_of(code.kind)].emplace(code.source,
                                                    Span{file->source, code.begin, code.end});
        }
        const NodeId kinds = environment.add_map();
        for (const auto& [directive, by_source] : hashes) {
          const NodeId list = environment.add_list(whole);
          for (const auto& [source, span] : by_source)
            environment.append(list, environment.add_string(source, span));
          environment.append(kinds, directive, whole, list);
        }
        environment.append(record, "hashes", whole, kinds);
        environment.append(built, path, whole, record);
      }
      environment.append(entry.id(), "built", Span{}, built);
    }
  }
  return ok;
}

void for_each_builder(Node environment, const std::function<void(std::string_view, Node)>& each) {
  for (const std::string_view section : kSections) {
    for (const Node entry : environment.find(section)) {
      if (const Node built = entry.find("built"); built.size() != 0) each(entry.key(), built);
    }
  }
}

void for_each_built(Node environment, const std::function<void(std::string_view, Node)>& each) {
  for_each_builder(environment, [&](std::string_view, Node built) {
    for (const Node file : built) each(file.key(), file);
  });
}

}  // namespace formwork
