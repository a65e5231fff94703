// An output and its lock, changed together.
#include "lock_lines.h"
#include "mutations.h"

namespace formwork::mutation {
namespace {

using Entry = FixtureTree::Entry;

Mutant finds(Mutant mutant, const std::string& id) {
  mutant.expected = {{id + " " + mutant.path}};
  return mutant;
}

/// An output that chance picked was edited, and its lock with it by `change`.
MutationKind both_kind(
    std::string name,
    const std::function<std::optional<Mutant>(Mutant, const std::string& lock_path, Lines&,
                                              std::size_t record, Chance&)>& change) {
  return {std::move(name), [=](const Workspace& ws, Chance& chance) -> std::optional<Mutant> {
            Mutant mutant;
            mutant.tree = ws.tree;
            mutant.path = chance.of(ws.outputs);
            std::string& text = mutant.tree.at(mutant.path).bytes;
            edit(text, chance);
            const std::string lock = ws.lock_of(mutant.path);
            Lines lines = lines_of(mutant.tree.at(lock).bytes);
            const std::size_t record = record_of(lines, mutant.path);
            if (record == lines.size()) return std::nullopt;
            set_digest(lines[record], text);
            auto out = change(std::move(mutant), lock, lines, record, chance);
            if (out) out->tree.at(lock).bytes = joined(lines);
            return out;
          }};
}

}  // namespace

std::vector<MutationKind> forged_kinds() {
  return {
      both_kind("file and record",
                [](Mutant m, const std::string&, Lines&, std::size_t, Chance&) {
                  m.says = "the lock was edited with it";
                  return finds(std::move(m), "DR004");
                }),
      both_kind("file and record, and a value's record",
                [](Mutant m, const std::string&, Lines& lines, std::size_t,
                   Chance& c) -> std::optional<Mutant> {
                  const std::size_t i = any_of_kind(lines, "value", c);
                  if (i == lines.size() || !other_digest(lines[i], c)) return std::nullopt;
                  return finds(std::move(m), "DR001");
                }),
      both_kind("file and record, without a value's record",
                [](Mutant m, const std::string&, Lines& lines, std::size_t,
                   Chance& c) -> std::optional<Mutant> {
                  const std::size_t i = any_of_kind(lines, "value", c);
                  if (i == lines.size()) return std::nullopt;
                  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
                  return finds(std::move(m), "DR001");
                }),
      both_kind("file and record, and the record of an overlay that is none",
                [](Mutant m, const std::string&, Lines& lines, std::size_t, Chance&) {
                  lines.insert(lines.begin() + 1,
                               "{\"k\":\"in\",\"p\":\"a/overlay\",\"d\":\"0123456789ab\"}\n");
                  return finds(std::move(m), "DR002");
                }),
      both_kind("file and record, and an older version",
                [](Mutant m, const std::string&, Lines& lines, std::size_t, Chance&) {
                  set_version(lines, "0.0.9");
                  return finds(std::move(m), "DR003");
                }),
      both_kind("file and record, and a newer version",
                [](Mutant m, const std::string& lock, Lines& lines, std::size_t, Chance&) {
                  set_version(lines, "7.0.0");
                  m.expected = {{"DR003 " + m.path, "DR016 " + lock}};
                  return m;
                }),
      both_kind("file, and no record",
                [](Mutant m, const std::string&, Lines& lines, std::size_t record, Chance&) {
                  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(record));
                  return finds(std::move(m), "DR010");
                }),
      both_kind("file, and a record without digest",
                [](Mutant m, const std::string&, Lines& lines, std::size_t record, Chance&) {
                  const std::size_t begin = digest_at(lines[record]) - 1;
                  lines[record].replace(begin, 66, "null");
                  return finds(std::move(m), "DR001");
                }),
      both_kind("file, and another record",
                [](Mutant m, const std::string&, Lines& lines, std::size_t record, Chance& c) {
                  other_digest(lines[record], c);
                  return finds(std::move(m), "DR004");
                }),
      both_kind("file gone, with its record",
                [](Mutant m, const std::string&, Lines& lines, std::size_t record, Chance&) {
                  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(record));
                  m.tree.remove(m.path);
                  return finds(std::move(m), "DR008");
                }),
      both_kind("executable, as the record says",
                [](Mutant m, const std::string&, Lines& lines, std::size_t record,
                   Chance&) -> std::optional<Mutant> {
                  Entry& entry = m.tree.at(m.path);
                  if (entry.executable) return std::nullopt;
                  entry.executable = true;
                  lines[record].insert(lines[record].size() - 2, ",\"x\":1");
                  m.expected = {{"DR004 " + m.path, "DR011 " + m.path}};
                  return m;
                }),
      both_kind("a file of line ends, and its record",
                [](Mutant m, const std::string&, Lines& lines, std::size_t record, Chance&) {
                  std::string& text = m.tree.at(m.path).bytes;
                  text.insert(text.find('\n'), 1, '\r');
                  set_digest(lines[record], text);
                  return finds(std::move(m), "DR004");
                }),
  };
}

}  // namespace formwork::mutation
