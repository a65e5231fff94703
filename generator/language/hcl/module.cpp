#include "language/hcl/module.h"

#include "language/hcl/scope.h"

#include <algorithm>

namespace formwork::lang::hcl {

using fold::Datum;
using fold::DatumKind;
using fold::Local;

namespace {

/// Of `.tfvars`: literals alone.
class NoNames : public fold::Scope {
 public:
  Datum name(std::string_view /*name*/, std::string_view text) override {
    return Datum::unknown(text);
  }
  Datum call(std::string_view /*function*/, const std::vector<Datum>& /*arguments*/,
             std::string_view text) override {
    return Datum::unknown(text);
  }
};

/// Writes bodies, instance by instance.
class Writer {
 public:
  Writer(fold::Folded& out, const SourceMap& sources, fold::Trace* trace)
      : out_(out), sources_(sources), trace_(trace) {}

  void module(ModuleScope& scope, const std::string& prefix, bool root) {
    for (const BlockAt& at : scope.module().blocks) {
      const Block& block = *at.block;
      const std::size_t labels = block.labels.size();
      if (labels == 2 && (block.type == "resource" || block.type == "data")) {
        const bool data = block.type == "data";
        std::string address = prefix + (data ? "data." : "");
        address.append(block.labels[0].text).append(".").append(block.labels[1].text);
        std::string type = data ? "terraform/data/" : "terraform/";
        type += block.labels[0].text;
        instances(scope, at, type, address);
      } else if (labels == 1 && block.type == "module") {
        call(scope, at, prefix);
      } else if (labels == 0 && (block.type == "moved" || block.type == "removed")) {
        std::string name = prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1);
        instances(scope, at, "terraform/" + std::string(block.type), name);
      } else if (root && labels < 2 &&
                 (block.type == "provider" || block.type == "terraform" ||
                  block.type == "output")) {
        std::string name = block.type == "output" ? "output." : "";
        if (labels == 1) name += block.labels[0].text;
        instances(scope, at, "terraform/" + std::string(block.type), name);
      }
    }
  }

 private:
  void call(ModuleScope& scope, BlockAt at, const std::string& prefix) {
    const std::string name(at.block->labels[0].text);
    const ModuleScope::Children& children = scope.children(name);
    if (children.opaque) {
      instances(scope, at, "terraform/module", prefix + "module." + name);
      return;
    }
    for (const ModuleScope::Child& child : children.all)
      module(*child.scope, prefix + "module." + name + child.at.suffix + ".", false);
  }

  void instances(ModuleScope& scope, BlockAt at, const std::string& type,
                 const std::string& address) {
    fold::Evaluator evaluator = scope.evaluator(*at.file);
    for (const Repetition& repetition : scope.repetitions(at).all) {
      const InstanceNames names(repetition);
      const NodeId made = body(at.block->body, at.block->span, evaluator, names.locals(), true);
      out_.objects.push_back({type, address + repetition.suffix, out_.document->node(made)});
    }
  }

  /// The blocks of one name: bodies, or what makes them unknown.
  struct Group {
    std::string_view name{};
    Span name_span{};
    std::vector<const Block*> blocks{};
  };

  NodeId body(const Body& body, Span span, fold::Evaluator& evaluator, const Local* locals,
              bool outermost) {
    const NodeId map = out_.document->add_map(span);
    for (const Attribute& attribute : body.attributes) {
      // They say how many there are; each instance is one.
      if (outermost && (attribute.name == "count" || attribute.name == "for_each")) continue;
      out_.document->append(map, attribute.name, attribute.name_span,
                            evaluator.add(*out_.document, attribute.value, locals));
    }
    for (const Group& group : groups(body)) {
      if (out_.document->node(map).find(group.name)) continue;
      const NodeId made = blocks(group, evaluator, locals);
      if (made != 0) out_.document->append(map, group.name, group.name_span, made);
    }
    return map;
  }

  static std::vector<Group> groups(const Body& body) {
    std::vector<Group> out;
    for (const Block& block : body.blocks) {
      const bool dynamic = block.type == "dynamic" && !block.labels.empty();
      const std::string_view name = dynamic ? block.labels[0].text : block.type;
      auto it =
          std::find_if(out.begin(), out.end(), [&](const Group& g) { return g.name == name; });
      if (it == out.end())
        it = out.insert(out.end(), {name, dynamic ? block.labels[0].span : block.type_span, {}});
      it->blocks.push_back(&block);
    }
    return out;
  }

  NodeId unknown(Span span) {
    if (trace_ != nullptr) trace_->quoted(span);
    return out_.document->add_text(Kind::unknown, sources_.text(span), span);
  }

  /// A list of bodies; with labels (provisioners) a map of them; 0 if dynamic blocks made none.
  NodeId blocks(const Group& group, fold::Evaluator& evaluator, const Local* locals) {
    const Block& first = *group.blocks.front();
    if (first.type != "dynamic" && !first.labels.empty()) return labelled(group, evaluator, locals);
    const NodeId list = out_.document->add_list(first.span);
    for (const Block* block : group.blocks) {
      if (block->type == group.name) {
        out_.document->append(list, body(block->body, block->span, evaluator, locals, false));
      } else if (!dynamic(*block, list, evaluator, locals)) {
        return unknown(block->span);
      }
    }
    return out_.document->node(list).size() == 0 ? 0 : list;
  }

  NodeId labelled(const Group& group, fold::Evaluator& evaluator, const Local* locals) {
    const NodeId map = out_.document->add_map(group.blocks.front()->span);
    for (const Block* block : group.blocks) {
      if (block->labels.empty()) return unknown(block->span);
      const Label& label = block->labels[0];
      NodeId list = out_.document->node(map).find(label.text)
                        ? out_.document->node(map).find(label.text).id()
                        : NodeId{0};
      if (list == 0) {
        list = out_.document->add_list(block->span);
        out_.document->append(map, label.text, label.span, list);
      }
      out_.document->append(list, body(block->body, block->span, evaluator, locals, false));
    }
    return map;
  }

  /// False if it is not known how many there are.
  bool dynamic(const Block& block, NodeId list, fold::Evaluator& evaluator, const Local* locals) {
    const Attribute* each = block.body.find("for_each");
    const auto content = std::find_if(block.body.blocks.begin(), block.body.blocks.end(),
                                      [](const Block& b) { return b.type == "content"; });
    if (each == nullptr || content == block.body.blocks.end()) return false;
    const Datum in = evaluator.eval(each->value, locals);
    if ((!in.is_sequence() && !in.is(DatumKind::map)) || in.open()) return false;
    const Attribute* iterator = block.body.find("iterator");
    const std::string_view name =
        iterator != nullptr ? sources_.text(evaluator.span(iterator->value)) : block.labels[0].text;
    double at = 0;
    for (const Datum::Entry& entry : in.entries()) {
      Datum key = in.is(DatumKind::map)   ? Datum::of_string(entry.key)
                  : in.is(DatumKind::set) ? entry.value
                                          : Datum::of_number(at++);
      const Local local{name, Datum::of_map({{"key", std::move(key)}, {"value", entry.value}}),
                        locals};
      out_.document->append(list, body(content->body, content->span, evaluator, &local, false));
    }
    return true;
  }

  fold::Folded& out_;
  const SourceMap& sources_;
  fold::Trace* trace_;
};

void place_inputs(const File& file, fold::Trace* trace) {
  if (trace != nullptr)
    trace->place(file.source, [&](Span span) { return fold::leaves(file.tree, span); });
}

/// Values of the `.tfvars` files, the last of each name.
std::optional<std::map<std::string, Datum, std::less<>>> read_values(
    const std::vector<SourceId>& files, Folding& folding, Diagnostics& diagnostics) {
  std::map<std::string, Datum, std::less<>> out;
  NoNames no_names;
  for (const SourceId id : files) {
    auto file = parse_file(id, folding.sources, diagnostics);
    if (!file) return {};
    folding.files.push_back(std::move(*file));
    const File& kept = folding.files.back();
    place_inputs(kept, folding.budget.trace);
    fold::Evaluator evaluator(kept.tree, folding.sources, no_names, folding.budget);
    for (const Attribute& attribute : kept.body.attributes)
      out.insert_or_assign(std::string(attribute.name), evaluator.eval(attribute.value));
  }
  return out;
}

}  // namespace

std::optional<fold::Folded> fold_configuration(const fold::Configuration& configuration,
                                               const SourceMap& sources, Diagnostics& diagnostics,
                                               const ModuleLibrary* library, fold::Trace* trace) {
  Folding folding{sources, library, {}, {}, {}};
  folding.budget.trace = trace;
  for (const auto& [folder, files] : configuration.folders) {
    Module& module = folding.modules[folder];
    module.folder = folder;
    for (const SourceId id : files) {
      auto file = parse_file(id, sources, diagnostics);
      if (!file) return {};
      folding.files.push_back(std::move(*file));
      module.add(folding.files.back());
      place_inputs(folding.files.back(), trace);
    }
  }
  auto values = read_values(configuration.values, folding, diagnostics);
  if (!values) return {};
  std::optional<fold::Folded> out(std::in_place);
  const auto root = folding.modules.find(configuration.root);
  if (root == folding.modules.end()) return out;
  ModuleScope scope(folding, root->second, *std::move(values));
  Writer(*out, sources, trace).module(scope, "", true);
  return out;
}

}  // namespace formwork::lang::hcl
