#include "language/bicep/fold.h"

#include "language/bicep/reader.h"
#include "language/bicep/scope.h"

#include <fmt/format.h>

namespace formwork::lang::bicep {
namespace {

bool is_false(const Datum& datum) {
  return datum.is(DatumKind::boolean) && !datum.truth();
}

/// Writes bodies, instance by instance.
class Writer {
 public:
  explicit Writer(fold::Folded& out) : out_(out), document_(*out.document) {}

  void file(Scope& scope, const std::string& prefix, bool root) {
    const Tree& tree = scope.file().tree;
    for (std::size_t i = 0; i < tree.size(tree.root); ++i) {
      const Ref ref = tree.child(tree.root, i);
      switch (tree.kind(ref)) {
        case Syntax::resource:
          resource(scope, ref, prefix, {}, nullptr);
          break;
        case Syntax::module:
          module(scope, ref, prefix);
          break;
        case Syntax::output:
          if (root) output(scope, ref);
          break;
        default:
          break;
      }
    }
  }

 private:
  struct Around {
    std::string symbol{};  // with the turn: `kv[0]`
    std::string type{}, version{};
  };

  void resource(Scope& scope, Ref ref, const std::string& prefix, const Around& around,
                const Local* locals) {
    const Tree& tree = scope.file().tree;
    const Ref value = tree.child(ref, 7);
    std::string type;
    Around own;
    own.version = around.version;
    const bool constant = constant_string(tree, tree.child(ref, 3), type);
    if (const std::size_t at = type.find('@'); at != std::string::npos) {
      own.version = type.substr(at + 1);
      type.resize(at);
    }
    own.type = around.type.empty() ? type : around.type + "/" + type;
    std::vector<Turn> all;
    if (tree.kind(value) == Syntax::for_) {
      all = scope.turns(value, locals);
    } else {
      all.emplace_back();
      if (locals != nullptr) all.back().locals.push_back(*locals);
    }
    for (const Turn& turn : all) {
      const Local* inner = turn.locals.empty() ? nullptr : &turn.locals.back();
      own.symbol = around.symbol.empty() ? "" : around.symbol + "::";
      own.symbol.append(tree.source(tree.child(ref, 2))).append(turn.suffix);
      const Ref condition = scope.condition_of(value);
      const Datum wanted = condition ? scope.eval(condition, inner) : Datum::of_bool(true);
      if (is_false(wanted)) continue;
      const Ref name = tree.child(ref, 2);
      const NodeId body = document_.add_map(scope.span(ref));
      text(scope, body, "type", constant ? own.type : "", tree.child(ref, 3), constant);
      text(scope, body, "apiVersion", own.version, tree.child(ref, 3), constant);
      const bool existing = static_cast<bool>(tree.child(ref, 4));
      if (existing) document_.append(body, "existing", scope.span(name), document_.add_bool(true));
      if (!wanted.known())
        document_.append(body, "condition", scope.span(condition),
                         fold::add(document_, wanted, scope.span(condition)));
      if (!around.symbol.empty())
        document_.append(body, "parent", scope.span(name),
                         document_.add_text(Kind::unknown, around.symbol, scope.span(name)));
      const Node made = merge(scope, body, scope.object_of(value), inner);
      std::string kind = "bicep/";
      kind += existing ? std::string("existing") : own.type;
      out_.objects.push_back({std::move(kind), prefix + own.symbol, made});
      const Ref object = scope.object_of(value);
      for (std::size_t i = 1; i + 1 < tree.size(object); ++i) {
        if (tree.kind(tree.child(object, i)) == Syntax::resource)
          resource(scope, tree.child(object, i), prefix, own, inner);
      }
    }
  }

  void text(Scope& scope, NodeId map, std::string_view key, const std::string& value, Ref at,
            bool known) {
    const Span where = scope.span(at);
    document_.append(map, key, where,
                     known ? document_.add_string(value, where)
                           : document_.add_text(Kind::unknown, scope.source(at), where));
  }

  /// The properties of an object behind those of `map`; all of it is unknown if some are not known.
  Node merge(Scope& scope, NodeId map, Ref object, const Local* locals) {
    const Node body = document_.node(scope.add(document_, object, locals));
    if (!body.is(Kind::map)) return body;
    std::vector<Node> children;
    for (const Node child : body) children.push_back(child);
    for (const Node child : children) {
      if (!document_.node(map).find(child.key()))
        document_.append(map, child.key(), child.key_span(), document_.copy(child));
    }
    return document_.node(map);
  }

  void module(Scope& scope, Ref ref, const std::string& prefix) {
    const Tree& tree = scope.file().tree;
    const std::string name(tree.source(tree.child(ref, 2)));
    const auto& children = scope.children(name);
    for (const Scope::Child& child : children) {
      if (!is_false(child.condition))
        file(*child.scope, prefix + "module." + name + child.suffix + ".", false);
    }
    if (!children.empty()) return;
    const Ref value = tree.child(ref, 6);
    std::vector<Turn> all;
    if (tree.kind(value) == Syntax::for_)
      all = scope.turns(value, nullptr);
    else
      all.emplace_back();
    for (const Turn& turn : all) {
      const Local* locals = turn.locals.empty() ? nullptr : &turn.locals.back();
      const Ref condition = scope.condition_of(value);
      if (condition && is_false(scope.eval(condition, locals))) continue;
      const NodeId body = document_.add_map(scope.span(ref));
      document_.append(body, "path", scope.span(tree.child(ref, 3)),
                       scope.add(document_, tree.child(ref, 3)));
      const Node made = merge(scope, body, scope.object_of(value), locals);
      out_.objects.push_back({"bicep/module", prefix + "module." + name + turn.suffix, made});
    }
  }

  void output(Scope& scope, Ref ref) {
    const Tree& tree = scope.file().tree;
    const NodeId body = document_.add_map(scope.span(ref));
    const Ref type = tree.child(ref, 3);
    document_.append(body, "type", scope.span(type),
                     document_.add_string(scope.source(type), scope.span(type)));
    const Ref value = tree.child(ref, 5);
    document_.append(body, "value", scope.span(value), scope.add(document_, value));
    out_.objects.push_back(
        {"bicep/output", std::string(tree.source(tree.child(ref, 2))), document_.node(body)});
  }

  fold::Folded& out_;
  Document& document_;
};

using Given = std::map<std::string, Datum, std::less<>>;

/// The values of a parameter file, after those it extends.
void add_values(Folding& folding, const std::string& path, Given& given, int depth) {
  const File* file = folding.file(path);
  if (file == nullptr || depth > 16) return;
  Scope scope(folding, *file, {});
  if (!file->extends_path.empty())
    add_values(folding, scope.resolve(file->extends_path), given, depth + 1);
  for (const auto& [name, ref] : file->parameters)
    given.insert_or_assign(name, scope.value_of(name, name));
}

}  // namespace

Folding::Folding(const fold::Configuration& configuration, const SourceMap& source_map,
                 Diagnostics& diags, const ModuleLibrary* shared, fold::Trace* traced)
    : sources(source_map), diagnostics(diags), library(shared), trace(traced) {
  for (const auto& [folder, ids] : configuration.folders) {
    for (const SourceId id : ids) paths.emplace(std::string(sources.path(id)), id);
  }
  for (const SourceId id : configuration.values) paths.emplace(std::string(sources.path(id)), id);
}

const File* Folding::file(const std::string& path) {
  if (const auto found = files.find(path); found != files.end()) return found->second.get();
  const auto at = paths.find(path);
  if (at == paths.end()) {
    const File* shared = library != nullptr ? library->file(path) : nullptr;
    if (trace != nullptr && !path.empty()) trace->asked(path, shared != nullptr);
    return shared;
  }
  auto made = std::make_unique<File>();
  const std::string_view text = sources.text(at->second);
  made->source = at->second;
  made->path = path;
  made->tree = parse(text, is_parameter_file(path, text));
  for (const Problem& problem : made->tree.problems) {
    failed = true;
    diagnostics.add(Code::FW6010, Span{at->second, problem.begin, problem.end}, problem.message,
                    problem.help);
  }
  if (made->tree.problems.empty())
    made->collect();
  else
    made = nullptr;
  if (trace != nullptr && made != nullptr)
    trace->place(at->second, [&](Span span) { return leaves(made->tree, span); });
  return files.emplace(path, std::move(made)).first->second.get();
}

std::optional<fold::Folded> fold_configuration(const fold::Configuration& configuration,
                                               const SourceMap& sources, Diagnostics& diagnostics,
                                               const ModuleLibrary* library, fold::Trace* trace) {
  Folding folding(configuration, sources, diagnostics, library, trace);
  std::string entry = configuration.root;
  Given given;
  for (const SourceId id : configuration.values) {
    const std::string path(sources.path(id));
    add_values(folding, path, given, 0);
    const File* file = folding.file(path);
    if (!entry.ends_with(".bicep") && file != nullptr && !file->using_path.empty())
      entry = Scope(folding, *file, {}).resolve(file->using_path);
  }
  if (!entry.ends_with(".bicep"))
    entry = fold::join_folder(configuration.root, "main.bicep").value_or("");
  const File* file = folding.file(entry);
  if (file == nullptr) {
    if (!folding.failed) {
      diagnostics.add(make(Code::FW6010, entry, fmt::format("there is no `{}` to deploy", entry),
                           "name the file that is deployed"));
    }
    return {};
  }
  fold::Folded out;
  Scope scope(folding, *file, std::move(given));
  Writer(out).file(scope, {}, true);
  if (folding.failed) return {};
  return out;
}

}  // namespace formwork::lang::bicep
