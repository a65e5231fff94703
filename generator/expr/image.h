#pragma once
// Compiled expressions and types in an image (base/image.h). Types are written once each and known
// by number; an expression's tree stays bytes until it is first asked for.
#include "base/image.h"
#include "expr/expr.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace formwork {

/// The numbers of types while an image is written: those without parts by kind, the others in the
/// order in which they are met.
class TypeNumbers {
 public:
  [[nodiscard]] std::uint64_t of(TypeRef type);
  /// Types that have a number of their own, in order; grows while their parts are written.
  [[nodiscard]] const std::vector<TypeRef>& list() const { return list_; }

 private:
  std::unordered_map<TypeRef, std::uint64_t> numbers_;
  std::vector<TypeRef> list_;
};

/// The types of an image that is read, by number.
class NumberedTypes {
 public:
  /// Makes `count` empty types in `table`, for members() to fill.
  NumberedTypes(TypeTable& table, std::size_t count);
  [[nodiscard]] TypeRef at(std::uint64_t number) const;
  /// One that was made.
  [[nodiscard]] Type* made_at(std::uint64_t number) const;
  [[nodiscard]] const std::vector<Type*>& made() const { return made_; }

 private:
  std::vector<Type*> made_;
};

/// The tree of `expr` as bytes.
[[nodiscard]] std::string tree_image(const Expr& expr, const FunctionTable& functions);

// An Image that holds types has `number_of(TypeRef)` or `type_at(number)`; one that holds
// expressions also has `functions()`.

template <class Image>
void members(Image& image, Is<TypeRef> auto& type) {
  if constexpr (Image::kReads)
    type = image.type_at(image.number());
  else
    image.number(image.number_of(type));
}

template <class Image>
void members(Image& image, Is<Field> auto& field) {
  image(field.name, field.type, field.optional);
}

template <class Image>
void members(Image& image, Is<Type> auto& type) {
  image(type.kind, type.name, type.element, type.key, type.fields, type.values, type.tag,
        type.variants);
}

template <class Image>
void members(Image& image, Is<Expr> auto& expr) {
  bool present = static_cast<bool>(expr);
  image(present);
  if (!present) return;
  TypeRef type = expr.type();
  bool optional = expr.optional();
  Span span = expr.span();
  image(type, optional, span);
  if constexpr (Image::kReads)
    expr = Expr(image.text(), image.functions(), type, optional, span);
  else
    image.text(tree_image(expr, image.functions()));
}

/// Writes code whose types were checked: of a type, the kind alone is kept.
class CodeWriter : public ImageWriter<CodeWriter> {
 public:
  CodeWriter(std::vector<SourceId> sources, const FunctionTable& functions)
      : ImageWriter(std::move(sources)), functions_(functions) {}
  [[nodiscard]] static std::uint64_t number_of(TypeRef type) {
    return static_cast<std::uint64_t>(type->kind);
  }
  [[nodiscard]] const FunctionTable& functions() const { return functions_; }

 private:
  const FunctionTable& functions_;
};

class CodeReader : public ImageReader<CodeReader> {
 public:
  CodeReader(std::string_view bytes, const std::vector<SourceId>& sources,
             const FunctionTable& functions)
      : ImageReader(bytes, sources), functions_(functions) {}
  [[nodiscard]] static TypeRef type_at(std::uint64_t number) {
    return basic_type(static_cast<TypeKind>(number));
  }
  [[nodiscard]] const FunctionTable& functions() const { return functions_; }

 private:
  const FunctionTable& functions_;
};

}  // namespace formwork
