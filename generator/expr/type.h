#pragma once
// Static types of expressions. The schema turns every legal path of a spec into one of these, so
// that templates, conditions, computed fields and rules are checked before anything runs.
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace formwork {

enum class TypeKind : std::uint8_t {
  any,   // not known before it runs: bodies of parsed outputs in rules; a missing path gives null
  null,  // the literal null alone
  boolean,
  integer,
  number,
  string,
  identifier,   // text that the schema restricts to a name, e.g. ^[a-z][a-z0-9-]*$: may stand bare
                // in output
  enumeration,  // one of `values`
  list,
  record,  // known fields
  map,     // user's keys; reached by a loop, never by a written-out key
  tagged,  // records told apart by the constant in field `tag`
};

struct Type;
using TypeRef = const Type*;

struct Field {
  std::string name;
  TypeRef type = nullptr;
  bool optional = false;  // may be absent: neither required nor given a default
};

struct Type {
  TypeKind kind = TypeKind::any;
  std::string name{};         // a schema's $defs name, for messages
  TypeRef element = nullptr;  // list, map
  TypeRef key = nullptr;      // map: string, identifier or enumeration
  std::vector<Field>
      fields{};  // record; tagged: fields of every variant, optional unless in all of them
  std::vector<std::string> values{};  // enumeration
  std::string tag{};                  // tagged
  std::vector<Field> variants{};      // tagged: name is the constant, type its record

  [[nodiscard]] const Field* field(std::string_view field_name) const;
  /// "list of string", "map of service", "one of \"a\", \"b\"": how messages call it.
  [[nodiscard]] std::string describe() const;
};

/// Owns types; references stay valid for its lifetime.
class TypeTable {
 public:
  Type& add(Type type) { return types_.emplace_back(std::move(type)); }
  TypeRef list_of(TypeRef element);
  TypeRef map_of(TypeRef element);

 private:
  std::deque<Type> types_;
  std::unordered_map<TypeRef, TypeRef> lists_;
  std::unordered_map<TypeRef, TypeRef> maps_;
};

/// The types without parts, shared by all.
[[nodiscard]] TypeRef basic_type(TypeKind kind);

/// True if a value of `from` may stand where `to` is asked: equal kinds, integer for number,
/// identifier and enumeration for string, an enumeration for one with more values, anything for
/// `any`, lists and maps by element, records by field (a record literal also for a map). `any`
/// itself only for `any`.
[[nodiscard]] bool assignable(TypeRef from, TypeRef to);

/// The type both fit in (integer and number: number; two enumerations: one with all values); null
/// if none. `null` and T give T: the caller knows that it is optional then.
[[nodiscard]] TypeRef common_type(TypeTable& types, TypeRef a, TypeRef b);

[[nodiscard]] bool is_text(TypeRef type);     // string, identifier, enumeration
[[nodiscard]] bool is_numeric(TypeRef type);  // integer, number
/// True if every value can stand bare in any output: an identifier, or an enumeration of plain
/// words.
[[nodiscard]] bool is_word(TypeRef type);
/// A plain word: letters, digits, `-`, `_`, `.`, a letter or digit first.
[[nodiscard]] bool is_plain_word(std::string_view text);

}  // namespace formwork
