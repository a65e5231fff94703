#pragma once
// A small environment with a value of every type, and one call that compiles and renders a template
// on it.
#include "document/yaml.h"
#include "template/template.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace formwork {

/// The types of kSpec. `probe`, `note`, `debug` and `database` are optional.
struct TestTypes {
  TypeTable table;
  TypeRef service = nullptr;
  TypeRef root = nullptr;

  TestTypes() {
    const TypeRef text = basic_type(TypeKind::string);
    const TypeRef integer = basic_type(TypeKind::integer);
    const TypeRef probe =
        &table.add({.kind = TypeKind::record, .name = "probe", .fields = {{"path", text, false}}});
    service = &table.add(
        {.kind = TypeKind::record,
         .name = "service",
         .fields = {{"port", integer, false}, {"image", text, false}, {"probe", probe, true}}});
    const TypeRef tier =
        &table.add({.kind = TypeKind::enumeration, .values = {"development", "production"}});
    const TypeRef database =
        &table.add({.kind = TypeKind::record,
                    .name = "database",
                    .fields = {{"sku", text, false}, {"size", integer, true}}});
    auto& services = table.add(
        {.kind = TypeKind::map, .element = service, .key = basic_type(TypeKind::identifier)});
    root = &table.add({.kind = TypeKind::record,
                       .name = "environment",
                       .fields = {{"name", basic_type(TypeKind::identifier), false},
                                  {"text", text, false},
                                  {"other", text, false},
                                  {"lines", text, false},
                                  {"empty", text, false},
                                  {"port", integer, false},
                                  {"ratio", basic_type(TypeKind::number), false},
                                  {"on", basic_type(TypeKind::boolean), false},
                                  {"off", basic_type(TypeKind::boolean), false},
                                  {"tier", tier, false},
                                  {"hosts", table.list_of(text), false},
                                  {"none", table.list_of(text), false},
                                  {"labels", table.map_of(text), false},
                                  {"services", &services, false},
                                  {"database", database, true},
                                  {"note", text, true},
                                  {"debug", basic_type(TypeKind::boolean), true}}});
  }
};

inline constexpr std::string_view kSpec = R"(name: prod
text: "two words"
other: "$x"
lines: "first\nsecond\n"
empty: ""
port: 8080
ratio: 0.5
on: true
off: false
tier: production
hosts: [a.example, b.example]
none: []
labels: {b: "2", a: "1"}
services:
  web: {port: 80, image: "web:1", probe: {path: /ready}}
  api: {port: 8080, image: "api:1"}
)";

/// Compiles templates of a pack held in memory, and renders them.
class TestPack {
 public:
  explicit TestPack(std::string_view spec = kSpec) : spec_(parse(std::string(spec))) {}

  /// A further file of the pack, for includes.
  void add(std::string path, std::string text) {
    files_[path] = sources_.add(path, std::move(text));
  }

  std::optional<Template> compile(std::string text, Dialect dialect = Dialect::none,
                                  LanguageId language = LanguageId::yaml) {
    diagnostics_ = {};
    Scope scope(types_.root);
    TemplateInput input{sources_.add("t.yaml", std::move(text)), language, dialect};
    return compile_template(
        input, sources_, scope, functions_, types_.table,
        [this](const std::string& path) -> std::optional<SourceId> {
          const auto file = files_.find(path);
          if (file == files_.end()) return std::nullopt;
          return file->second;
        },
        diagnostics_);
  }

  /// Renders into `rendered()`; false, with the error in `diagnostics()`, if a value cannot be
  /// written.
  bool render(const Template& compiled, Trace trace = Trace::no) {
    frame_.assign(1, Value::of(spec()));
    EvalContext context{scratch_};
    context.reads = reads_;
    auto error = formwork::render(compiled, frame_, context, rendered_, trace);
    if (!error) return true;
    diagnostics_.add(std::move(*error));
    return false;
  }

  /// The rendered text, or the errors one a line.
  std::string print(std::string text, Dialect dialect = Dialect::none) {
    const auto compiled = compile(std::move(text), dialect);
    if (!compiled || !render(*compiled)) return errors();
    return rendered_.text;
  }

  /// "FW5101 2:3 `marked text` message" for each error, in order of place.
  [[nodiscard]] std::string errors() const {
    std::string out;
    for (const Diagnostic& d : diagnostics_.sorted(sources_)) {
      const Position at = sources_.begin(d.span);
      out += std::string(info(d.code).id) + ' ' + std::to_string(at.line) + ':' +
             std::to_string(at.column) + " [" + std::string(sources_.text(d.span)) + "] " +
             d.message + '\n';
    }
    return out;
  }

  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] const Rendered& rendered() const { return rendered_; }
  [[nodiscard]] SourceMap& sources() { return sources_; }
  [[nodiscard]] Node spec() const { return spec_.root(); }
  [[nodiscard]] const Document& document() const { return spec_; }
  void count_reads(ReadSet* reads) { reads_ = reads; }

 private:
  Document parse(std::string text) {
    Diagnostics ignored;
    const SourceId source = sources_.add("prod.yaml", std::move(text));
    const auto documents = parse_yaml_output(source, sources_, YamlSchema::core12, ignored);
    Document spec;
    if (documents) spec.set_root(spec.copy(documents->root().at(0)));
    return spec;
  }

  SourceMap sources_{};
  TestTypes types_{};
  FunctionTable functions_{{}};
  Document spec_;
  Document scratch_{};
  Frame frame_{};
  std::map<std::string, SourceId> files_{};
  Diagnostics diagnostics_{};
  Rendered rendered_{};
  ReadSet* reads_ = nullptr;
};

/// A YAML double-quoted scalar of `text`.
inline std::string quote(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += "\\x";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

/// kSpec with other texts in `text`, `other`, `hosts` and `labels`.
inline std::string spec_with(std::string_view text, std::string_view other) {
  std::string spec(kSpec);
  const auto set = [&spec](std::string_view line, const std::string& value) {
    const std::size_t at = spec.find(line);
    spec.replace(at, spec.find('\n', at) - at, value);
  };
  set("text: ", "text: " + quote(text));
  set("other: ", "other: " + quote(other));
  set("hosts: ", "hosts: [" + quote(other) + ", " + quote(text) + "]");
  set("labels: ", "labels: {b: " + quote(text) + ", a: " + quote(other) + "}");
  return spec;
}

}  // namespace formwork
