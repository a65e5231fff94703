#include "language/hcl/tree.h"

#include "language/scalar.h"

#include <cmath>
#include <map>
#include <string>

namespace formwork::lang::hcl {

using fold::Expr;
using fold::ExprId;
using fold::ExprKind;
using fold::Tree;

namespace {

class Mapper {
 public:
  Mapper(Document& document, const Tree& tree, const SourceMap& sources)
      : document_(document), tree_(tree), sources_(sources) {}

  NodeId body(const Body& body) {
    const NodeId map = document_.add_map(body.span);
    auto attribute = body.attributes.begin();
    auto block = body.blocks.begin();
    while (attribute != body.attributes.end() || block != body.blocks.end()) {
      const bool next_is_block =
          attribute == body.attributes.end() ||
          (block != body.blocks.end() && block->span.begin < attribute->name_span.begin);
      if (!next_is_block) {
        put(map, attribute->name, attribute->name_span, value(attribute->value));
        ++attribute;
        continue;
      }
      if (!document_.node(map).find(block->type)) blocks(map, body, *block);
      ++block;
    }
    for (const Block& made : body.blocks) {
      if (made.type != "dynamic" || made.labels.empty()) continue;
      const Label& label = made.labels.front();
      put(map, label.text, label.span,
          document_.add_text(Kind::unknown, sources_.text(made.span), made.span));
    }
    return map;
  }

  NodeId value(ExprId id) {
    const Expr& outer = tree_[id];
    if (outer.kind == ExprKind::parenthesized && outer.flag) {
      // A mark within `${…}` is a name of the template's, not a value.
      if (has_mark(sources_.text(outer.span))) return unknown(id);
      const NodeId inner = value(outer.first);
      return document_.node(inner).is(Kind::unknown) ? unknown(id) : inner;
    }
    id = bare(tree_, id);
    const Expr& expr = tree_[id];
    switch (expr.kind) {
      case ExprKind::null:
        return document_.add_null(expr.span);
      case ExprKind::boolean:
        return document_.add_bool(expr.number != 0, expr.span);
      case ExprKind::number:
        return number(expr.number, expr);
      case ExprKind::string:
        return has_mark(expr.text)
                   ? document_.add_text(Kind::hole, expr.text, expr.span)
                   : document_.add_string(expr.text, expr.span,
                                          expr.block ? Style::block : Style::double_quoted);
      case ExprKind::name:
        return is_mark(expr.text) ? document_.add_text(Kind::hole, expr.text, expr.span)
                                  : unknown(id);
      case ExprKind::unary: {
        const Expr& of = tree_[bare(tree_, expr.first)];
        return expr.op == fold::Op::negate && of.kind == ExprKind::number ? number(-of.number, expr)
                                                                          : unknown(id);
      }
      case ExprKind::list: {
        const NodeId list = document_.add_list(expr.span);
        for (ExprId item = expr.first; item != 0; item = tree_[item].next)
          document_.append(list, value(item));
        return list;
      }
      case ExprKind::map:
        return map(id);
      default:
        return unknown(id);
    }
  }

 private:
  NodeId unknown(ExprId id) {
    const Span span = tree_[id].span;
    return document_.add_text(Kind::unknown, sources_.text(span), span);
  }

  NodeId number(double value, const Expr& expr) {
    constexpr double kExact = 9007199254740992;  // 2^53
    if (value == std::floor(value) && std::fabs(value) <= kExact &&
        sources_.text(expr.span).find_first_of(".eE") == std::string_view::npos) {
      return document_.add_int(static_cast<std::int64_t>(value), expr.span);
    }
    return document_.add_number(value, sources_.text(expr.span), expr.span);
  }

  /// A mark and nothing else: the hole of a value.
  static bool is_mark(std::string_view text) {
    constexpr std::string_view kClose = "\xEE\x80\x81";
    return text.starts_with("\xEE\x80\x80") && text.find(kClose) + kClose.size() == text.size();
  }

  NodeId map(ExprId id) {
    const Expr& expr = tree_[id];
    for (ExprId key = expr.first; key != 0; key = tree_[tree_[key].next].next) {
      // A key that is computed may be any key.
      const ExprKind kind = tree_[key].kind;
      if (kind != ExprKind::string && kind != ExprKind::number) return unknown(id);
    }
    const NodeId map = document_.add_map(expr.span);
    for (ExprId key = expr.first; key != 0; key = tree_[tree_[key].next].next) {
      const NodeId made = value(tree_[key].next);
      // Of equal keys the last one counts, as in Terraform.
      if (const Node old = document_.node(map).find(tree_[key].text))
        document_.replace(old.id(), made);
      else
        document_.append(map, tree_[key].text, tree_[key].span, made);
    }
    return map;
  }

  /// Adds `name`; where it is there already, nothing can be said of it.
  void put(NodeId map, std::string_view name, Span name_span, NodeId value) {
    if (const Node old = document_.node(map).find(name))
      document_.replace(old.id(), document_.add_text(Kind::unknown, name, name_span));
    else
      document_.append(map, name, name_span, value);
  }

  /// All blocks of the type of `first`.
  void blocks(NodeId map, const Body& body, const Block& first) {
    std::vector<const Block*> all;
    for (const Block& block : body.blocks) {
      if (block.type == first.type) all.push_back(&block);
    }
    document_.append(map, first.type, first.type_span, labelled(all, 0));
  }

  NodeId labelled(const std::vector<const Block*>& blocks, std::size_t depth) {
    const Span span = blocks.front()->span;
    std::size_t ended = 0;
    for (const Block* block : blocks) ended += block->labels.size() == depth ? 1U : 0U;
    if (ended == blocks.size()) {
      const NodeId list = document_.add_list(span);
      for (const Block* block : blocks) {
        const NodeId made = body(block->body);
        document_.set_span(made, block->span);
        document_.append(list, made);
      }
      return list;
    }
    if (ended != 0) return document_.add_text(Kind::unknown, blocks.front()->type, span);
    const NodeId map = document_.add_map(span);
    std::vector<std::vector<const Block*>> groups;  // in written order
    std::map<std::string_view, std::size_t> index;
    for (const Block* block : blocks) {
      const auto [it, added] = index.emplace(block->labels[depth].text, groups.size());
      if (added) groups.emplace_back();
      groups[it->second].push_back(block);
    }
    for (const auto& group : groups) {
      const Label& label = group.front()->labels[depth];
      document_.append(map, label.text, label.span, labelled(group, depth + 1));
    }
    return map;
  }

  Document& document_;
  const Tree& tree_;
  const SourceMap& sources_;
};

/// Calls `found` for each body of `blocks`, which has `labels` labels, with its labels.
template <class Found>
void each(Node blocks, int labels, std::vector<std::string_view>& path, const Found& found) {
  if (labels == 0) {
    if (!blocks.is(Kind::list)) return;
    for (const Node body : blocks) found(body);
    return;
  }
  if (!blocks.is(Kind::map)) return;
  for (const Node child : blocks) {
    path.push_back(child.key());
    each(child, labels - 1, path, found);
    path.pop_back();
  }
}

struct BlockType {
  std::string_view name;
  int labels;
  std::string_view prefix;  // of the object's name
};

// What a module is made of (developer.hashicorp.com/terraform/language).
constexpr BlockType kBlockTypes[] = {
    {"terraform", 0, ""},   {"provider", 1, ""},      {"variable", 1, "var."},
    {"locals", 0, ""},      {"data", 2, "data."},     {"ephemeral", 2, "ephemeral."},
    {"resource", 2, ""},    {"module", 1, "module."}, {"output", 1, "output."},
    {"moved", 0, ""},       {"removed", 0, ""},       {"import", 0, ""},
    {"check", 1, "check."},
};

std::string text_of(Node node) {
  return node && node.is_scalar() ? std::string(node.text()) : std::string();
}

std::string name_of(const BlockType& type, const std::vector<std::string_view>& labels, Node body) {
  std::string name(type.prefix);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i != 0) name += '.';
    name += labels[i];
  }
  if (type.name == "provider") {
    if (const std::string alias = text_of(body.find("alias")); !alias.empty()) name += '.' + alias;
  } else if (type.name == "moved" || type.name == "removed") {
    name = text_of(body.find("from"));
  } else if (type.name == "import") {
    name = text_of(body.find("to"));
  }
  return name;
}

}  // namespace

Document to_document(const File& file, const SourceMap& sources) {
  Document document;
  document.set_root(Mapper(document, file.tree, sources).body(file.body));
  return document;
}

NodeId add_literal(Document& document, const Tree& tree, ExprId id, const SourceMap& sources) {
  return Mapper(document, tree, sources).value(id);
}

std::vector<Object> objects(Node root) {
  std::vector<Object> out;
  bool blocks = false;
  for (const Node child : root) {
    for (const BlockType& type : kBlockTypes) {
      if (child.key() != type.name) continue;
      std::vector<std::string_view> labels;
      each(child, type.labels, labels, [&](Node body) {
        blocks = true;
        std::string object = "terraform/";
        if (type.labels == 2) {
          if (type.name != "resource") object.append(type.name).append("/");
          object += labels.front();
        } else {
          object += type.name;
        }
        out.push_back({std::move(object), name_of(type, labels, body), body});
      });
    }
  }
  if (!blocks && root.size() != 0) out.push_back({"terraform/tfvars", "", root});
  return out;
}

}  // namespace formwork::lang::hcl
