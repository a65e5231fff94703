// Bad input, row by row: the code, the place, and that it is the user's to mend (exit status 2).
#include "base/text.h"
#include "unit/document/read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace formwork {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using testing::Read;
using namespace std::string_literals;

struct Row {
  const char* name;
  std::string text;
  std::vector<std::string> findings;
};

void PrintTo(const Row& row, std::ostream* out) {
  *out << printable(row.text);
}

class BadInput : public ::testing::TestWithParam<Row> {};

TEST_P(BadInput, IsRefusedAtItsPlaceWithExitStatusTwo) {
  const Read read(GetParam().text);
  EXPECT_THAT(read.findings(), ElementsAreArray(GetParam().findings));
  EXPECT_FALSE(read.document.has_value());
  EXPECT_EQ(read.diagnostics.exit_status(), 2);
  for (const Diagnostic& d : read.diagnostics.items()) {
    EXPECT_FALSE(d.help.empty()) << d.message;
    EXPECT_EQ(printable(d.message), d.message) << "raw characters in a message";
    EXPECT_EQ(printable(d.help), d.help);
  }
}

std::string deep_lists(int levels) {
  std::string out = "a:\n";
  for (int i = 1; i < levels; ++i) out += std::string(static_cast<std::size_t>(i), ' ') + "-\n";
  return out + std::string(static_cast<std::size_t>(levels), ' ') + "x\n";
}

const Row kRows[] = {
    // Empty: always at the first character of the file.
    {"Empty", "", {"FW1001 1:1"}},
    {"OnlyBlankLines", "\n  \n\n", {"FW1001 1:1"}},
    {"OnlyComments", "# one\n  # two", {"FW1001 1:1"}},
    {"OnlyAComma", ",", {"FW1001 1:1"}},
    {"OnlyCommasAndComments", ",\n, # x\n", {"FW1001 1:1"}},
    {"NullRoot", "null\n", {"FW1001 1:1"}},
    {"TildeRoot", "# x\n~\n", {"FW1001 1:1"}},
    {"OnlyADocumentStart", "---\n", {"FW1001 1:1"}},
    {"OnlyADocumentEnd", "...\n", {"FW1001 1:1"}},
    {"OnlyAByteOrderMark", "\xEF\xBB\xBF", {"FW1001 1:1"}},

    // One document.
    {"SecondDocument", "a: 1\n---\nb: 2\n", {"FW1002 2:1"}},
    {"SecondDocumentAfterDocumentStart", "---\na: 1\n---\nb: 2\n", {"FW1002 3:1"}},
    {"SecondDocumentThatIsEmpty", "a: 1\n---\n", {"FW1002 2:1"}},
    {"SecondDocumentAfterDocumentEnd", "a: 1\n...\nb: 2\n", {"FW1002 3:1"}},

    // Keys.
    {"DuplicateKey", "a: 1\nb: 2\na: 3\n", {"FW1003 3:1"}},
    {"DuplicateKeyInOtherQuotes", "a: 1\n\"a\": 2\n'a': 3\n", {"FW1003 2:1", "FW1003 3:1"}},
    {"DuplicateKeyByEscape", "a: 1\n\"\\x61\": 2\n", {"FW1003 2:1"}},
    {"DuplicateKeyInFlow", "m: {a: 1, a: 2}\n", {"FW1003 1:11"}},
    {"DuplicateKeyBelowAList", "- {}\n- b:\n    a: 1\n    a: 2\n", {"FW1003 4:5"}},
    {"DuplicateKeyBeforeASyntaxError", "a: 1\na: 2\nb: \"x\" y\n", {"FW1003 2:1", "FW1006 3:8"}},
    {"BareWordAsKey", "a:\n  api\n  port: 80\n", {"FW1009 2:3"}},
    {"BareWordAtTheRoot", "foo\nbar: 1\n", {"FW1009 1:1"}},
    {"BareWordAmongKeys", "a: 1\nfoo\n", {"FW1009 2:1"}},
    {"BareWordInFlowMap", "a: {b, c: 1}\n", {"FW1009 1:5"}},
    {"BareWordInListItem", "- foo\n  bar: 1\n", {"FW1009 1:3"}},
    {"ColonWithoutSpace", "a: 1\nimage:nginx\n", {"FW1034 2:6"}},
    {"ColonWithoutSpaceOnTheFirstLine", "image:nginx\nb: 1\n", {"FW1034 1:6"}},
    {"ColonWithoutSpaceAfterQuotes", "\"a\":1\n", {"FW1034 1:4"}},
    {"MergeKey", "a: 1\n<<: {b: 2}\n", {"FW1013 2:1"}},
    {"MergeKeyInFlow", "a: {<<: {b: 2}}\n", {"FW1013 1:5"}},
    {"ExplicitKey", "? a\n: b\n", {"FW1026 1:1"}},
    {"EmptyKey", ": b\n", {"FW1026 1:1"}},
    {"EmptyKeyInFlow", "{: b}\n", {"FW1026 1:2"}},
    {"ListAsKey", "[a]: b\n", {"FW1026 1:1"}},
    {"MapAsKeyInFlow", "{{a: b}: c}\n", {"FW1026 1:1"}},
    {"PlaceholderWithoutQuotes", "a: {{ x }}\n", {"FW1026 1:4"}},
    {"PairInAList", "a: [b: c]\n", {"FW1026 1:5"}},
    {"KeyOverTwoLines", "\"a\n b\": c\n", {"FW1026 1:1"}},
    {"KeyOfMoreThan1024Bytes", std::string(1025, 'k') + ": 1\n", {"FW1026 1:1"}},

    // Quotes and brackets: at the opening one.
    {"UnclosedDoubleQuote", "a: 1\nb: \"x\nc: 2\n", {"FW1004 2:4"}},
    {"UnclosedDoubleQuoteAtTheEnd", "b: \"x", {"FW1004 1:4"}},
    {"UnclosedSingleQuote", "b: 'x''\nc: 2\n", {"FW1004 1:4"}},
    {"UnclosedQuoteThatALaterOneWouldClose", "a:\n  b: \"x\n  c: \"y\"\n", {"FW1004 2:6"}},
    {"UnclosedQuoteBeforeADocument", "\"x\n---\n\"\n", {"FW1004 1:1"}},
    {"UnclosedQuoteInFlow", "a: [\"x, 1]\nb: 2\n", {"FW1004 1:5"}},
    {"UnclosedList", "a: [1, 2\nb: 3\n", {"FW1005 1:4"}},
    {"UnclosedMap", "a: {b: 1\n", {"FW1005 1:4"}},
    {"UnclosedInnerList", "a: {b: [1, 2}\n", {"FW1005 1:8"}},
    {"ClosedByTheOtherBracket", "a: [1}\n", {"FW1005 1:4"}},
    {"ClosedAtTheParentsIndentation", "a: [\n  1\n]\n", {"FW1005 1:4"}},

    // Junk.
    {"TextAfterAQuotedValue", "a: \"x\" y\n", {"FW1006 1:8"}},
    {"TextAfterAFlowList", "a: [1] x\n", {"FW1006 1:8"}},
    {"TextAfterATopLevelList", "- a\nb: 1\n", {"FW1006 2:1"}},
    {"TextAfterATopLevelMap", "{a: 1}\nb: 1\n", {"FW1006 2:1"}},
    {"TextAfterTheDocumentEnd", "a: 1\n... x\n", {"FW1006 2:5"}},
    {"StrayBracket", "a: ]\n", {"FW1006 1:4"}},
    {"QuoteWithinSingleQuotes", "a: 'don't'\n", {"FW1006 1:9"}},
    {"MissingCommaBeforeAKey", "{a: 1\n b: 2}\n", {"FW1006 2:3"}},
    {"MissingComma", "a: [\"x\" \"y\"]\n", {"FW1006 1:9"}},
    {"CommentWithoutSpace", "a: \"x\"#c\n", {"FW1007 1:7"}},
    {"CommentWithoutSpaceAfterAComma", "a: [1,#c\n  2]\n", {"FW1007 1:7"}},
    {"DoubleComma", "a: [1,, 2]\n", {"FW1008 1:7"}},
    {"LeadingComma", "a: [, 2]\n", {"FW1008 1:5"}},
    {"DoubleCommaInMap", "a: {b: 1,, c: 2}\n", {"FW1008 1:10"}},
    {"ReservedCharacterFirst", "a: @x\n", {"FW1031 1:4"}},
    {"BacktickFirst", "a: `x`\n", {"FW1031 1:4"}},
    {"PercentFirst", "a: %x\n", {"FW1031 1:4"}},
    {"CommaFirst", "a: ,\n", {"FW1031 1:4"}},
    {"MapOnTheLineOfItsKey", "a: b: c\n", {"FW1032 1:4"}},
    {"ListOnTheLineOfItsKey", "a: - b\n", {"FW1032 1:4"}},
    {"MapOnTheLineOfTheDocumentStart", "--- a: b\n", {"FW1032 1:5"}},
    {"UnknownEscape", "a: \"\\d\"\n", {"FW1027 1:5"}},
    {"EscapeWithTooFewDigits", "a: \"\\u12\"\n", {"FW1027 1:5"}},
    {"EscapeOfAFirstHalfAlone", "a: \"\\ud83d\"\n", {"FW1027 1:5"}},
    {"EscapeOfASecondHalfAlone", "a: \"x\\ude00\"\n", {"FW1027 1:6"}},
    {"EscapesOfTwoFirstHalves", "a: \"\\ud83d\\ud83d\\ude00\"\n", {"FW1027 1:5"}},
    {"EscapesOfHalvesInTheWrongOrder", "a: \"\\ude00\\ud83d\"\n", {"FW1027 1:5"}},
    {"EscapesOfHalvesApart", "a: \"\\ud83d \\ude00\"\n", {"FW1027 1:5"}},
    {"EscapesOfHalvesWithEightDigits", "a: \"\\U0000d83d\\U0000de00\"\n", {"FW1027 1:5"}},
    {"EscapeOfASecondHalfCutShort", "a: \"\\ud83d\\ude0\"\n", {"FW1027 1:5"}},
    {"EscapePastTheLastCharacter", "a: \"\\U00110000\"\n", {"FW1027 1:5"}},
    {"BlockHeaderWithText", "a: | x\n", {"FW1028 1:4"}},
    {"BlockHeaderWithZero", "a: |0\n  x\n", {"FW1028 1:4"}},
    {"BlockTextWithTooDeepFirstLine", "a: |\n     \n  x\n", {"FW1028 2:1"}},
    {"ConflictMarkers", "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", {"FW1033 2:1"}},

    // Depth: 64 is read, 65 is not.
    {"ListsTooDeep", deep_lists(65), {"FW1010 65:65"}},
    {"FlowListsTooDeep", std::string(65, '['), {"FW1010 1:65"}},
    {"FlowMapsVeryDeep",
     [] {
       std::string s;
       for (int i = 0; i < 100000; ++i) s += "{a: ";
       return s;
     }(),
     {"FW1010 1:257"}},
    {"CompactListsVeryDeep",
     [] {
       std::string s;
       for (int i = 0; i < 100000; ++i) s += "- ";
       return s;
     }(),
     {"FW1010 1:129"}},

    // Outside the subset, by name; all of them in one run.
    {"Anchor", "a: &x 1\n", {"FW1011 1:4"}},
    {"AnchorOnAMap", "a: &x\n  b: 1\n", {"FW1011 1:4"}},
    {"AnchorOnAKey", "&x a: 1\n", {"FW1011 1:1"}},
    {"Alias", "a: *x\n", {"FW1012 1:4"}},
    {"AliasInFlow", "a: [*x, 1]\n", {"FW1012 1:5"}},
    {"UnquotedStar", "a: *.example.com\n", {"FW1012 1:4"}},
    {"Tag", "a: !x 1\n", {"FW1014 1:4"}},
    {"StandardTag", "a: !!str 1\n", {"FW1014 1:4"}},
    {"TagOnARoot", "!x\na: 1\n", {"FW1014 1:1"}},
    {"Directive", "%YAML 1.2\n---\na: 1\n", {"FW1015 1:1"}},
    {"TagDirective", "%TAG ! x\n---\na: 1\n", {"FW1015 1:1"}},
    {"SeveralOfThem",
     "a: &x 1\nb: *x\nc: !t 1\n<<: 1\n",
     {"FW1011 1:4", "FW1012 2:4", "FW1014 3:4", "FW1013 4:1"}},

    // Encoding and characters.
    {"BadByte", "a: \xFF\n", {"FW1019 1:4"}},
    {"OverlongNul", "a: \xC0\x80\n", {"FW1019 1:4"}},
    {"SurrogateInUtf8", "a: \xED\xA0\x80\n", {"FW1019 1:4"}},
    {"CutCharacter", "a: \xE2\x82", {"FW1019 1:4"}},
    {"Utf16LittleEndian", "\xFF\xFE\x61\0:\0 \0001\0"s, {"FW1020 1:1"}},
    {"Utf16BigEndian", "\xFE\xFF\0\x61\0:\0 \0001"s, {"FW1020 1:1"}},
    {"Utf16WithoutMark", "a\0:\0 \0001\0"s, {"FW1020 1:1"}},
    {"Utf32LittleEndian", "\xFF\xFE\0\0a\0\0\0"s, {"FW1020 1:1"}},
    {"Utf32BigEndianWithoutMark", "\0\0\0a\0\0\0:"s, {"FW1020 1:1"}},
    {"ByteOrderMarkWithin", "a: 1\nb: \xEF\xBB\xBFx\n", {"FW1021 2:4"}},
    {"TwoByteOrderMarks",
     "\xEF\xBB\xBF\xEF\xBB\xBF"
     "a: 1\n",
     {"FW1021 1:2"}},
    {"Nul", "a: x\0y\n"s, {"FW1022 1:5"}},
    {"EscapeCharacter", "a: \x1B[31m\n", {"FW1022 1:4"}},
    {"Delete", "a: \x7F\n", {"FW1022 1:4"}},
    {"C1Control", "a: \xC2\x9B\n", {"FW1022 1:4"}},
    {"LoneCarriageReturn", "a: 1\rb: 2\n", {"FW1022 1:5"}},
    {"ControlCharacterInAComment", "a: 1 # \x08\n", {"FW1022 1:8"}},
    {"BidirectionalOverride", "a: x\xE2\x80\xAEy\n", {"FW1023 1:5"}},
    {"ZeroWidthSpace", "a\xE2\x80\x8B: 1\n", {"FW1023 1:2"}},
    {"LineSeparator", "a: x\xE2\x80\xA8y\n", {"FW1023 1:5"}},
    {"NoBreakSpaceInAKey",
     "a\xC2\xA0"
     "b: 1\n",
     {"FW1023 1:1"}},
    {"NoBreakSpaceInAKeyByEscape", "\"a\\_b\": 1\n", {"FW1023 1:1"}},
    {"LineFeedInAKeyByEscape", "\"a\\nb\": 1\n", {"FW1023 1:1"}},
    {"NoBreakSpaceAsIndentation", "a:\n\xC2\xA0 b: 1\n", {"FW1023 2:1"}},
    {"HoleMark",
     "a: \xEE\x80\x80"
     "0\xEE\x80\x81\n",
     {"FW1029 1:4", "FW1029 1:6"}},
    {"HoleMarkByEscape", "a: \"\\uE000\"\n", {"FW1029 1:5"}},

    // Indentation.
    {"TabIndentation", "a:\n\tb: 1\n", {"FW1024 2:1"}},
    {"TabAfterSpaces", "a:\n  b: 1\n  \tc: 2\n", {"FW1024 3:3"}},
    {"TabInAListItem", "-\t- a\n", {"FW1024 1:2"}},
    {"TabInAContinuedText", "a: \"x\n\ty\"\n", {"FW1024 2:1"}},
    {"TabBeforeABlockText", "a: |\n\tx\n", {"FW1024 2:1"}},
    {"TabOnAnEmptyLine", "a: 1\n\t\nb: 2\n", {"FW1024 2:1"}},
    {"DeeperThanItsSiblings", "a: 1\n  b: 2\n", {"FW1025 2:3"}},
    {"BetweenTwoLevels", "a:\n    b: 1\n  c: 2\n", {"FW1025 3:3"}},
    {"ListItemAmongKeys", "a:\n  b: 1\n  - c\n", {"FW1025 3:3"}},
    {"ListItemDeeperThanItsSiblings", "a:\n- \"b\"\n - c\n", {"FW1025 3:2"}},

    // What the two readers do not agree on.
    {"QuestionMarkInFlow", "a: [?x]\n", {"FW1030 1:5"}},
};

INSTANTIATE_TEST_SUITE_P(Rows, BadInput, ::testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BadInputMessages, ADuplicateKeyNamesBothPlaces) {
  const Read read("a: 1\nb:\n  c: 1\n  'c': 2\n");
  ASSERT_EQ(read.diagnostics.size(), 1U);
  const Diagnostic& d = read.diagnostics.items()[0];
  EXPECT_EQ(d.message, "the key `c` is set twice in this map");
  EXPECT_EQ(read.under(d.span), "'c'");
  ASSERT_EQ(d.notes.size(), 1U);
  EXPECT_EQ(read.sources.begin(d.notes[0].span), (Position{3, 3}));
}

TEST(BadInputMessages, AnUnclosedQuoteSaysWhereItWouldHaveToEnd) {
  const Read read("a:\n  b: \"x\n  c: 1\n");
  ASSERT_EQ(read.diagnostics.size(), 1U);
  const Diagnostic& d = read.diagnostics.items()[0];
  ASSERT_EQ(d.notes.size(), 1U);
  EXPECT_EQ(read.sources.begin(d.notes[0].span), (Position{3, 3}));
}

TEST(BadInputMessages, BadUtf8GivesTheByteOffset) {
  const Read read("a: 1\nb: \xC3(\n");
  EXPECT_THAT(read.diagnostics.items().at(0).message, HasSubstr("byte 0xc3 at offset 8"));
}

TEST(BadInputMessages, RefusedConstructsNameTheAlternative) {
  EXPECT_THAT(Read("a: *x\n").diagnostics.items().at(0).help, HasSubstr("`extends`"));
  EXPECT_THAT(Read("a: &x 1\n").diagnostics.items().at(0).help, HasSubstr("`extends`"));
  EXPECT_THAT(Read("<<: 1\n").diagnostics.items().at(0).help, HasSubstr("`extends`"));
  EXPECT_THAT(Read("a: !x 1\n").diagnostics.items().at(0).help, HasSubstr("schema"));
}

TEST(BadInputMessages, ManyBadCharactersAreCutAfterTwenty) {
  EXPECT_EQ(Read("a: " + std::string(1000, '\x01') + "\n").diagnostics.size(), 20U);
}

TEST(Limits, AFileOverOneMebibyteIsRefusedBeforeItIsRead) {
  const std::string line = "a: 1\n";
  std::string text;
  while (text.size() <= (std::size_t{1} << 20)) text += line;  // duplicates, were it read
  EXPECT_THAT(Read(text).findings(), ElementsAre("FW1016 1:1"));
  std::string fits = "# ";
  fits.resize((std::size_t{1} << 20) - 5, 'x');
  EXPECT_TRUE(Read(fits + "\na: 1").document.has_value());
}

TEST(Limits, AScalarOver64KibibytesIsRefusedAtItsBeginning) {
  const std::size_t most = std::size_t{64} << 10;
  EXPECT_THAT(Read("a: 1\nb: " + std::string(most + 1, 'x') + "\n").findings(),
              ElementsAre("FW1017 2:4"));
  EXPECT_TRUE(Read("b: " + std::string(most, 'x') + "\n").document.has_value());
  std::string block = "b: |\n";
  for (int i = 0; i < 2000; ++i) block += "  0123456789012345678901234567890123456789\n";
  EXPECT_THAT(Read(block).findings(), ElementsAre("FW1017 1:4"));
}

TEST(Limits, AMapOver4096KeysIsRefusedAtTheKeyThatCrossesIt) {
  std::string text;
  for (int i = 0; i < 4096; ++i) text += "k" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(Read(text).root().size(), 4096U);
  EXPECT_THAT(Read(text + "more: 1\n").findings(), ElementsAre("FW1018 4097:1"));
}

TEST(Limits, SixtyFourLevelsAreRead) {
  EXPECT_TRUE(Read(deep_lists(64)).document.has_value());
  EXPECT_TRUE(Read(std::string(64, '[') + std::string(64, ']')).document.has_value());
}

// Texts on which a reader that goes back, or looks a key up by going through all, takes minutes.
TEST(Limits, TimeIsLinearInTheText) {
  std::vector<std::string> texts;
  std::string keys;
  for (int i = 0; i < 4000; ++i) keys += "k" + std::to_string(i) + ": {a: [1, 2, 3], b: \"x\"}\n";
  texts.push_back(keys);
  texts.push_back("a: [" + [] {
    std::string s;
    for (int i = 0; i < 200000; ++i) s += "1, ";
    return s;
  }() + "]\n");
  texts.push_back("a: " + std::string(1000000, '\n') + "b\n");
  texts.push_back("a: \"" + std::string(1000000, '\n'));
  texts.push_back("a:\n" + std::string(500000, '#') + "\n" + std::string(500000, ' '));
  texts.push_back(std::string(1000000, '-'));
  texts.push_back(std::string(1000000, ':'));
  texts.push_back(std::string(1000000, '"'));
  texts.push_back(std::string(500000, ','));
  texts.push_back([] {
    std::string s;
    for (int i = 0; i < 300000; ++i) s += "{,";
    return s;
  }());
  texts.push_back([] {
    std::string s;
    for (int i = 0; i < 250000; ++i) s += "a\n\n ";
    return s;
  }());
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& text : texts) {
    const Read spec(text);
    const Read output(text, YamlSchema::core12);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace formwork
