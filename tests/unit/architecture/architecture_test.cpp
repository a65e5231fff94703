// The arrows between rooms, read from the #include lines and held against each room's
// CMakeLists.txt; and the fences: one room per third-party library.
#include "diag/codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
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

// The order of generator/CMakeLists.txt: a room includes only itself and rooms before it.
std::vector<std::string> rooms_in_order() {
  const std::string text = read(kRoot / "generator/CMakeLists.txt");
  const std::size_t begin = text.find("foreach(room") + 12;
  std::istringstream words(text.substr(begin, text.find(')', begin) - begin));
  std::vector<std::string> out;
  for (std::string word; words >> word;) out.push_back(word);
  return out;
}

std::set<std::string> declared(const std::string& room) {
  std::istringstream words(read(kRoot / "generator" / room / "CMakeLists.txt"));
  std::set<std::string> out;
  bool inside = false;
  for (std::string word; words >> word;) {
    if (word == "DEPS") {
      inside = true;
      continue;
    }
    if (!inside) continue;
    if (word == "LIBS" || word == "LIBS)") break;
    const bool last = word.back() == ')';
    if (last) word.pop_back();
    out.insert(word);
    if (last) break;
  }
  return out;
}

struct Include {
  fs::path file;
  std::string text;
  bool quoted;
};

std::vector<Include> includes(const std::string& room) {
  std::vector<Include> out;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "generator" / room)) {
    const std::string extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    std::istringstream lines(read(entry.path()));
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("#include ")) continue;
      const bool quoted = line[9] == '"';
      const std::size_t end = line.find(quoted ? '"' : '>', 10);
      out.push_back({entry.path(), line.substr(10, end - 10), quoted});
    }
  }
  return out;
}

TEST(Rooms, IncludeOnlyRoomsBelowThatTheyName) {
  const auto order = rooms_in_order();
  ASSERT_GT(order.size(), 10U);
  std::set<std::string> below;
  for (const std::string& room : order) {
    const auto named = declared(room);
    for (const std::string& dependency : named) {
      EXPECT_TRUE(below.contains(dependency))
          << room << " names " << dependency << ", which is not below it";
    }
    for (const Include& include : includes(room)) {
      if (!include.quoted) continue;
      const std::string target = include.text.substr(0, include.text.find('/'));
      EXPECT_TRUE(target == room || named.contains(target))
          << include.file << " includes " << include.text << ", but " << room << " does not name "
          << target;
    }
    below.insert(room);
  }
}

TEST(Rooms, KeepTheirPrivateHeadersToThemselves) {
  const auto is_private = [](const std::string& path) {
    std::istringstream lines(read(kRoot / "generator" / path));
    std::string head;
    for (std::string line; std::getline(lines, line) && line.starts_with(head.empty() ? '#' : '/');)
      head += line + ' ';
    return head.find("Private to the room") != std::string::npos;
  };
  EXPECT_TRUE(is_private("expr/tree.h")) << "so the test sees one";
  for (const std::string& room : rooms_in_order()) {
    for (const Include& include : includes(room)) {
      if (!include.quoted || include.text.starts_with(room + "/")) continue;
      EXPECT_FALSE(is_private(include.text)) << include.file << " includes " << include.text;
    }
  }
}

// No output, lock or finding may depend on the day, but for what a command asks it for.
TEST(Clock, IsReadByTheCommandLineAlone) {
  for (const std::string& room : rooms_in_order()) {
    if (room == "cli") continue;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / "generator" / room)) {
      if (!entry.is_regular_file()) continue;
      const std::string text = read(entry.path());
      for (const char* clock : {"system_clock", "time(nullptr)", "gettimeofday", "localtime",
                                "CLOCK_REALTIME", "random_device"}) {
        EXPECT_EQ(text.find(clock), std::string::npos) << entry.path() << " reads " << clock;
      }
    }
  }
}

TEST(Fences, EachLibraryHasOneRoom) {
  const std::map<std::string, std::set<std::string>> fences = {
      {"yaml-cpp/", {"document"}},
      {"git2.h", {"store"}},
      {"CLI/", {"cli"}},
      {"openssl/", {"base"}},
      {"re2/", {"expr", "function", "language", "parity", "schema"}},
      {"nlohmann/", {"report", "schema", "store", "cli", "function", "language", "tool"}}};
  for (const std::string& room : rooms_in_order()) {
    for (const Include& include : includes(room)) {
      EXPECT_NE(include.text, "regex")
          << include.file << ": std::regex crashes on long input; use RE2";
      for (const auto& [prefix, allowed] : fences) {
        if (include.text.starts_with(prefix)) {
          EXPECT_TRUE(allowed.contains(room)) << include.file << " includes " << include.text;
        }
      }
    }
  }
}

TEST(Codes, EachHasAPageAndAProvocation) {
  std::string pages;
  for (const auto& entry : fs::directory_iterator(kRoot / "docs/diagnostics"))
    pages += read(entry.path());
  std::string tests;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests")) {
    if (entry.is_regular_file() && entry.path().filename() != "architecture_test.cpp")
      tests += read(entry.path());
  }
  for (const CodeInfo& code : all_codes()) {
    EXPECT_THAT(pages,
                testing::HasSubstr("## " + std::string(code.id) + " " + std::string(code.slug)))
        << "docs/diagnostics has no heading for it";
    EXPECT_THAT(tests.find(code.id) != std::string::npos, true)
        << code.id << " is provoked by no test";
  }
}

/// As text, or in JSON, where a pack's rule hides the code behind its id.
bool shows(const std::string& printed, std::string_view id) {
  const std::string code(id);
  return printed.find(": error[" + code + "]: ") != std::string::npos ||
         printed.find(": warning[" + code + "]: ") != std::string::npos ||
         printed.find("\"code\": \"" + code + "\"") != std::string::npos;
}

/// What no golden can show, and where its text is tested instead.
struct Unshown {
  const char* code;
  const char* reason;
};
constexpr Unshown kUnshown[] = {
    {"DR018", "a defect: two renders differ; unit/store/writer_test.cpp"},
    {"FW2001",
     "commands name the environments there are first (FW8005); unit/layers/load_test.cpp"},
    {"FW4002",
     "no built-in rule asks for what these outputs leave open; unit/rules/apply_test.cpp"},
    {"FW5033",
     "rules alone meet values of any kind, and FW4003 tells it; unit/expr/unknown_test.cpp"},
    {"FW7011", "packs refuse such paths first (FW6042); unit/store/writer_test.cpp"},
    {"FW7013", "takes a signal at the right moment; unit/store/writer_test.cpp"},
    {"FW7014", "takes a disk that fails at the right moment; unit/store/writer_fault_test.cpp"},
    {"FW8900", "a defect; unit/base/source_map_test.cpp"},
};

/// tests/golden/errors/<code>-<slug>/stdout, or some other golden, has the whole text of each code
/// as it is printed, with its place.
TEST(Codes, EachHasItsWholeTextInAGolden) {
  const fs::path goldens = kRoot / "tests/golden";
  std::string printed;
  for (const char* kind : {"scenario", "errors"}) {
    for (const auto& entry : fs::directory_iterator(goldens / kind))
      printed += read(entry.path() / "stdout");
  }
  std::set<std::string> unshown;
  for (const Unshown& row : kUnshown) unshown.insert(row.code);
  for (const CodeInfo& code : all_codes()) {
    const std::string id(code.id);
    const bool shown = shows(printed, id);
    EXPECT_NE(shown, unshown.contains(id))
        << id
        << (shown ? " has a golden now: remove it from the table above"
                  : " has no golden: add tests/golden/errors/" + id + "-" + std::string(code.slug));
  }
}

TEST(Codes, OfGoldensAreCalledByTheirSlugAndPrinted) {
  for (const auto& entry : fs::directory_iterator(kRoot / "tests/golden/errors")) {
    const std::string name = entry.path().filename();
    const auto code = find_code(name.substr(0, name.find('-')));
    ASSERT_TRUE(code.has_value()) << name;
    EXPECT_EQ(name, std::string(info(*code).id) + "-" + std::string(info(*code).slug));
    EXPECT_TRUE(shows(read(entry.path() / "stdout"), info(*code).id)) << name;
  }
}

}  // namespace
}  // namespace formwork
