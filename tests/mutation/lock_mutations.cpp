#include "base/sha256.h"
#include "lock_lines.h"
#include "mutations.h"

#include <algorithm>
#include <utility>

namespace formwork::mutation {
namespace {

using Entry = FixtureTree::Entry;
constexpr const char* kHex = "0123456789abcdef";

/// A lock that chance picked, its lines to be changed by `change`, which gives what is expected.
MutationKind lock_kind(
    std::string name, const std::function<std::optional<Mutant>(Mutant, Lines&, Chance&)>& change) {
  return {std::move(name), [=](const Workspace& ws, Chance& chance) -> std::optional<Mutant> {
            Mutant mutant;
            mutant.tree = ws.tree;
            mutant.path = chance.of(ws.locks);
            Lines lines = lines_of(mutant.tree.at(mutant.path).bytes);
            const std::string path = mutant.path;
            auto out = change(std::move(mutant), lines, chance);
            if (out && out->tree.has(path)) out->tree.at(path).bytes = joined(lines);
            if (out && out->tree.has(path) && out->tree.at(path).bytes == ws.tree.at(path).bytes &&
                out->tree.entries().size() == ws.tree.entries().size())
              return std::nullopt;
            return out;
          }};
}

Mutant finds(Mutant mutant, const std::string& id) {
  mutant.expected = {{id + " " + mutant.path}};
  return mutant;
}

/// What speaks of an output is told of its file, everything else of the lock.
Mutant behind(Mutant mutant, const std::string& record) {
  const std::string output = output_of(record);
  mutant.expected = {{"DR006 " + (output.empty() ? mutant.path : output)}};
  return mutant;
}

std::vector<MutationKind> records() {
  std::vector<MutationKind> out;
  for (const char* k : {"value", "out", "res", "csp", "group", "in"}) {
    out.push_back(lock_kind(std::string("another digest of a record of kind ") + k,
                            [=](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                              const std::size_t i = any_of_kind(lines, k, c);
                              if (i == lines.size() || !other_digest(lines[i], c))
                                return std::nullopt;
                              return behind(std::move(m), lines[i]);
                            }));
    out.push_back(lock_kind(std::string("without a record of kind ") + k,
                            [=](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                              const std::size_t i = any_of_kind(lines, k, c);
                              if (i == lines.size()) return std::nullopt;
                              m = behind(std::move(m), lines[i]);
                              lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
                              return m;
                            }));
    out.push_back(lock_kind(std::string("a record whose digest is null, of kind ") + k,
                            [=](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                              const std::size_t i = any_of_kind(lines, k, c);
                              if (i == lines.size() || digest_at(lines[i]) == std::string::npos)
                                return std::nullopt;
                              const std::size_t begin = digest_at(lines[i]) - 1;
                              lines[i].replace(begin, lines[i].find('"', begin + 1) + 1 - begin,
                                               "null");
                              return behind(std::move(m), lines[i]);
                            }));
  }
  out.push_back(lock_kind("another policy in the lock",
                          [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                            const std::size_t i = any_of_kind(lines, "csp", c);
                            if (i == lines.size()) return std::nullopt;
                            const std::size_t at = lines[i].find("'none'");
                            if (at == std::string::npos) return std::nullopt;
                            lines[i].replace(at, 6, "'self'");
                            return finds(std::move(m), "DR006");
                          }));
  out.push_back(lock_kind("the executable bit in the lock",
                          [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                            const std::size_t i = any_of_kind(lines, "out", c);
                            // The mode of a file with a block is its owner's, and not recorded.
                            if (i == lines.size() || lines[i].find("\"b\":1") != std::string::npos)
                              return std::nullopt;
                            std::string& record = lines[i];
                            if (const std::size_t x = record.find(",\"x\":1");
                                x != std::string::npos) {
                              record.erase(x, 6);
                            } else {
                              record.insert(record.size() - 2, ",\"x\":1");
                            }
                            return behind(std::move(m), record);
                          }));
  out.push_back(lock_kind(
      "a record of a file that is not there",
      [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
        const std::size_t i = any_of_kind(lines, "out", c);
        if (i == lines.size()) return std::nullopt;
        const std::string path = output_of(lines[i]) + "0";
        std::size_t at = i + 1;  // `Dockerfile.dockerignore` comes before it
        while (at < lines.size() && !output_of(lines[at]).empty() && output_of(lines[at]) < path)
          ++at;
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at),
                     R"({"k":"out","p":")" + path + R"(","d":")" + std::string(64, 'a') + "\"}\n");
        return finds(std::move(m), "DR006");
      }));
  out.push_back(lock_kind("a record of a file that is somebody's",
                          [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                            const std::size_t i = any_of_kind(lines, "out", c);
                            if (i == lines.size()) return std::nullopt;
                            m.tree.set("zz/mine.txt", "work of a year\n");
                            std::size_t last = i;
                            while (last + 1 < lines.size() &&
                                   lines[last + 1].starts_with("{\"k\":\"out\""))
                              ++last;
                            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                                         R"({"k":"out","p":"zz/mine.txt","d":")" +
                                             sha256("work of a year\n").hex() + "\"}\n");
                            m.expected = {{"DR009 zz/mine.txt"}};
                            m.says = m.path == "formwork.lock" ? "nothing else says that formwork"
                                                               : "where it writes nothing";
                            return m;
                          }));
  out.push_back(lock_kind(
      "two digests exchanged", [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
        const std::size_t a = any_of_kind(lines, "out", c);
        const std::size_t b = any_of_kind(lines, "out", c);
        if (a == lines.size() || a == b) return std::nullopt;
        const std::size_t x = digest_at(lines[a]), y = digest_at(lines[b]);
        const std::string one = lines[a].substr(x, 64);
        if (one == lines[b].substr(y, 64)) return std::nullopt;
        lines[a].replace(x, 64, lines[b].substr(y, 64));
        lines[b].replace(y, 64, one);
        m.expected = {{"DR006 " + output_of(lines[a]), "DR006 " + output_of(lines[b])}};
        return m;
      }));
  return out;
}

std::vector<MutationKind> spellings() {
  const auto malformed = [](const char* name, std::function<bool(Lines&, Chance&)> change) {
    return lock_kind(name, [=](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
      if (!change(lines, c)) return std::nullopt;
      m.only = "DR015";
      return m;
    });
  };
  const auto insert = [](Lines& lines, std::size_t at, const std::string& record) {
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), record);
    return true;
  };
  return {
      malformed("a record twice",
                [=](Lines& lines, Chance& c) {
                  const std::size_t i = c.below(lines.size());
                  return insert(lines, i, std::string(lines[i]));
                }),
      malformed("two records in the other order",
                [](Lines& lines, Chance& c) {
                  if (lines.size() < 3) return false;
                  const std::size_t i = 1 + c.below(lines.size() - 2);
                  std::swap(lines[i], lines[i + 1]);
                  return true;
                }),
      malformed("without its first record",
                [](Lines& lines, Chance&) {
                  lines.erase(lines.begin());
                  return true;
                }),
      malformed("a digest in upper case",
                [](Lines& lines, Chance& c) {
                  std::string& record = lines[c.below(lines.size())];
                  const std::size_t begin = digest_at(record);
                  if (begin == std::string::npos) return false;
                  const std::size_t at = record.find_first_of("abcdef", begin);
                  if (at == std::string::npos || at > record.find('"', begin)) return false;
                  record[at] = static_cast<char>(record[at] - 32);
                  return true;
                }),
      malformed("a digest too short",
                [](Lines& lines, Chance& c) {
                  std::string& record = lines[c.below(lines.size())];
                  const std::size_t begin = digest_at(record);
                  if (begin == std::string::npos) return false;
                  record.erase(begin, 1);
                  return true;
                }),
      malformed("a kind that there is not",
                [](Lines& lines, Chance& c) {
                  std::string& record = lines[c.below(lines.size())];
                  record.replace(record.find("\"k\":\"") + 5, 1, "z");
                  return true;
                }),
      malformed("white space in a record",
                [](Lines& lines, Chance& c) {
                  std::string& record = lines[c.below(lines.size())];
                  record.insert(record.find(':') + 1, " ");
                  return true;
                }),
      malformed("an escape that need not be",
                [](Lines& lines, Chance& c) {
                  std::string& record = lines[c.below(lines.size())];
                  const std::size_t at = record.find("\"p\":\"");
                  if (at == std::string::npos || record[at + 5] == '\\') return false;
                  const char letter = record[at + 5];
                  if (letter < 0x30) return false;
                  record.replace(at + 5, 1,
                                 std::string("\\u00") + kHex[letter >> 4] + kHex[letter & 15]);
                  return true;
                }),
      malformed("a field more",
                [](Lines& lines, Chance& c) {
                  std::string& record = lines[c.below(lines.size())];
                  record.insert(record.size() - 2, ",\"z\":1");
                  return true;
                }),
      malformed(
          "an empty line",
          [=](Lines& lines, Chance& c) { return insert(lines, 1 + c.below(lines.size()), "\n"); }),
      malformed("a line that is no record",
                [=](Lines& lines, Chance& c) {
                  return insert(lines, 1 + c.below(lines.size()), "# trust me\n");
                }),
      malformed("the last line is cut",
                [](Lines& lines, Chance& c) {
                  lines.back().resize(1 + c.below(lines.back().size() - 1));
                  return true;
                }),
      malformed("a path that leaves the root",
                [=](Lines& lines, Chance& c) {
                  static const std::vector<std::string> kPaths = {"../../etc/passwd",
                                                                  "/etc/passwd",
                                                                  "infra/../../x",
                                                                  "C:/x",
                                                                  "a//b",
                                                                  "./a",
                                                                  ".git/hooks/post-checkout",
                                                                  "infra/prod/formwork.lock",
                                                                  "a\\\\b",
                                                                  ""};
                  std::size_t i = any_of_kind(lines, "out", c);
                  if (i == lines.size()) return false;
                  return insert(lines, i,
                                R"({"k":"out","p":")" + c.of(kPaths) + R"(","d":")" +
                                    std::string(64, 'a') + "\"}\n");
                }),
      malformed("empty",
                [](Lines& lines, Chance&) {
                  lines.clear();
                  return true;
                }),
      malformed("bytes of chance",
                [](Lines& lines, Chance& c) {
                  std::string bytes;
                  for (int i = 0; i < 200; ++i) bytes += static_cast<char>(c.below(256));
                  lines = lines_of(bytes + "\n");
                  return bytes.find("<<<<<<<") == std::string::npos;
                }),
  };
}

std::vector<MutationKind> wholes() {
  return {
      lock_kind("no lock",
                [](Mutant m, Lines&, Chance&) {
                  m.tree.remove(m.path);
                  return finds(std::move(m), "DR016");
                }),
      lock_kind("a lock of a newer format",
                [](Mutant m, Lines& lines, Chance& c) {
                  std::string& header = lines.front();
                  header.replace(header.find("\"lock\":1") + 7, 1, std::to_string(2 + c.below(90)));
                  return finds(std::move(m), "DR016");
                }),
      lock_kind("the lock of an older formwork",
                [](Mutant m, Lines& lines, Chance& c) {
                  set_version(lines, "0.0." + std::to_string(1 + c.below(90)));
                  m.warning = true;
                  return finds(std::move(m), "DR003");
                }),
      lock_kind("the lock of a newer formwork",
                [](Mutant m, Lines& lines, Chance& c) {
                  static const std::vector<std::string> kNewer = {"0.1.1", "0.2.0", "1.0.0",
                                                                  "0.10.0", "99999999999.0.0"};
                  set_version(lines, c.of(kNewer));
                  return finds(std::move(m), "DR016");
                }),
      lock_kind(
          "the lock of a formwork that never was",
          [](Mutant m, Lines& lines, Chance& c) {
            static const std::vector<std::string> kNone = {"", "latest", "0.1.0-x", "-1", "0.0"};
            set_version(lines, c.of(kNone));
            return finds(std::move(m), "DR016");
          }),
      lock_kind("CRLF in the lock",
                [](Mutant m, Lines& lines, Chance&) {
                  for (std::string& line : lines) line.insert(line.size() - 1, 1, '\r');
                  m.warning = true;
                  return finds(std::move(m), "DR012");
                }),
      lock_kind("a byte order mark in the lock",
                [](Mutant m, Lines& lines, Chance&) {
                  lines.front().insert(0, "\xEF\xBB\xBF");
                  m.warning = true;
                  return finds(std::move(m), "DR012");
                }),
      lock_kind("CRLF in the lock, and another digest",
                [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                  std::string& record = lines[c.below(lines.size())];
                  if (!other_digest(record, c)) return std::nullopt;
                  m = behind(std::move(m), record);
                  m.expected[0].push_back("DR012 " + m.path);
                  for (std::string& line : lines) line.insert(line.size() - 1, 1, '\r');
                  return m;
                }),
      lock_kind("an unfinished merge of the lock",
                [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                  const std::size_t i = any_of_kind(lines, "value", c);
                  if (i == lines.size()) return std::nullopt;
                  std::string theirs = lines[i];
                  if (!other_digest(theirs, c)) return std::nullopt;
                  lines[i] = "<<<<<<< HEAD\n" + lines[i] + "=======\n" + theirs + ">>>>>>> topic\n";
                  return finds(std::move(m), "DR013");
                }),
      lock_kind("the lock of another unit",
                [](Mutant m, Lines& lines, Chance& c) -> std::optional<Mutant> {
                  std::vector<std::string> locks;
                  for (const auto& [path, entry] : m.tree.entries())
                    if (path.ends_with("formwork.lock") && path != m.path) locks.push_back(path);
                  lines = lines_of(m.tree.at(c.of(locks)).bytes);
                  m.only = "DR006";
                  m.all_units = true;
                  return m;
                }),
      lock_kind("a lock that is a folder",
                [](Mutant m, Lines& lines, Chance&) {
                  m.tree.set(m.path + "/x", Entry{FileKind::regular, false, joined(lines)});
                  m.tree.remove(m.path);
                  return finds(std::move(m), "DR011");
                }),
      lock_kind("a lock that is a link",
                [](Mutant m, Lines& lines, Chance&) {
                  m.tree.set("elsewhere/lock", Entry{FileKind::regular, false, joined(lines)});
                  const bool deep = m.path.find('/') != std::string::npos;
                  lines = {deep ? "../../elsewhere/lock" : "elsewhere/lock"};
                  m.tree.at(m.path).kind = FileKind::link;
                  return finds(std::move(m), "DR011");
                }),
      lock_kind("an executable lock",
                [](Mutant m, Lines&, Chance&) {
                  m.tree.at(m.path).executable = true;
                  m.tree.set("elsewhere", "so that the tree differs");
                  return finds(std::move(m), "DR011");
                }),
      lock_kind("what a killed run left",
                [](Mutant m, Lines& lines, Chance&) {
                  m.tree.set(m.path + ".new", Entry{FileKind::regular, false, joined(lines)});
                  return finds(std::move(m), "DR006");
                }),
  };
}

}  // namespace

std::vector<MutationKind> lock_kinds() {
  std::vector<MutationKind> out;
  for (auto* make : {records, spellings, wholes})
    for (MutationKind& kind : make()) out.push_back(std::move(kind));
  return out;
}

std::vector<MutationKind> all_kinds() {
  std::vector<MutationKind> out;
  for (auto* make : {output_kinds, lock_kinds, forged_kinds, block_kinds, input_kinds})
    for (MutationKind& kind : make()) out.push_back(std::move(kind));
  return out;
}

}  // namespace formwork::mutation
