// tests/golden/rules/<RULE-ID>/{pass,fail}.{yaml,Dockerfile,tf,bicep}: each rule of each pack
// speaks up about its failing fixture and is silent about the passing one. What it reads of the
// environment stands in spec.yaml beside them.
#include "document/yaml.h"
#include "function/functions.h"
#include "language/language.h"
#include "rules/rules.h"
#include "schema/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace formwork {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = FORMWORK_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> sorted(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

/// What the rules of a pack judge.
struct Judged {
  LanguageId language = LanguageId::yaml;
  Dialect dialect = Dialect::none;
  std::string extension = ".yaml";
};

Judged judged_by(const std::string& pack, const std::string& on) {
  if (on.starts_with("terraform/")) return {LanguageId::hcl, Dialect::none, ".tf"};
  if (on.starts_with("bicep/")) return {LanguageId::bicep, Dialect::none, ".bicep"};
  if (on == "json") return {LanguageId::json, Dialect::none, ".json"};
  if (on == "spec") return {LanguageId::yaml, Dialect::none, ".yaml"};
  if (pack == "docker") return {LanguageId::dockerfile, Dialect::none, ".Dockerfile"};
  if (pack == "github-actions") return {LanguageId::yaml, Dialect::workflow, ".yaml"};
  return {LanguageId::yaml, Dialect::kubernetes, ".yaml"};
}

/// Every rule of every pack, compiled against the schema of the environment.
class Rulebook {
 public:
  struct Entry {
    std::string pack;
    Rule rule;
  };

  Rulebook() {
    std::vector<const Document*> sections;
    for (const fs::path& path : sorted(kRoot / "schemas/environment")) {
      if (auto document = parse(path))
        sections.push_back(&documents_.emplace_back(std::move(*document)));
    }
    schema_ = Schema::compile(sections, builtin_functions(), diagnostics_);
    if (!schema_) return;
    for (const fs::path& pack : sorted(kRoot / "templates")) {
      if (!fs::is_directory(pack / "rules")) continue;
      for (const fs::path& path : sorted(pack / "rules")) {
        const auto document = parse(path);
        if (!document) continue;
        auto rules = compile_rules(*document, sources_, builtin_functions(), types_,
                                   schema_->root(), diagnostics_);
        if (!rules) continue;
        for (Rule& rule : *rules) entries_.push_back({pack.filename(), std::move(rule)});
      }
    }
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] std::vector<std::string> errors() const {
    std::vector<std::string> out;
    for (const Diagnostic& d : diagnostics_.items()) {
      out.push_back(std::string(sources_.path(d.span.source)) + ": " + d.message);
    }
    return out;
  }

  /// True if the rule of `entry` finds something in `path`; nothing if the fixture cannot be
  /// judged.
  std::optional<bool> speaks_up(const Entry& entry, const fs::path& path) {
    const Judged judged = judged_by(entry.pack, entry.rule.on);
    const Language* reader = language(judged.language);
    if (reader == nullptr || !fs::exists(path)) return {};
    const bool spec = entry.rule.on == "spec";
    Diagnostics found;
    const SourceId source = sources_.add(path.filename(), read(path));
    const auto document =
        reader->parse(source, sources_, spec ? Dialect::none : judged.dialect, found);
    if (!document) return {};
    std::vector<Object> objects;
    Value value;
    if (spec) {
      const Node root = document->root().at(0);
      objects.push_back({"spec", "spec", root});
      value = Value::of(root);
    } else {
      objects = reader->objects(document->root(), judged.dialect);
    }
    // What the rule reads of the environment beside the object.
    std::optional<Document> environment;
    if (!spec && fs::exists(path.parent_path() / "spec.yaml")) {
      environment = parse(path.parent_path() / "spec.yaml");
      if (!environment) return {};
      value = Value::of(environment->root());
    }
    const std::string file = path.filename().string();
    for (const Object& object : objects) {
      apply_rules(std::vector<Rule>{entry.rule}, {&object, file, {}}, value, {}, {}, found);
    }
    // A rule that could not be decided is a broken test, not a finding.
    const bool broken = std::any_of(found.items().begin(), found.items().end(),
                                    [](const Diagnostic& d) { return d.code != Code::FW4001; });
    if (broken) return {};
    return !found.items().empty();
  }

 private:
  std::optional<Document> parse(const fs::path& path) {
    return parse_yaml(sources_.add(fs::relative(path, kRoot), read(path)), sources_, diagnostics_);
  }

  SourceMap sources_;
  Diagnostics diagnostics_;
  std::deque<Document> documents_;
  std::optional<Schema> schema_;
  TypeTable types_;
  std::vector<Entry> entries_;
};

TEST(PackRules, CompileAgainstTheSchema) {
  const Rulebook book;
  EXPECT_THAT(book.errors(), testing::IsEmpty());
  EXPECT_GE(book.entries().size(), 70U);
}

TEST(PackRules, SpeakUpAboutTheFailingFixtureAlone) {
  Rulebook book;
  for (const Rulebook::Entry& entry : book.entries()) {
    SCOPED_TRACE(entry.rule.id);
    const fs::path folder = kRoot / "tests/golden/rules" / entry.rule.id;
    const std::string extension = judged_by(entry.pack, entry.rule.on).extension;
    const auto pass = book.speaks_up(entry, folder / ("pass" + extension));
    const auto fail = book.speaks_up(entry, folder / ("fail" + extension));
    if (!pass || !fail) {
      ADD_FAILURE() << "a fixture is missing, or cannot be judged";
      continue;
    }
    EXPECT_FALSE(*pass);
    EXPECT_TRUE(*fail);
  }
}

TEST(PackRules, HaveIdsOfTheirOwnAndNoFixtureIsLeftOver) {
  const Rulebook book;
  std::set<std::string> ids;
  for (const Rulebook::Entry& entry : book.entries()) {
    EXPECT_TRUE(ids.insert(entry.rule.id).second) << entry.rule.id << " is there twice";
  }
  for (const fs::path& folder : sorted(kRoot / "tests/golden/rules")) {
    EXPECT_TRUE(ids.contains(folder.filename())) << folder.filename() << " belongs to no rule";
  }
}

TEST(PackRules, NameAControl) {
  const Rulebook book;
  for (const Rulebook::Entry& entry : book.entries())
    EXPECT_FALSE(entry.rule.controls.empty()) << entry.rule.id;
}

}  // namespace
}  // namespace formwork
