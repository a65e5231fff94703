// What holds for every language: names, and a machine that may stop between any two bytes.
#include "language/language.h"
#include "support/hostile.h"

#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

constexpr LanguageId kAll[] = {LanguageId::yaml,       LanguageId::json,     LanguageId::shell,
                               LanguageId::dockerfile, LanguageId::markdown, LanguageId::text,
                               LanguageId::hcl,        LanguageId::bicep};
constexpr Dialect kDialects[] = {Dialect::none,    Dialect::kubernetes, Dialect::workflow,
                                 Dialect::compose, Dialect::prometheus, Dialect::applicationset};

TEST(Languages, AreFoundByName) {
  for (const LanguageId id : kAll) {
    ASSERT_NE(language(id), nullptr);
    EXPECT_EQ(language(id)->id(), id);
    EXPECT_EQ(find_language(name(id)), id);
  }
  EXPECT_EQ(find_language("cobol"), std::nullopt);
  for (const Dialect d : kDialects) EXPECT_EQ(find_dialect(name(d)), d);
  EXPECT_EQ(find_dialect("klingon"), std::nullopt);
}

/// Pieces that make machines change their minds.
std::string random_source(std::mt19937_64& random) {
  static const std::vector<std::string> kWords = {"a: ",      "- ",
                                                  "\n",       "\n  ",
                                                  "|\n",      "run: ",
                                                  "if: ",     "containers:\n",
                                                  "env:\n",   "args: ",
                                                  "\"",       "'",
                                                  "{",        "}",
                                                  "[",        "]",
                                                  "(",        ")",
                                                  "#",        "<<EOF\n",
                                                  "EOF\n",    "<<-X\n",
                                                  "$",        "${",
                                                  "${{",      "}}",
                                                  "{{",       "$(",
                                                  "`",        "```\n",
                                                  "~~~\n",    "\\",
                                                  "\\\n",     "=",
                                                  "FROM a\n", "RUN ",
                                                  "CMD [",    "ENV A=",
                                                  "LABEL ",   "HEALTHCHECK --i=1 CMD ",
                                                  "<!--",     "-->",
                                                  "<b",       ">",
                                                  "](",       "|",
                                                  "/*",       "'''",
                                                  "$'''",     "#disable-next-line x",
                                                  "@a(",      "if (",
                                                  "*/",       "//",
                                                  "%{",       "resource \"a\" ",
                                                  "b = ",     ", ",
                                                  "x",        " ",
                                                  "\r\n",     "\xC3\xA9"};
  std::string out;
  for (auto n = random() % 40; n-- != 0;) out += kWords[random() % kWords.size()];
  return out;
}

/// Literal text reaches a machine in pieces, between tags: the state must hold all that the machine
/// knows.
TEST(Languages, AMachineMayStopBetweenAnyTwoBytes) {
  std::mt19937_64 random(17);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random_source(random);
    for (const LanguageId id : kAll) {
      const Language& l = *language(id);
      const Dialect dialect = kDialects[random() % std::size(kDialects)];
      ContextState whole = l.start(dialect);
      std::size_t at = 0;
      const auto error = l.advance(whole, text, at);
      ContextState bytes = l.start(dialect);
      std::optional<std::string> stopped;
      std::size_t i = 0;
      for (; i < text.size() && !stopped; ++i) {
        std::size_t offset = 0;
        stopped = l.advance(bytes, std::string_view(text).substr(i, 1), offset);
      }
      ASSERT_EQ(error, stopped) << name(id) << "\n" << text;
      if (error) {
        EXPECT_EQ(at, i - 1) << name(id) << "\n" << text;
        continue;
      }
      ASSERT_EQ(whole, bytes) << name(id) << "\n" << text;
      const ContextState normal = l.normal(whole);
      EXPECT_EQ(l.normal(normal), normal) << name(id) << "\n" << text;
      EXPECT_EQ(l.join(whole, whole), whole) << name(id) << "\n" << text;
      EXPECT_FALSE(l.describe(whole).empty()) << name(id);
      // A tag here: refused with advice, or followed by a state that joins itself.
      const TagContext context = l.classify(whole);
      EXPECT_NE(context.place.has_value(), !context.refusal.empty()) << name(id) << "\n" << text;
      if (context.place) {
        l.after_tag(whole, *context.place);
        EXPECT_TRUE(l.join(whole, whole)) << name(id) << "\n" << text;
      }
    }
  }
}

}  // namespace
}  // namespace formwork
