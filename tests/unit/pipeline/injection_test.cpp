// The promise of the whole compiler: a text of the spec is a text of the outputs, whatever it
// says. Every text that a spec of examples/actix-kubernetes can hold, defaults written out, is
// replaced by each hostile one, all places in one run; those that the schema refuses are left out.
// The same run with a harmless word instead must give the same outputs but for the places of that
// word, and those must hold the hostile text to the letter, as the file's reader and the evaluator
// behind it read them.
#include "support/hostile.h"
#include "unit/pipeline/compiled.h"
#include "unit/pipeline/output_comparer.h"
#include "unit/pipeline/spec_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <set>

namespace formwork {
namespace {

using testing::Compiled;
using testing::OutputComparer;
using testing::SpecText;

using Places = std::set<std::size_t>;
using TextOf = std::function<std::string(std::size_t)>;

const std::string kExample = FORMWORK_SOURCE_DIR "/examples/actix-kubernetes/";
const std::string kSpec = "environments/prod.yaml";

std::string read(const std::string& path) {
  std::ifstream in(kExample + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The paths below `node` whose keys the schema leaves to the user.
void users_keys(Node node, TypeRef type, std::set<std::string>& out) {
  if (type == nullptr || node.is_scalar()) return;
  for (const Node child : node) {
    if (type->kind == TypeKind::map) out.insert(child.path());
    const Field* field = type->kind == TypeKind::record ? type->field(child.key()) : nullptr;
    users_keys(child, field != nullptr ? field->type : type->element, out);
  }
}

/// The environment prod, with all its defaults as texts of the spec.
class Spec {
 public:
  Spec() {
    for (const char* path : {"formwork.yaml", "environments/base.yaml", "environments/prod.yaml",
                             "releases/prod.yaml"}) {
      tree_.set(path, read(path));
    }
    const Compiled plain(tree_);
    if (!plain.inputs) return;
    tree_.remove("environments/base.yaml");
    const Node root = plain.inputs->environments.at(0).document.root();
    std::set<std::string> users;
    users_keys(root, plain.inputs->schema->root(), users);
    std::set<std::string> excluded;
    // What is computed, or comes from the release, says so: its path is quoted first.
    for (int round = 0; round < 5; ++round) {
      text_ = std::make_unique<SpecText>(
          root, [&](Node node) { return !excluded.contains(node.path()); },
          [&](Node node) { return users.contains(node.path()); });
      const auto run = compile({}, nullptr);
      if (!run->diagnostics.has_errors()) return;
      for (const Diagnostic& d : run->diagnostics.items()) {
        const std::size_t begin = d.message.find('`') + 1;
        excluded.insert(d.message.substr(begin, d.message.find('`', begin) - begin));
      }
    }
    text_.reset();
  }

  [[nodiscard]] bool good() const { return text_ != nullptr; }
  [[nodiscard]] const std::vector<SpecText::Leaf>& leaves() const { return text_->leaves(); }
  [[nodiscard]] Places everywhere(bool keys) const {
    Places out;
    for (std::size_t i = 0; i < leaves().size(); ++i)
      if (leaves()[i].key == keys) out.insert(i);
    return out;
  }

  std::unique_ptr<Compiled> compile(const Places& places, const TextOf& text) {
    tree_.set(kSpec, text_->print([&](std::size_t i) {
      return places.contains(i) ? text(i) : leaves()[i].value;
    }));
    return std::make_unique<Compiled>(tree_);
  }

  /// The places of the run before that a finding is about.
  [[nodiscard]] Places blamed(const Compiled& run, const Diagnostic& d) const {
    Places out;
    const auto look = [&](const Span& span) {
      if (!span.valid() || run.sources.path(span.source) != kSpec) return;
      if (const std::size_t leaf = text_->at(span.begin); leaf != SpecText::kNone) out.insert(leaf);
    };
    look(d.span);
    for (const Note& note : d.notes)
      if (out.empty()) look(note.span);
    return out;
  }

  /// Takes from `places` those where `text` is refused; the run with what is left.
  std::unique_ptr<Compiled> settle(Places& places, const TextOf& text) {
    for (;;) {
      auto run = compile(places, text);
      if (!run->diagnostics.has_errors()) return run;
      bool fewer = false;
      for (const Diagnostic& d : run->diagnostics.items()) {
        if (d.severity != Severity::error) continue;
        refusals.insert(std::string(info(d.code).id));
        for (const std::size_t leaf : blamed(*run, d)) fewer = places.erase(leaf) != 0 || fewer;
      }
      if (!fewer && !halve(places, text)) return run;
    }
  }

  /// The run with a word in each of `places`; nothing where one refuses it.
  const Compiled* with_words(const Places& places) {
    auto& run = words_[places];
    if (!run) run = compile(places, testing::word_of);
    if (!run->diagnostics.has_errors()) return run.get();
    for (const Diagnostic& d : run->diagnostics.items())
      if (d.severity == Severity::error) ADD_FAILURE() << d.message;
    return nullptr;
  }

  std::set<std::string> refusals;  // codes

 private:
  /// Where a rule or a limit says no and names no place: settles each half alone. False if that
  /// leaves all of them.
  bool halve(Places& places, const TextOf& text) {
    const std::size_t all = places.size();
    if (all == 1) {
      places.clear();
      return true;
    }
    const auto middle = std::next(places.begin(), static_cast<std::ptrdiff_t>(all / 2));
    Places first(places.begin(), middle);
    Places second(middle, places.end());
    (void)settle(first, text);
    (void)settle(second, text);
    places = std::move(first);
    places.insert(second.begin(), second.end());
    return places.size() != all;
  }

  MemoryTree tree_;
  std::unique_ptr<SpecText> text_;
  std::map<Places, std::unique_ptr<Compiled>> words_;
};

/// The list of the promise, and the halves of what takes more than one byte.
std::vector<std::string> texts() {
  std::vector<std::string> out = {"say \"hi\" and 'hi'",
                                  "\"",
                                  "'",
                                  "a\\b\\",
                                  "\\n\\u0041\\\"",
                                  "${x}",
                                  "%{if true}x%{endif}",
                                  "${{ github.token }}",
                                  "{{ x }}",
                                  "$(id)",
                                  "$HOME",
                                  "`id`",
                                  "a\nb",
                                  "a\n---\nb: c\n",
                                  "\n",
                                  "a\r\nb",
                                  "a: b",
                                  ": ",
                                  "a #b",
                                  "#",
                                  "*a",
                                  "!t",
                                  "[",
                                  "no",
                                  "1e3",
                                  "010",
                                  "",
                                  " a ",
                                  "\t",
                                  "\xF0\x9F\x92\xA3",
                                  "gr\xC3\xBC\xC3\x9F \xE5\x90\x8D",
                                  "<b>[x](javascript:alert(1))</b>",
                                  "<%= metadata.name %>",
                                  std::string(10'000, 'x')};
  for (const char* text : {"${x}", "${{ x }}", "$(id)"}) {
    for (const auto& [first, second] : hostile::halves(text)) {
      if (first.empty() || second.empty()) continue;
      out.push_back(first);
      out.push_back(second);
    }
  }
  std::set<std::string> known;
  std::erase_if(out, [&](const std::string& text) { return !known.insert(text).second; });
  return out;
}

TEST(Injection, EveryTextOfTheSpecIsATextOfTheOutputs) {
  Spec spec;
  ASSERT_TRUE(spec.good()) << "the example does not compile with its defaults written out";
  ASSERT_GT(spec.everywhere(false).size(), 100U);
  Places reached;
  for (const std::string& text : texts()) {
    SCOPED_TRACE(::testing::PrintToString(text.substr(0, 80)));
    Places places = spec.everywhere(false);
    const auto actual = spec.settle(places, [&](std::size_t) { return text; });
    ASSERT_FALSE(actual->diagnostics.has_errors()) << actual->diagnostics.items()[0].message;
    const Compiled* harmless = spec.with_words(places);
    ASSERT_NE(harmless, nullptr) << "a place takes this text, but no word";
    OutputComparer comparer(text, places);
    comparer.compare(*harmless, *actual);
    if (HasFatalFailure()) return;
    // Values of the configuration take any text; of nothing, there may be nothing to see.
    if (!text.empty()) {
      EXPECT_GE(comparer.seen.size(), 8U);
    }
    reached.insert(comparer.seen.begin(), comparer.seen.end());
  }
  EXPECT_GE(reached.size(), 35U);
  // Besides the schema: a file of 10 kB texts is too large, and rules know some words.
  EXPECT_THAT(spec.refusals,
              ::testing::IsSubsetOf({"FW1016", "FW3103", "FW3105", "FW3106", "FW3108", "FW3201",
                                     "FW4001", "FW4011", "FW8004"}));
}

// Keys are names: no text of more than letters, digits, `_`, `-` and `.` is one.
TEST(Injection, NoHostileTextIsAKey) {
  Spec spec;
  ASSERT_TRUE(spec.good());
  Places keys;  // one of each map
  std::set<std::string> maps;
  for (const std::size_t place : spec.everywhere(true)) {
    const std::string& path = spec.leaves()[place].path;
    if (maps.insert(path.substr(0, path.rfind('.'))).second) keys.insert(place);
  }
  ASSERT_GT(keys.size(), 5U);
  for (const std::string& text : texts()) {
    const bool name = std::all_of(text.begin(), text.end(),
                                  [](unsigned char c) { return std::isalnum(c) != 0 && c < 0x80; });
    if (name && !text.empty()) continue;
    SCOPED_TRACE(::testing::PrintToString(text));
    const auto run = spec.compile(keys, [&](std::size_t) { return text; });
    Places refused;
    for (const Diagnostic& d : run->diagnostics.items()) {
      const Places blamed = spec.blamed(*run, d);
      refused.insert(blamed.begin(), blamed.end());
    }
    for (const std::size_t key : keys)
      EXPECT_TRUE(refused.contains(key)) << spec.leaves()[key].path;
  }
}

}  // namespace
}  // namespace formwork
