// A file, its record and whatever else a lock says, forged together: no combination makes a wrong
// file right, and each has the id of the table (docs/adr/0025).
#include "base/sha256.h"
#include "checker.h"
#include "mutations.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace formwork::mutation {
namespace {

enum class Digested : std::uint8_t { right, of_the_file, another, null, absent };
enum class Version : std::uint8_t { right, older, newer, none };
enum class Record : std::uint8_t { right, another, gone };

/// The first record of kind `k` changed as `how` says; false where there is none.
bool forge(std::vector<std::string>& lines, const std::string& start, Record how) {
  if (how == Record::right) return true;
  const auto it = std::find_if(lines.begin(), lines.end(),
                               [&](const std::string& line) { return line.starts_with(start); });
  if (it == lines.end()) return false;
  if (how == Record::gone) {
    lines.erase(it);
    return true;
  }
  char& c = (*it)[it->rfind("\"d\":\"") + 5];
  c = c == 'a' ? 'b' : 'a';
  return true;
}

struct Forged {
  bool file = false;
  Digested digest = Digested::right;
  Version version = Version::right;
  Record value = Record::right, overlay = Record::right, built_in = Record::right;
};

/// The findings that are due, by the table of docs/diagnostics/dr-drift.md.
std::vector<std::string> due(const Forged& forged, const std::string& path, const std::string& lock,
                             const std::string& overlay, bool strict, bool& fails) {
  std::vector<std::string> out;
  const auto tell = [&](const char* id, const std::string& where, bool error = true) {
    out.push_back(std::string(id) + " " + where);
    fails = fails || error;
  };
  const bool value = forged.value != Record::right;
  const bool input = forged.overlay != Record::right;
  const bool version = forged.version != Version::right;
  const bool moved = value || input || version;
  if (forged.version == Version::newer || forged.version == Version::none) tell("DR016", lock);
  if (forged.file) {
    switch (forged.digest) {
      case Digested::of_the_file:
        tell(value ? "DR001" : input ? "DR002" : version ? "DR003" : "DR004", path);
        break;
      case Digested::right:
        tell("DR004", path);
        break;
      case Digested::another:
        tell(moved ? "DR005" : "DR004", path);
        break;
      case Digested::null:
        tell("DR001", path);
        break;
      case Digested::absent:
        tell("DR010", path);
        break;
    }
  } else if (forged.digest != Digested::right && out.empty()) {
    tell("DR006", path);
  }
  // An overlay's built-in moves with the version alone.
  if (version && forged.built_in == Record::another) tell("DR003", overlay, strict);
  // Whatever else the lock has wrong, where nothing has led to it yet.
  if (!fails && (value || input || forged.built_in == Record::gone ||
                 (forged.built_in == Record::another && !version)))
    tell("DR006", lock);
  else if (!fails && version)
    tell("DR003", lock, strict);
  return out;
}

TEST(Forgeries, NoneMakesAWrongFileRight) {
  const Workspace ws = Workspace::load("overlaid");
  const Checker checker(ws.tree);
  ASSERT_TRUE(checker.ok());
  const std::string path = "infra/prod/kubernetes/services/api/service.yaml";  // of an overlay
  const std::string lock = ws.lock_of(path), overlay = "overlays/kubernetes/service.yaml";
  ASSERT_TRUE(ws.tree.has(path));
  std::size_t combinations = 0, wrong = 0;
  const auto try_one = [&](const Forged& forged, bool strict) {
    Mutant mutant;
    mutant.tree = ws.tree;
    std::string& bytes = mutant.tree.at(path).bytes;
    if (forged.file) bytes += "# and more\n";
    std::vector<std::string> lines = lines_of(mutant.tree.at(lock).bytes);
    const std::string start = R"({"k":"out","p":")" + path + '"';
    const auto record = std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.starts_with(start);
    });
    ASSERT_NE(record, lines.end());
    const std::size_t at = record->find("\"d\":\"") + 5;
    switch (forged.digest) {
      case Digested::right:
        break;
      case Digested::of_the_file:
        record->replace(at, 64, sha256(bytes).hex());
        break;
      case Digested::another:
        record->replace(at, 64, std::string(64, 'a'));
        break;
      case Digested::null:
        record->replace(at - 1, 66, "null");
        break;
      case Digested::absent:
        lines.erase(record);
        break;
    }
    ASSERT_TRUE(forge(lines, R"({"k":"value")", forged.value));
    ASSERT_TRUE(forge(lines, R"({"k":"in","p":")" + overlay, forged.overlay));
    ASSERT_TRUE(forge(lines, R"({"k":"in","p":"templates/kubernetes/service)", forged.built_in));
    const std::array<const char*, 4> versions = {nullptr, "0.0.9", "7.0.0", "latest"};
    if (const char* version = versions.at(static_cast<std::size_t>(forged.version))) {
      const std::size_t begin = lines[0].find("\"version\":\"") + 11;
      lines[0].replace(begin, lines[0].find('"', begin) - begin, version);
    }
    mutant.tree.at(lock).bytes = joined(lines);
    Checker::Options options;
    options.strict = strict;
    options.of_path = path;
    const std::vector<Finding> findings = checker.check(mutant.tree, options);
    bool fails = false;
    std::vector<std::string> expected = due(forged, path, lock, overlay, strict, fails);
    std::sort(expected.begin(), expected.end());
    std::string list;
    for (const std::string& one : expected) list += one + "\n";
    const std::string what =
        fmt::format("file {} digest {} version {} value {} overlay {} built-in {} strict {}",
                    forged.file, static_cast<int>(forged.digest), static_cast<int>(forged.version),
                    static_cast<int>(forged.value), static_cast<int>(forged.overlay),
                    static_cast<int>(forged.built_in), strict);
    const bool told = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.error && finding.path == path;
    });
    const bool error = std::any_of(findings.begin(), findings.end(),
                                   [](const Finding& finding) { return finding.error; });
    // Whatever is forged besides, the file is an error of its own.
    EXPECT_TRUE(told || !forged.file) << what << "\n" << shown(findings);
    EXPECT_EQ(error, fails) << what << "\n" << shown(findings);
    EXPECT_EQ(shown(findings), list) << what;
    ++combinations;
    wrong += forged.file ? 1 : 0;
  };
  constexpr std::array kRecords = {Record::right, Record::another, Record::gone};
  for (const bool file : {false, true})
    for (int digest = 0; digest < 5; ++digest)
      for (int version = 0; version < 4; ++version)
        for (const Record value : kRecords)
          for (const Record in : kRecords)
            for (const Record built_in : kRecords) {
              // Of the file that is right, the right digest is that of the file.
              if (!file && digest == static_cast<int>(Digested::of_the_file)) continue;
              for (const bool strict : {false, true})
                try_one({file, static_cast<Digested>(digest), static_cast<Version>(version), value,
                         in, built_in},
                        strict);
            }
  EXPECT_EQ(combinations, 2U * 9 * 4 * 27);
  EXPECT_EQ(wrong, 2U * 5 * 4 * 27);
}

}  // namespace
}  // namespace formwork::mutation
