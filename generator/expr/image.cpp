#include "expr/image.h"

#include "document/document_image.h"
#include "expr/tree.h"

namespace formwork {
namespace {

constexpr std::uint64_t kKinds = static_cast<std::uint64_t>(TypeKind::tagged) + 1;

class TreeWriter : public ImageWriter<TreeWriter> {
 public:
  TreeWriter(const FunctionTable& functions, const Arena& arena)
      : ImageWriter({arena.span.source}), functions_(functions), arena_(arena) {
    for (const ExprNode& node : arena.nodes) numbers_.emplace(&node, numbers_.size());
    for (const ExprNode& node : arena.read) numbers_.emplace(&node, numbers_.size());
  }
  [[nodiscard]] std::uint64_t number_of(const ExprNode* node) const { return numbers_.at(node); }
  [[nodiscard]] std::uint64_t number_of(const Function* function) const {
    return function == nullptr ? 0
                               : static_cast<std::uint64_t>(function - functions_.all().data()) + 1;
  }
  [[nodiscard]] const Arena& arena() const { return arena_; }

 private:
  const FunctionTable& functions_;
  const Arena& arena_;
  std::unordered_map<const ExprNode*, std::uint64_t> numbers_;
};

class TreeReader : public ImageReader<TreeReader> {
 public:
  TreeReader(std::string_view bytes, const std::vector<SourceId>& sources, Arena& arena)
      : ImageReader(bytes, sources), functions_(*arena.functions), arena_(arena) {}
  [[nodiscard]] ExprNode* node_at(std::uint64_t number) { return &arena_.read[number]; }
  [[nodiscard]] const Function* function_at(std::uint64_t number) const {
    return number == 0 ? nullptr : &functions_.all()[number - 1];
  }
  [[nodiscard]] Arena& arena() { return arena_; }

 private:
  const FunctionTable& functions_;
  Arena& arena_;
};

template <class Image>
void members(Image& image, Is<Step> auto& step) {
  image(step.name, step.begin, step.end);
  if constexpr (Image::kReads) step.hash = key_hash(step.name);
}

template <class Image>
void members(Image& image, Is<ExprNode*> auto& node) {
  if constexpr (Image::kReads)
    node = image.node_at(image.number());
  else
    image.number(image.number_of(node));
}

template <class Image>
void members(Image& image, Is<Value> auto& value) {
  Kind kind = value.kind();
  image(kind);
  switch (kind) {
    case Kind::null:
      break;
    case Kind::boolean: {
      bool b = kind == value.kind() && value.as_bool();
      image(b);
      if constexpr (Image::kReads) value = Value::of_bool(b);
      break;
    }
    case Kind::integer: {
      std::int64_t i = kind == value.kind() ? value.as_int() : 0;
      image(i);
      if constexpr (Image::kReads) value = Value::of_int(i);
      break;
    }
    case Kind::number: {
      double d = kind == value.kind() ? value.as_number() : 0;
      std::string_view text = value.text();
      image(d, text);
      if constexpr (Image::kReads) value = Value::of_number(d, text);
      break;
    }
    case Kind::list:
    case Kind::map: {
      NodeId id = value.node() ? value.node().id() : 0;
      image(id);
      if constexpr (Image::kReads) value = Value::of(image.arena().constants.node(id));
      break;
    }
    default: {
      std::string_view text = value.text();
      image(text);
      if constexpr (Image::kReads)
        value = kind == Kind::unknown ? Value::unknown(text) : Value::of_string(text);
      break;
    }
  }
}

template <class Image>
void members(Image& image, Is<ExprNode> auto& node) {
  TypeKind kind = node.type != nullptr ? node.type->kind : TypeKind::any;
  image(node.op, node.local, node.optional, node.declared_optional, node.check_arguments,
        node.depth, node.slot, node.steps, node.children, kind, node.value, node.names, node.span,
        node.path);
  if constexpr (Image::kReads) {
    node.type = basic_type(kind);  // an evaluator asks the kind alone
    node.function = image.function_at(image.number());
    if (const std::uint64_t pattern = image.number(); pattern != 0)
      node.pattern = image.arena().patterns[pattern - 1].get();
  } else {
    image.number(image.number_of(node.function));
    std::uint64_t pattern = 0;
    for (const auto& known : image.arena().patterns) {
      ++pattern;
      if (known.get() == node.pattern) break;
    }
    image.number(node.pattern == nullptr ? 0 : pattern);
  }
}

}  // namespace

std::uint64_t TypeNumbers::of(TypeRef type) {
  if (type == nullptr) return kKinds;
  if (type == basic_type(type->kind)) return static_cast<std::uint64_t>(type->kind);
  const auto [it, fresh] = numbers_.emplace(type, kKinds + 1 + list_.size());
  if (fresh) list_.push_back(type);
  return it->second;
}

NumberedTypes::NumberedTypes(TypeTable& table, std::size_t count) {
  made_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) made_.push_back(&table.add({}));
}

TypeRef NumberedTypes::at(std::uint64_t number) const {
  if (number < kKinds) return basic_type(static_cast<TypeKind>(number));
  return number == kKinds ? nullptr : made_at(number);
}

Type* NumberedTypes::made_at(std::uint64_t number) const {
  return made_[number - kKinds - 1];
}

std::string tree_image(const Expr& expr, const FunctionTable& functions) {
  const ExprNode* const root = expr.root();  // first: it may have to be read itself
  const Arena& arena = expr.arena();
  TreeWriter out(functions, arena);
  out.number(arena.constants.count());
  if (arena.constants.count() != 0) out(arena.constants);
  out.number(arena.patterns.size());
  for (const auto& pattern : arena.patterns) out.text(pattern->text());
  if (arena.read.empty())
    out(arena.nodes);
  else
    out(arena.read);
  out.number(out.number_of(root));
  return out.take();
}

void Arena::unpack() {
  const std::vector<SourceId> sources{span.source};  // an expression stands in one text
  TreeReader in(image, sources, *this);
  if (in.number() != 0) in(constants);
  patterns.resize(in.number());
  for (auto& pattern : patterns) pattern = std::make_unique<Pattern>(std::string(in.text()));
  read.resize(in.number());
  for (ExprNode& node : read) members(in, node);
  root = &read[in.number()];
}

}  // namespace formwork
