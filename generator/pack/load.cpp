// Packs from the binary and the overlay folder: manifests, templates, rules, each file read once.
#include "base/parallel.h"
#include "base/text.h"
#include "pack/built_in_schema.h"
#include "pack/embedded.h"
#include "pack/image.h"
#include "pack/overlay_kind.h"
#include "pack/pack.h"
#include "pack/path_pattern.h"
#include "pack/unused_overlay.h"
#include "rules/image.h"
#include "schema/schema.h"
#include "template/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>

namespace formwork {
namespace {

constexpr std::string_view kRoot = "templates/";

/// Finds pack files: the overlay's first, then the built-in.
class Files {
 public:
  Files(const PackInput& input, SourceMap& sources, PackSet& set, Diagnostics& diagnostics)
      : input_(input), sources_(sources), set_(set) {
    if (input.workspace != nullptr && !input.overlays.empty()) collect(input.overlays, diagnostics);
  }

  /// `path` from the root of the packs: "kubernetes/deployment.yaml". Thread-safe.
  std::optional<SourceId> source(const std::string& path) {
    const std::lock_guard lock(mutex_);
    if (const auto it = loaded_.find(path); it != loaded_.end()) return it->second;
    if (const auto it = overlaid_.find(path); it != overlaid_.end())
      return add(path, it->second.first, it->second.second);
    const std::string built_in = std::string(kRoot) + path;
    const auto& all = embedded_files();
    const bool exists = std::any_of(all.begin(), all.end(),
                                    [&](const EmbeddedFile& f) { return f.path == built_in; });
    if (!exists) return std::nullopt;
    return add(path, built_in, std::string(embedded(built_in)));
  }

  /// Files whose path begins with `folder`, without it, in order.
  [[nodiscard]] std::vector<std::string> below(const std::string& folder) const {
    std::set<std::string> names;
    for (const EmbeddedFile& file : embedded_below(std::string(kRoot) + folder))
      names.emplace(file.path.substr(kRoot.size() + folder.size()));
    for (const auto& [path, file] : overlaid_)
      if (path.starts_with(folder)) names.insert(path.substr(folder.size()));
    return {names.begin(), names.end()};
  }

  /// Files of the overlay folder, from the root of the packs, that stand in for no built-in one,
  /// that nothing took in, and that no other file there names: a template that is not due may.
  [[nodiscard]] std::vector<std::string> unused() const {
    std::vector<std::string> out;
    for (const auto& [path, file] : overlaid_) {
      if (loaded_.contains(path) || !embedded(std::string(kRoot) + path).empty()) continue;
      const std::string pack = path.substr(0, path.find('/') + 1);
      const std::string name = path.substr(pack.size());
      const bool named =
          std::any_of(overlaid_.begin(), overlaid_.end(), [&, &self = path](const auto& other) {
            return !pack.empty() && other.first != self && other.first.starts_with(pack) &&
                   other.second.second.find(name) != std::string::npos;
          });
      if (!named) out.push_back(path);
    }
    return out;
  }

  [[nodiscard]] std::set<std::string> pack_names() const {
    std::set<std::string> names;
    const auto collect_name = [&](std::string_view path) {
      const std::size_t slash = path.find('/');
      if (slash != std::string_view::npos && path.substr(slash) == "/pack.yaml")
        names.emplace(path.substr(0, slash));
    };
    for (const EmbeddedFile& file : embedded_below(kRoot))
      collect_name(file.path.substr(kRoot.size()));
    for (const auto& [path, file] : overlaid_) collect_name(path);
    return names;
  }

 private:
  SourceId add(const std::string& path, std::string shown, std::string bytes) {
    const SourceId id = sources_.add(std::move(shown), std::move(bytes));
    loaded_.emplace(path, id);
    return id;
  }

  void collect(const std::string& folder, Diagnostics& diagnostics) {
    const auto entries = input_.workspace->list(folder);
    if (!entries) {
      diagnostics.add(entries.error());
      return;
    }
    for (const FolderEntry& entry : *entries) {
      const std::string full = folder + "/" + entry.name;
      const std::string path = full.substr(input_.overlays.size() + 1);
      if (auto odd = odd_overlay(*input_.workspace, entry, full, path)) {
        diagnostics.add(std::move(*odd));
        continue;
      }
      if (entry.kind == FileKind::folder) {
        collect(full, diagnostics);
        continue;
      }
      auto bytes = input_.workspace->read(full);
      if (!bytes) {
        diagnostics.add(bytes.error());
        continue;
      }
      const std::string built_in = std::string(kRoot) + path;
      Overlay overlay;
      overlay.path = full;
      overlay.built_in = embedded(built_in).empty() ? "" : built_in;
      overlay.digest = sha256(*bytes);
      set_.overlays.emplace(built_in, overlay);
      overlaid_.emplace(path, std::pair(full, std::move(*bytes)));
    }
  }

  const PackInput& input_;
  SourceMap& sources_;
  PackSet& set_;
  std::mutex mutex_;
  std::map<std::string, SourceId> loaded_;
  std::map<std::string, std::pair<std::string, std::string>> overlaid_;
};

class Loader {
 public:
  Loader(const PackInput& input, SourceMap& sources, PackSet& set, const Schema& schema,
         Files& files, Diagnostics& diagnostics)
      : input_(input),
        sources_(sources),
        set_(set),
        schema_(schema),
        files_(files),
        diagnostics_(diagnostics) {}

  bool load(const std::string& name) {
    const auto source = files_.source(name + "/pack.yaml");
    if (input_.image != nullptr && !overlaid(std::string(kRoot) + name + "/")) {
      if (const std::string_view image = input_.image(name); !image.empty())
        return load_image(image, *source);
    }
    auto manifest = parse_data(*source, sources_, diagnostics_);
    if (!manifest || !validate(schema_, *manifest, sources_, diagnostics_) ||
        !fill(schema_, *manifest, diagnostics_)) {
      return false;
    }
    const Node root = manifest->root();
    Pack pack;
    pack.folder = std::string(kRoot) + name;
    pack.manifest = *source;
    pack.name = text(root, "pack");
    pack.description = text(root, "description");
    if (const Node target = root.find("target")) pack.targets.emplace_back(target.text());
    for (const Node target : root.find("targets")) pack.targets.emplace_back(target.text());
    if (pack.name != name) {
      diagnostics_.add(Code::FW6033, root.find("pack") ? root.find("pack").span() : root.span(),
                       fmt::format("the pack in folder `{}` calls itself `{}`", name, pack.name),
                       "give folder and pack the same name");
      return false;
    }
    if (pack.targets.empty()) {
      diagnostics_.add(Code::FW6033, root.span(), fmt::format("pack `{}` names no target", name),
                       "add `target:`, the word that `targets:` of a spec selects it by");
      return false;
    }
    const std::size_t before = diagnostics_.size();
    paths(root.find("owns"), set_.environment, pack.owns);
    paths(root.find("owns_shared"), set_.shared, pack.owns_shared);
    for (const Node folders : root.find("owns_by_target")) {
      if (known_target(folders.key(), folders.key_span(), pack))
        paths(folders, set_.environment, pack.owns_by_target[std::string(folders.key())]);
    }
    if (input_.targets.empty() || wanted(pack, input_.targets))
      for (const Node row : root.find("artifacts")) artifact(row, name, pack);
    const std::size_t index = set_.packs.size();
    for (const Node file : root.find("rules")) rules(file, name, index);
    if (const Node table = root.find("parity")) pack.parity = file_of(table, name).value_or(0);
    set_.packs.push_back(std::move(pack));
    return diagnostics_.size() == before;
  }

  /// Templates and rules, each on its own, when all manifests are read; last the templates that
  /// wait for the units. All of their findings are in `diagnostics`.
  void compile() {
    note_kinds();
    set_.task_types.resize(tasks_.size());
    std::vector<Task*> now;
    std::vector<Task*> later;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      tasks_[i].types = &set_.task_types[i];
      (waits(tasks_[i]) ? later : now).push_back(&tasks_[i]);
    }
    run(now);
    if (!later.empty()) {
      const std::vector<PlanInput> units = input_.units(set_);
      std::erase_if(later, [&](const Task* task) {
        const Pack& pack = set_.packs[task->pack];
        return !is_due(pack, pack.artifacts[*task->artifact], units);
      });
      run(later);
    }
    for (Task& task : tasks_) {
      diagnostics_.append(std::move(task.found));
      std::vector<Rule>& all = set_.packs[task.pack].rules;
      std::move(task.rules.begin(), task.rules.end(), std::back_inserter(all));
    }
  }

 private:
  /// Gives rules, or compiles a template into its row.
  struct Task {
    std::size_t pack = 0;
    std::optional<std::size_t> artifact{};  // the row, of a template
    std::function<std::vector<Rule>(TypeTable&, Diagnostics&)> work{};
    TypeTable* types = nullptr;
    Diagnostics found{};
    std::vector<Rule> rules{};
  };

  void run(const std::vector<Task*>& tasks) {
    for_each_index(tasks.size(), input_.jobs, [&](std::size_t i) {
      tasks[i]->rules = tasks[i]->work(*tasks[i]->types, tasks[i]->found);
    });
  }

  // What is wrong in a template of one's own, or in one that takes in a file of one's own, is told
  // whether it is due or not.
  [[nodiscard]] bool waits(const Task& task) const {
    return task.artifact && input_.units && !overlaid(set_.packs[task.pack].folder + "/");
  }

  [[nodiscard]] bool overlaid(const std::string& folder) const {
    const auto overlay = set_.overlays.lower_bound(folder);
    return overlay != set_.overlays.end() && overlay->first.starts_with(folder);
  }

  // The same from the image that the build made of it.
  bool load_image(std::string_view image, SourceId manifest) {
    const auto chosen = [&](std::string_view target) {
      return input_.targets.empty() || std::find(input_.targets.begin(), input_.targets.end(),
                                                 target) != input_.targets.end();
    };
    PackImage read = read_pack(image, manifest, *input_.functions, chosen);
    const auto source = [this](std::string_view path) {
      return *files_.source(std::string(path.substr(kRoot.size())));
    };
    const std::size_t pack = set_.packs.size();
    for (std::size_t i = 0; i < read.pack.artifacts.size(); ++i) {
      ArtifactRow& row = read.pack.artifacts[i];
      if (read.programs[i].empty()) {
        row.plain = source(row.file);
        continue;
      }
      tasks_.push_back({pack, i, [=, program = read.programs[i], this](TypeTable&, Diagnostics&) {
                          ArtifactRow& due = set_.packs[pack].artifacts[i];
                          due.compiled = template_of(program, due.language, due.dialect,
                                                     *input_.functions, source);
                          return std::vector<Rule>();
                        }});
    }
    for (const auto& [path, rules] : read.rules) {
      tasks_.push_back(
          {pack, {}, [=, at = source(path), rules = rules, this](TypeTable&, Diagnostics&) {
             return rules_of(rules, at, *input_.functions, [&](std::string_view on) {
               return input_.targets.empty() || may_apply(on, set_.packs[pack]);
             });
           }});
    }
    if (!read.parity.empty()) read.pack.parity = source(read.parity);
    set_.packs.push_back(std::move(read.pack));
    return true;
  }

  static std::string text(Node map, std::string_view key) {
    const Node node = map.find(key);
    return node ? std::string(node.text()) : std::string();
  }

  // Where the characters of a scalar begin: behind its opening quote.
  static Span inner(Node node) {
    Span span = node.span();
    if (node.style() == Style::single_quoted || node.style() == Style::double_quoted) {
      ++span.begin;
      if (span.end > span.begin) --span.end;
    }
    return span;
  }

  std::optional<Expr> expression(Node node, const Scope& scope) {
    return compile_expr(node.text(), inner(node), scope, *input_.functions, set_.types,
                        diagnostics_);
  }

  void paths(Node list, TypeRef root, std::vector<PathPattern>& out) {
    const Scope scope(root);
    for (const Node item : list) {
      auto pattern = compile_path(item.text(), inner(item), scope, *input_.functions, set_.types,
                                  diagnostics_);
      if (pattern) out.push_back(std::move(*pattern));
    }
  }

  std::optional<SourceId> file_of(Node node, const std::string& pack) {
    const std::string path(node.text());
    if (path.find("..") != std::string::npos || path.starts_with('/')) {
      diagnostics_.add(Code::FW6034, node.span(),
                       fmt::format("`{}` leaves the pack's folder", path),
                       "name a file below the folder of the manifest");
      return std::nullopt;
    }
    const auto source = files_.source(pack + "/" + path);
    if (!source) {
      diagnostics_.add(Code::FW6034, node.span(), fmt::format("the pack has no file `{}`", path),
                       fmt::format("expected at `templates/{0}/{1}` or in the overlay at `{0}/{1}`",
                                   pack, path));
    }
    return source;
  }

  bool known_target(std::string_view target, Span span, const Pack& pack) {
    if (std::find(pack.targets.begin(), pack.targets.end(), target) != pack.targets.end())
      return true;
    diagnostics_.add(Code::FW6033, span,
                     fmt::format("`{}` is no target of pack `{}`", target, pack.name),
                     fmt::format("its targets are: {}", join(pack.targets, ", ")));
    return false;
  }

  // A block stands between comments, in a file whose mode is its owner's.
  bool fits_block(Node row) {
    const std::string_view path = row.find("output").text();
    const char* why = nullptr;
    if (path.ends_with(".json")) why = "JSON has no comments to mark a block with";
    if (row.find("executable").as_bool()) why = "a block has no executable bit of its own";
    if (row.find("folder")) why = "a folder of files cannot be one block";
    if (why == nullptr) return true;
    diagnostics_.add(Code::FW6033, row.find("block").span(), why,
                     "leave `block` out, or let the row be a file of comments");
    return false;
  }

  void artifact(Node row, const std::string& pack_name, Pack& pack) {
    ArtifactRow out;
    out.span = row.span();
    out.unit = text(row, "unit") == "shared" ? UnitKind::shared : UnitKind::environment;
    const std::string repository = text(row, "repository");
    if (repository == "application") out.repository = Repository::application;
    if (repository == "both") out.repository = Repository::both;
    out.language = find_language(text(row, "language")).value_or(LanguageId::yaml);
    out.dialect = find_dialect(text(row, "dialect")).value_or(Dialect::none);
    out.executable = row.find("executable").as_bool();
    out.block = row.find("block").as_bool();
    if (out.block && !fits_block(row)) return;
    for (const Node control : row.find("controls")) out.controls.emplace_back(control.text());
    if (const Node target = row.find("target")) {
      if (!known_target(target.text(), target.span(), pack)) return;
      out.target = target.text();
      if (!input_.targets.empty() && std::find(input_.targets.begin(), input_.targets.end(),
                                               out.target) == input_.targets.end())
        return;
    }

    Scope scope(out.unit == UnitKind::shared ? set_.shared : set_.environment);
    bool ok = true;
    const Node each = row.find("each");
    const Node as = row.find("as");
    if (each) ok = repeat(each, as, scope, out.each, out.each_names);
    if (const Node when = row.find("when")) {
      const auto expr = expression(when, scope);
      ok = ok && expr.has_value();
      if (expr) {
        out.when = *expr;
        for (const std::string& path : expr->narrows()) scope.narrow(path);
      }
    }
    if (!ok) return;
    auto path = compile_path(row.find("output").text(), inner(row.find("output")), scope,
                             *input_.functions, set_.types, diagnostics_);
    if (!path) return;
    out.output = std::move(*path);
    if (const Node csp = row.find("csp")) policies(csp, scope, out.csp);
    if (row.find("folder")) {
      folder(row, pack_name, std::move(out), scope.variables().size(), pack);
      return;
    }
    if (content(row, pack_name, scope, pack.artifacts.size(), out))
      pack.artifacts.push_back(std::move(out));
  }

  void policies(Node csp, const Scope& scope, CspRow& out) {
    out.edge = text(csp, "edge");
    policy(csp, scope, out.shared);
    const Node own = csp.find("own");
    if (!own) return;
    Scope inner = scope;
    if (!repeat(own.find("each"), own.find("as"), inner, out.each, out.each_names)) return;
    if (const Node when = own.find("when")) {
      if (const auto expr = expression(when, inner)) {
        out.when = *expr;
        for (const std::string& path : expr->narrows()) inner.narrow(path);
      }
    }
    policy(own, inner, out.own);
  }

  void policy(Node row, const Scope& scope, PolicyRow& out) {
    const std::pair<std::string_view, Expr*> fields[] = {
        {"policy", &out.policy}, {"header", &out.header}, {"headers", &out.headers},
        {"hosts", &out.hosts},   {"serves", &out.serves}, {"sets", &out.sets}};
    for (const auto& [name, expr] : fields) {
      const Node node = row.find(name);
      if (!node) continue;
      if (const auto compiled = expression(node, scope)) *expr = *compiled;
    }
  }

  bool repeat(Node each, Node as, Scope& scope, Expr& out, std::size_t& names) {
    const auto expr = expression(each, scope);
    if (!expr) return false;
    const TypeRef type = expr->type();
    const bool map = type->kind == TypeKind::map;
    if ((!map && type->kind != TypeKind::list) || expr->optional()) {
      diagnostics_.add(Code::FW6035, expr->span(),
                       fmt::format("`each` takes a map or a list, not {}{}",
                                   expr->optional() ? "an optional " : "", type->describe()),
                       "write `?? {}` behind an optional map, `?? []` behind an optional list");
      return false;
    }
    if (!as || as.size() != (map ? 2U : 1U)) {
      diagnostics_.add(
          Code::FW6035, as ? as.span() : each.span(),
          map ? "`each` over a map binds two names" : "`each` over a list binds one name",
          map ? "add `as: [name, value]`" : "add `as: [item]`");
      return false;
    }
    out = *expr;
    names = as.size();
    if (map) {
      scope.push({std::string(as.at(0).text()),
                  type->key != nullptr ? type->key : basic_type(TypeKind::identifier), false});
    }
    scope.push({std::string(as.at(as.size() - 1).text()), type->element, false});
    return true;
  }

  // One row for each file of the folder; its language is that of its name.
  void folder(Node row, const std::string& pack_name, ArtifactRow out, std::size_t slots,
              Pack& pack) {
    const Node node = row.find("folder");
    if (row.find("template") || row.find("static")) {
      one_of(row);
      return;
    }
    const std::string inside(node.text());
    const std::vector<std::string> names = files_.below(pack_name + "/" + inside + "/");
    if (names.empty() || inside.find("..") != std::string::npos) {
      diagnostics_.add(Code::FW6034, node.span(),
                       fmt::format("the pack has no files below `{}`", inside),
                       fmt::format("expected at `templates/{0}/{1}` or in the overlay at `{0}/{1}`",
                                   pack_name, inside));
      return;
    }
    out.slots = slots;
    for (const std::string& name : names) {
      ArtifactRow file = out;
      const std::string path = inside + "/" + name;
      file.id = pack_name + ":" + path;
      file.file = std::string(kRoot) + pack_name + "/" + path;
      file.plain = *files_.source(pack_name + "/" + path);
      file.language = language_of(name);
      file.executable = file.language == LanguageId::shell;
      file.output.parts.push_back({"/" + name});
      pack.artifacts.push_back(std::move(file));
    }
  }

  void one_of(Node row) {
    diagnostics_.add(Code::FW6036, row.find("output").span(),
                     "an artifact has one of `template`, `static` and `folder`",
                     "name the one file, or the folder, it is made from");
  }

  bool content(Node row, const std::string& pack_name, const Scope& scope, std::size_t index,
               ArtifactRow& out) {
    const Node tmpl = row.find("template");
    const Node plain = row.find("static");
    if (static_cast<bool>(tmpl) == static_cast<bool>(plain)) {
      one_of(row);
      return false;
    }
    const Node file = tmpl ? tmpl : plain;
    out.id = pack_name + ":" + std::string(file.text());
    out.file = std::string(kRoot) + pack_name + "/" + std::string(file.text());
    const auto source = file_of(file, pack_name);
    if (!source) return false;
    out.slots = scope.variables().size();
    if (plain) {
      out.plain = *source;
      return true;
    }
    const TemplateInput input{*source, out.language, out.dialect};
    const std::size_t pack = set_.packs.size();
    tasks_.push_back({pack, index, [=, this](TypeTable& types, Diagnostics& diagnostics) {
                        const IncludeLoader include = [&](const std::string& path) {
                          return files_.source(pack_name + "/" + path);
                        };
                        Scope own = scope;
                        set_.packs[pack].artifacts[index].compiled = compile_template(
                            input, sources_, own, *input_.functions, types, include, diagnostics);
                        return std::vector<Rule>();
                      }});
    return true;
  }

  void rules(Node file, const std::string& pack_name, std::size_t pack) {
    const auto source = file_of(file, pack_name);
    if (!source) return;
    const auto run = [source = *source, pack, this](TypeTable& types, Diagnostics& diagnostics) {
      const auto document = parse_data(source, sources_, diagnostics);
      if (!document) return std::vector<Rule>();
      const auto due = [&](std::string_view on) { return may_apply(on, set_.packs[pack]); };
      // What is wrong in a rule of one's own is told whether it is due or not.
      const bool built_in = sources_.path(source).starts_with(kRoot) && !input_.targets.empty();
      return compile_rules(*document, sources_, *input_.functions, types, set_.environment,
                           diagnostics, built_in ? due : std::function<bool(std::string_view)>())
          .value_or(std::vector<Rule>());
    };
    tasks_.push_back({pack, {}, run});
  }

  // Of the kinds of objects that come from one language alone, those that some row may give.
  void note_kinds() {
    for (const Pack& pack : set_.packs) {
      for (const ArtifactRow& row : pack.artifacts) {
        if (row.language == LanguageId::hcl) kinds_.insert("terraform");
        if (row.language == LanguageId::bicep) kinds_.insert("bicep");
        if (row.language == LanguageId::dockerfile) kinds_.insert("dockerfile");
        if (row.dialect == Dialect::workflow) kinds_.insert({"workflow", "action"});
      }
    }
  }

  // False if no output can have an object of the type, so that the rule would never be asked.
  [[nodiscard]] bool may_apply(std::string_view on, const Pack& pack) const {
    constexpr std::string_view kOfOneLanguage[] = {"terraform", "bicep", "dockerfile", "workflow",
                                                   "action"};
    const std::string_view kind = on.substr(0, on.find('/'));
    if (kind == "spec") return wanted(pack, input_.targets);
    const bool known = std::find(std::begin(kOfOneLanguage), std::end(kOfOneLanguage), kind) !=
                       std::end(kOfOneLanguage);
    return !known || kinds_.count(kind) != 0;
  }

  const PackInput& input_;
  SourceMap& sources_;
  PackSet& set_;
  const Schema& schema_;
  Files& files_;
  Diagnostics& diagnostics_;
  std::vector<Task> tasks_{};  // by pack
  std::set<std::string_view> kinds_{};
};

TypeRef shared_root(PackSet& set) {
  Type root;
  root.kind = TypeKind::record;
  root.name = "workspace";
  root.fields.push_back({"environments", set.types.map_of(set.environment)});  // all, by name
  root.fields.push_back({"reference", set.environment});  // the one of the highest tier
  Type here;  // which repositories' files are being made: both, where there is one for all
  here.kind = TypeKind::record;
  here.name = "here";
  here.fields.push_back({"application", basic_type(TypeKind::boolean)});
  here.fields.push_back({"infrastructure", basic_type(TypeKind::boolean)});
  root.fields.push_back({"here", &set.types.add(std::move(here))});
  return &set.types.add(std::move(root));
}

}  // namespace

std::string_view name(UnitKind kind) {
  return kind == UnitKind::shared ? "shared" : "environment";
}

std::optional<PackSet> load_packs(const PackInput& input, SourceMap& sources,
                                  Diagnostics& diagnostics) {
  std::optional<PackSet> set(std::in_place);
  set->environment = input.environment;
  set->shared = shared_root(*set);

  const Schema schema =
      schema_of(BuiltInSchema::pack, input.manifest_schema, sources, *input.functions);
  Files files(input, sources, *set, diagnostics);
  Loader loader(input, sources, *set, schema, files, diagnostics);
  bool ok = !diagnostics.has_errors();
  for (const std::string& pack : files.pack_names()) ok = loader.load(pack) && ok;
  loader.compile();
  if (!ok || diagnostics.has_errors()) return std::nullopt;
  report_unused(
      files.unused(), input.overlays, files.pack_names(),
      [&](const std::string& folder) { return files.below(folder); }, diagnostics);
  return set;
}

}  // namespace formwork
