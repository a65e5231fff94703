// What may become of a block of ours in a file of others.
#include "base/sha256.h"
#include "mutations.h"
#include "store/block.h"

#include <algorithm>
#include <cctype>

namespace formwork::mutation {
namespace {

using Entry = FixtureTree::Entry;
using Lines = std::vector<std::string>;

/// Lines of the file with a block, and which of them the marks are.
struct Block {
  Lines lines;
  std::size_t begin = 0, end = 0;
};

Block block_of(const std::string& text) {
  Block out{lines_of(text)};
  for (std::size_t i = 0; i < out.lines.size(); ++i) {
    if (out.lines[i].find("formwork: begin") != std::string::npos) out.begin = i;
    if (out.lines[i].find("formwork: end") != std::string::npos) out.end = i;
  }
  return out;
}

/// `change` is given the lines; the file is what it leaves of them.
MutationKind block(std::string name, const std::string& id,
                   const std::function<bool(Block&, Chance&)>& change, bool warning = false) {
  return {std::move(name), [=](const Workspace& ws, Chance& chance) -> std::optional<Mutant> {
            if (ws.blocks.empty()) return std::nullopt;
            Mutant mutant;
            mutant.tree = ws.tree;
            mutant.path = chance.of(ws.blocks);
            std::string& text = mutant.tree.at(mutant.path).bytes;
            const std::string before = text;
            Block found = block_of(text);
            if (!change(found, chance)) return std::nullopt;
            text = joined(found.lines);
            if (text == before) return std::nullopt;
            mutant.warning = warning;
            mutant.expected = {{id + " " + mutant.path}};
            return mutant;
          }};
}

std::ptrdiff_t at(std::size_t i) {
  return static_cast<std::ptrdiff_t>(i);
}

/// A line between the marks.
std::size_t inside(const Block& block, Chance& chance) {
  return block.begin + 1 + chance.below(block.end - block.begin - 1);
}

/// Text that its owners have around the block.
void surround(Block& block, Chance& chance) {
  if (chance.below(2) == 0) {
    block.lines.insert(block.lines.begin(), {"# of ours\n", "*.png -text\n", "\n"});
    block.begin += 3;
    block.end += 3;
  }
  if (chance.below(2) == 0) block.lines.emplace_back("# more of ours\n");
}

std::vector<MutationKind> contents() {
  return {
      block("a block: a byte within", "DR004",
            [](Block& b, Chance& c) {
              surround(b, c);
              std::string& line = b.lines[inside(b, c)];
              for (char& byte : line) {
                if (std::isalnum(static_cast<unsigned char>(byte)) == 0) continue;
                byte = byte == 'x' ? 'y' : 'x';
                return true;
              }
              return false;
            }),
      block("a block: a line more", "DR004",
            [](Block& b, Chance& c) {
              surround(b, c);
              b.lines.insert(b.lines.begin() + at(inside(b, c)), "*.lock -diff\n");
              return true;
            }),
      block("a block: a line less", "DR004",
            [](Block& b, Chance& c) {
              surround(b, c);
              b.lines.erase(b.lines.begin() + at(inside(b, c)));
              return true;
            }),
      block("a block: nothing within", "DR004",
            [](Block& b, Chance& c) {
              surround(b, c);
              b.lines.erase(b.lines.begin() + at(b.begin + 1), b.lines.begin() + at(b.end));
              return true;
            }),
      block("a block: an unfinished merge", "DR013",
            [](Block& b, Chance& c) {
              b.lines.insert(b.lines.begin() + at(inside(b, c)),
                             "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> topic\n");
              return true;
            }),
      block(
          "a block: CRLF everywhere", "DR012",
          [](Block& b, Chance&) {
            for (std::string& line : b.lines) line.insert(line.size() - 1, 1, '\r');
            return true;
          },
          true),
  };
}

std::vector<MutationKind> marks() {
  return {
      block("a block that is gone", "DR007",
            [](Block& b, Chance& c) {
              surround(b, c);
              b.lines.erase(b.lines.begin() + at(b.begin), b.lines.begin() + at(b.end + 1));
              return true;
            }),
      block("a block without its first mark", "DR004",
            [](Block& b, Chance& c) {
              surround(b, c);
              b.lines.erase(b.lines.begin() + at(b.begin));
              return true;
            }),
      block("a block without its last mark", "DR004",
            [](Block& b, Chance& c) {
              surround(b, c);
              b.lines.erase(b.lines.begin() + at(b.end));
              return true;
            }),
      block("a block with a mark twice", "DR004",
            [](Block& b, Chance& c) {
              const std::size_t mark = c.below(2) == 0 ? b.begin : b.end;
              b.lines.insert(b.lines.begin() + at(inside(b, c)), std::string(b.lines[mark]));
              return true;
            }),
      block("a block with its marks exchanged", "DR004",
            [](Block& b, Chance&) {
              std::swap(b.lines[b.begin], b.lines[b.end]);
              return true;
            }),
      block("a block twice", "DR004",
            [](Block& b, Chance& c) {
              Lines again(b.lines.begin() + at(b.begin), b.lines.begin() + at(b.end + 1));
              surround(b, c);
              b.lines.insert(b.lines.end(), again.begin(), again.end());
              return true;
            }),
      block("a block whose first mark is indented", "DR004",
            [](Block& b, Chance&) {
              b.lines[b.begin].insert(0, " ");
              return true;
            }),
      block("a block whose marks are misspelt", "DR007",
            [](Block& b, Chance&) {
              b.lines[b.begin].replace(b.lines[b.begin].find("formwork"), 8, "framework");
              b.lines[b.end].replace(b.lines[b.end].find("formwork"), 8, "framework");
              return true;
            }),
  };
}

/// The file of a block or its record changed, by `change`, which is given the lock's record.
MutationKind of_record(std::string name, const std::function<void(Mutant&, std::string&)>& change) {
  return {std::move(name), [=](const Workspace& ws, Chance& chance) -> std::optional<Mutant> {
            if (ws.blocks.empty()) return std::nullopt;
            Mutant mutant;
            mutant.tree = ws.tree;
            mutant.path = chance.of(ws.blocks);
            const std::string lock = ws.lock_of(mutant.path);
            Lines lines = lines_of(mutant.tree.at(lock).bytes);
            const auto record = std::find_if(lines.begin(), lines.end(), [&](const auto& line) {
              return line.starts_with(R"({"k":"out","p":")" + mutant.path + '"');
            });
            if (record == lines.end()) return std::nullopt;
            mutant.expected = {{"DR006 " + mutant.path}};
            change(mutant, *record);
            mutant.tree.at(lock).bytes = joined(lines);
            return mutant;
          }};
}

std::vector<MutationKind> files() {
  const auto stands = [](std::string name, const std::string& id,
                         const std::function<void(FixtureTree&, const std::string&)>& change) {
    return MutationKind{std::move(name),
                        [=](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
                          if (ws.blocks.empty()) return std::nullopt;
                          Mutant mutant;
                          mutant.tree = ws.tree;
                          mutant.path = c.of(ws.blocks);
                          change(mutant.tree, mutant.path);
                          mutant.expected = {{id + " " + mutant.path}};
                          return mutant;
                        }};
  };
  return {
      stands("a file with a block is gone", "DR007",
             [](FixtureTree& tree, const std::string& path) { tree.remove(path); }),
      stands("a file with a block is empty", "DR007",
             [](FixtureTree& tree, const std::string& path) { tree.at(path).bytes.clear(); }),
      stands("a file with a block is a link", "DR011",
             [](FixtureTree& tree, const std::string& path) {
               tree.set("elsewhere", tree.at(path));
               tree.set(path, Entry{FileKind::link, false, "elsewhere"});
             }),
      of_record("a block: another digest in the lock",
                [](Mutant&, std::string& record) {
                  char& c = record[record.find("\"d\":\"") + 5];
                  c = c == 'a' ? 'b' : 'a';
                }),
      of_record("a block: no record in the lock",
                [](Mutant&, std::string& record) { record.clear(); }),
      of_record("a block: a record of a whole file",
                [](Mutant& mutant, std::string& record) {
                  record.erase(record.find(",\"b\":1"), 6);
                  mutant.expected = {{"DR006 formwork.lock"}};
                }),
      of_record("a block: within and its record",
                [](Mutant& mutant, std::string& record) {
                  std::string& text = mutant.tree.at(mutant.path).bytes;
                  Block found = block_of(text);
                  found.lines[found.begin + 1].insert(0, "#");
                  text = joined(found.lines);
                  const auto style = comment_style(mutant.path);
                  record.replace(record.find("\"d\":\"") + 5, 64,
                                 sha256(find_block(text, *style).inside).hex());
                  mutant.says = "the lock was edited with it";
                  mutant.expected = {{"DR004 " + mutant.path}};
                }),
  };
}

}  // namespace

std::vector<MutationKind> block_kinds() {
  std::vector<MutationKind> out;
  for (auto* make : {contents, marks, files})
    for (MutationKind& kind : make()) out.push_back(std::move(kind));
  return out;
}

std::string around_a_block(const std::string& path, std::string& text, Chance& chance) {
  const CommentStyle style = comment_style(path).value();
  const auto comment = [&](std::string_view words) {
    return std::string(style.open).append(words).append(style.close) + '\n';
  };
  Block block = block_of(text);
  Lines& lines = block.lines;
  std::string what;
  switch (chance.below(6)) {
    case 0:
      what = "text before it";
      lines.insert(lines.begin(), {"# of ours\n", "*.png -text\n"});
      break;
    case 1:
      what = "text behind it";
      lines.emplace_back("*.zip binary\n");
      break;
    case 2:
      what = "text behind it without a line end";
      lines.emplace_back("*.zip binary");
      break;
    case 3:
      what = "its marks in other words";
      lines[block.begin] = comment("formwork: begin; hands off");
      lines[block.end] = comment("formwork: end of it");
      break;
    case 4:
      what = "CRLF around it";
      lines.insert(lines.begin(), "# of ours\r\n");
      block.begin += 1;
      block.end += 1;
      lines[block.begin].insert(lines[block.begin].size() - 1, 1, '\r');
      lines[block.end].insert(lines[block.end].size() - 1, 1, '\r');
      lines.emplace_back("# more of ours\r\n");
      break;
    default:
      what = "marks of somebody else";
      lines.insert(lines.begin(),
                   {comment("framework: begin"), std::string("x\n"), comment("framework: end")});
      lines.emplace_back(comment("see formwork: end"));
      break;
  }
  text = joined(lines);
  return what;
}

}  // namespace formwork::mutation
