// What is read when formwork is built and read again from its image is what its text gives.
#include "document/event_image.h"

#include "document/yaml.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace formwork {
namespace {

namespace fs = std::filesystem;

// Everything that a Node tells, children included.
void tell(Node node, std::string& out) {
  const auto place = [&](Span span) {
    out += ' ' + std::to_string(span.source) + ':' + std::to_string(span.begin) + '-' +
           std::to_string(span.end);
  };
  out += name(node.kind());
  place(node.span());
  if (!node.key().empty()) {
    out += " key " + std::string(node.key());
    place(node.key_span());
  }
  if (node.is_scalar()) {
    out += " style " + std::to_string(static_cast<int>(node.style())) + " " +
           std::string(node.text()) + '\n';
    return;
  }
  out += " {\n";
  for (const Node child : node) tell(child, out);
  out += "}\n";
}

void expect_the_same(const std::string& name, const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add(name, text);
  const auto read = parse_yaml(source, sources, diagnostics);
  const auto image = image_of(source, sources, diagnostics);
  ASSERT_EQ(read.has_value(), image.has_value()) << name;
  if (!read) return;
  std::string of_text;
  std::string of_image;
  tell(read->root(), of_text);
  tell(document_of(*image, source, sources).root(), of_image);
  EXPECT_EQ(of_text, of_image) << name;
}

TEST(EventImage, GivesWhatTheTextGives) {
  for (const char* text : {
           "a: 1\n",
           "a:\nb: ~\nc: null\nd: ''\n",
           "\xEF\xBB\xBF# mark\na: [b, {c: d}, \"e\\n\\u00e9\\ud83d\\ude00\"]\n",
           "\"a b\": 'it''s'\n'c': |\n  one\n   two\n\nd: >-\n  folded\n  text\n\n  more\n",
           "- - x\n  - y\n- {}\n- []\n",
           "a: plain text\n  over lines\n",
           "---\na: b\n...\n",
       }) {
    expect_the_same("text.yaml", text);
  }
  expect_the_same("long.yaml", "a: \"" + std::string(40000, 'x') + "\\t\"\nb: c\n");
  std::string deep = "a";
  for (int i = 0; i < 40; ++i) deep = "{k: " + deep + "}";
  expect_the_same("deep.yaml", deep + "\n");
}

TEST(EventImage, IsMadeOfNothingThatIsRefused) {
  for (const char* text :
       {"", "# nothing\n", "a: &b c\n", "a: 1\na: 2\n", "a: [b\n", "---\na\n---\nb\n"})
    expect_the_same("text.yaml", text);
}

// Schemas, manifests, rules and tables, which the build reads; other files, where they happen to be
// YAML.
TEST(EventImage, GivesWhatEveryYamlFileOfTheSourceTreeGives) {
  std::size_t count = 0;
  for (const char* folder : {"schemas", "templates", "environments", "examples"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(FORMWORK_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".yaml") continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      expect_the_same(entry.path().string(), {std::istreambuf_iterator<char>(stream), {}});
      ++count;
    }
  }
  EXPECT_GE(count, 150U);
}

}  // namespace
}  // namespace formwork
