#pragma once
// Schemas and specs from text, and what was said of them as lines: `spec.yaml:2:7 FW3102 message;
// help`.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/yaml.h"
#include "function/functions.h"
#include "schema/bare.h"
#include "schema/schema.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork::testing {

inline std::vector<std::string> lines(const SourceMap& sources, const Diagnostics& diagnostics) {
  std::vector<std::string> out;
  for (const Diagnostic& d : diagnostics.items()) {
    const Position at = sources.begin(d.span);
    out.push_back(fmt::format("{}:{}:{} {} {}{}{}", sources.path(d.span.source), at.line, at.column,
                              info(d.code).id, d.message, d.help.empty() ? "" : "; ", d.help));
  }
  return out;
}

/// One schema and what is tried on it.
class Bench {
 public:
  /// Sections, named a.yaml, b.yaml, …
  explicit Bench(const std::vector<std::string>& sections) {
    std::vector<const Document*> documents;
    char letter = 'a';
    for (const std::string& text : sections) {
      const SourceId id = sources.add(fmt::format("{}.yaml", letter++), text);
      auto parsed = parse_yaml(id, sources, diagnostics);
      if (!parsed) continue;
      parsed_.push_back(std::make_unique<Document>(std::move(*parsed)));
      documents.push_back(parsed_.back().get());
    }
    if (!diagnostics.has_errors()) {
      schema = Schema::compile(documents, builtin_functions(), diagnostics);
    }
  }
  explicit Bench(const std::string& section) : Bench(std::vector<std::string>{section}) {}

  [[nodiscard]] std::vector<std::string> said() const { return lines(sources, diagnostics); }

  /// Parses a spec; the test fails where it is not YAML.
  Document parse(const std::string& text, const std::string& path = "spec.yaml") {
    const SourceId id = sources.add(path, text);
    auto parsed = parse_yaml(id, sources, diagnostics);
    if (!parsed) {
      ADD_FAILURE() << "not YAML: " << ::testing::PrintToString(said());
      Document empty;
      empty.add_map();
      return empty;
    }
    return std::move(*parsed);
  }

  /// What validation says of a spec.
  std::vector<std::string> validate(const std::string& text,
                                    const std::string& path = "spec.yaml") {
    if (!schema) return {"the schema does not compile"};
    document = parse(text, path);
    Diagnostics found;
    const bool sound = formwork::validate(*schema, document, sources, found);
    EXPECT_EQ(sound, !found.has_errors());
    return lines(sources, found);
  }

  /// Validates and fills; what went wrong, or nothing.
  std::vector<std::string> fill(const std::string& text) {
    std::vector<std::string> wrong = validate(text);
    if (!wrong.empty()) return wrong;
    Diagnostics found;
    filled = formwork::fill(*schema, document, found);
    EXPECT_EQ(filled.has_value(), !found.has_errors());
    return lines(sources, found);
  }

  [[nodiscard]] std::string text(std::string_view path) const {
    const Node node = document.root().find_path(path);
    return node ? std::string(node.text()) : "(absent)";
  }

  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Schema> schema;
  Document document;
  std::optional<Filled> filled;

 private:
  std::vector<std::unique_ptr<Document>> parsed_;
};

/// The published schema, read by the bare reader; what is wrong with it goes to `said`.
inline std::optional<BareSchema> read_published(const Schema& schema,
                                                std::vector<std::string>& said) {
  SourceMap sources;
  Diagnostics diagnostics;
  std::string text = schema.published();
  const std::size_t id =
      text.find("  \"$id\"");  // it names the whole document: outside the profile
  text.erase(id, text.find('\n', id) + 1 - id);
  const auto parsed = parse_yaml(sources.add("published.json", text), sources, diagnostics);
  auto out = parsed ? BareSchema::compile(*parsed, diagnostics) : std::nullopt;
  said = lines(sources, diagnostics);
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace formwork::testing
