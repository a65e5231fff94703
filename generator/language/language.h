#pragma once
// What the template engine and the verifier need to know of an output language: where a tag may
// stand (context machine), how a value is written there (encoder), and how the text is read back
// (parser).
#include "base/source_map.h"
#include "diag/result.h"
#include "document/node.h"
#include "expr/type.h"
#include "expr/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

enum class LanguageId : std::uint8_t { yaml, json, shell, dockerfile, markdown, text, hcl, bicep };

/// A second evaluator that reads the file after its own language did; its escapes are added to
/// every hole.
enum class Dialect : std::uint8_t {
  none,
  kubernetes,
  workflow,
  compose,
  prometheus,
  applicationset
};

/// Where a tag stands; decides its encoder and the types it accepts.
enum class Place : std::uint8_t {
  value,    // a whole literal of the target: any type
  quoted,   // inside a double-quoted string: scalar
  key,      // a key of a map: string
  name,     // a bare name: identifier, integer
  lines,    // whole lines (include, raw)
  comment,  // to the end of a line comment: scalar
  word,     // a whole shell word: scalar
  prose,    // Markdown text: scalar
};

[[nodiscard]] std::string_view name(LanguageId id);
[[nodiscard]] std::string_view name(Dialect dialect);
[[nodiscard]] std::string_view name(Place place);
[[nodiscard]] std::optional<LanguageId> find_language(std::string_view name);
[[nodiscard]] std::optional<Dialect> find_dialect(std::string_view name);

/// State of a context machine between two bytes: small, comparable, opaque to the engine.
/// Two branches join if their states are equal after `Language::normal`.
struct ContextState {
  std::uint8_t mode = 0;  // the machine's own enumeration
  std::uint8_t flags = 0;
  std::uint16_t depth = 0;  // flow or bracket nesting
  std::int32_t indent = 0;  // of the current line, in columns
  std::int32_t block_indent =
      -1;                   // YAML block scalar or shell block being read: its parent's indent
  std::uint32_t stack = 0;  // packed stack of enclosing modes, machine-defined
  friend constexpr bool operator==(const ContextState&, const ContextState&) = default;
};

/// The verdict on one tag.
struct TagContext {
  std::optional<Place> place{};  // nothing: refused
  std::string refusal{};         // why, and how to write it instead (for `help`)
  std::int32_t indent = 0;  // column of the line's first character: block values go one level in
  bool flow = false;        // inside [] or {}: lists and maps on one line
  bool after_key = false;   // YAML: "key: <%= %>" (true) or "- <%= %>" (false)
  bool expands =
      false;  // Kubernetes: in env, args or command of a container, where kubelet reads $(NAME)
};

/// Everything an encoder is told.
struct EncodeSite {
  Place place = Place::value;
  Dialect dialect = Dialect::none;
  std::int32_t indent = 0;
  bool flow = false;
  bool after_key = true;
  bool expands = false;  // as in TagContext
  char before =
      '\0';  // the literal byte before the hole, '\0' if another hole or nothing stands there
  char after = '\0';
};

/// The site of a tag: everything the machine found out, and the literal bytes around it.
[[nodiscard]] inline EncodeSite site_of(const TagContext& context, Dialect dialect, char before,
                                        char after) {
  return {.place = context.place.value_or(Place::value),
          .dialect = dialect,
          .indent = context.indent,
          .flow = context.flow,
          .after_key = context.after_key,
          .expands = context.expands,
          .before = before,
          .after = after};
}

/// One thing of an output as rules see it. `body` lives in the Document its file was parsed into.
struct Object {
  std::string type;  // "kubernetes/Deployment", "kubernetes/Pod", "workflow", "workflow/job",
                     // "workflow/step", "dockerfile/stage", "terraform/azurerm_key_vault",
                     // "bicep/Microsoft.KeyVault/vaults"
  std::string name;  // "api", "jobs.build", "jobs.build.steps[2]"
  Node body;
};

class Language {
 public:
  virtual ~Language() = default;
  [[nodiscard]] virtual LanguageId id() const = 0;
  // -- context machine
  [[nodiscard]] virtual ContextState start(Dialect dialect) const = 0;
  /// Runs over literal text of the template. An error text if the text cannot be here (e.g. what
  /// follows a value tag); its offset is written to `at`.
  [[nodiscard]] virtual std::optional<std::string> advance(ContextState& state,
                                                           std::string_view literal,
                                                           std::size_t& at) const = 0;
  /// What an output tag here would be. Does not move the state.
  [[nodiscard]] virtual TagContext classify(const ContextState& state) const = 0;
  /// Moves the state past an output tag at `place`.
  virtual void after_tag(ContextState& state, Place place) const = 0;
  /// The state with everything dropped that may differ between branches that join.
  [[nodiscard]] virtual ContextState normal(const ContextState& state) const = 0;
  /// The state after branches that ended in `a` and `b` (or a loop that began in `a` and ended in
  /// `b`): the one that forbids more; nothing if they do not join. Continue with it, not with
  /// `normal`.
  [[nodiscard]] virtual std::optional<ContextState> join(const ContextState& a,
                                                         const ContextState& b) const {
    return normal(a) == normal(b) ? std::optional(a) : std::nullopt;
  }
  [[nodiscard]] virtual std::string describe(const ContextState& state) const = 0;
  // -- encoder
  /// Appends `value` written for `site`; an error text (for FW5xxx) where the target has no
  /// encoding.
  [[nodiscard]] virtual std::optional<std::string> encode(const Value& value,
                                                          const EncodeSite& site,
                                                          std::string& out) const = 0;
  /// True if a value of static type `type` may stand at `place`.
  [[nodiscard]] virtual bool accepts(Place place, TypeRef type) const = 0;
  // -- layout and reader
  /// The formatter's own pass over a rendered file (HCL alignment); the identity where there is
  /// none.
  [[nodiscard]] virtual std::string layout(std::string text) const { return text; }
  /// Parses a whole file; several YAML documents become a list. Errors go to `diagnostics`
  /// (FW60xx).
  [[nodiscard]] virtual std::optional<Document> parse(SourceId source, const SourceMap& sources,
                                                      Dialect dialect,
                                                      Diagnostics& diagnostics) const = 0;
  /// The objects of a parsed file.
  [[nodiscard]] virtual std::vector<Object> objects(Node root, Dialect dialect) const = 0;
};

/// Never null.
[[nodiscard]] const Language* language(LanguageId id);

}  // namespace formwork
