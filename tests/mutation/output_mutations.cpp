#include "mutations.h"

#include <algorithm>
#include <cctype>

namespace formwork::mutation {
namespace {

using Entry = FixtureTree::Entry;

/// One output that chance picked, with its bytes to be changed.
Mutant one_output(const Workspace& ws, Chance& chance) {
  Mutant out;
  out.tree = ws.tree;
  out.path = chance.of(ws.outputs);
  return out;
}

Mutant finds(Mutant mutant, const std::string& id) {
  mutant.expected = {{id + " " + mutant.path}};
  return mutant;
}

/// A kind that changes the bytes of one output; `change` says whether it could.
MutationKind bytes(std::string name, const std::string& id,
                   const std::function<bool(std::string&, Chance&)>& change, bool warning = false) {
  return {std::move(name), [=](const Workspace& ws, Chance& chance) -> std::optional<Mutant> {
            Mutant mutant = one_output(ws, chance);
            std::string& text = mutant.tree.at(mutant.path).bytes;
            const std::string before = text;
            if (!change(text, chance) || text == before) return std::nullopt;
            mutant.warning = warning;
            return finds(std::move(mutant), id);
          }};
}

bool to_crlf(std::string& text, std::size_t most) {
  for (std::size_t at = text.find('\n'); at != std::string::npos && most-- > 0;
       at = text.find('\n', at + 2))
    text.insert(at, 1, '\r');
  return true;
}

/// A letter of the file's own name in other case.
std::string other_case(const std::string& path, Chance& chance) {
  std::vector<std::size_t> letters;
  for (std::size_t i = path.rfind('/') + 1; i < path.size(); ++i)
    if (std::isalpha(static_cast<unsigned char>(path[i])) != 0) letters.push_back(i);
  std::string out = path;
  char& c = out[chance.of(letters)];
  c = static_cast<char>(c ^ 0x20);
  return out;
}

std::vector<MutationKind> edits() {
  return {
      bytes("a byte is another", "DR004",
            [](std::string& t, Chance& c) {
              t[c.below(t.size())] ^= static_cast<char>(1 + c.below(255));
              return true;
            }),
      bytes("a bit is another", "DR004",
            [](std::string& t, Chance& c) {
              t[c.below(t.size())] ^= static_cast<char>(1U << c.below(8));
              return true;
            }),
      bytes("bytes are gone", "DR004",
            [](std::string& t, Chance& c) {
              t.erase(c.below(t.size()), 1 + c.below(40));
              return true;
            }),
      bytes("bytes come in", "DR004",
            [](std::string& t, Chance& c) {
              t.insert(c.below(t.size() + 1), 1 + c.below(20),
                       static_cast<char>(' ' + c.below(95)));
              return true;
            }),
      bytes("NUL, ESC and the like come in", "DR004",
            [](std::string& t, Chance& c) {
              static const std::vector<std::string> kBad = {
                  std::string(1, '\0'), "\x1b[2K", "\xff", "\xe2\x80\xae", "\xe2\x80\x8b", "\x7f"};
              t.insert(c.below(t.size() + 1), c.of(kBad));
              return true;
            }),
      bytes("cut short", "DR004",
            [](std::string& t, Chance& c) {
              t.resize(c.below(t.size()));
              return true;
            }),
      bytes("the last line end is gone", "DR004",
            [](std::string& t, Chance&) {
              if (!t.ends_with('\n')) return false;
              t.pop_back();
              return true;
            }),
      bytes("a blank at a line's end", "DR004",
            [](std::string& t, Chance& c) {
              auto lines = lines_of(t);
              std::string& line = lines[c.below(lines.size())];
              line.insert(line.size() - (line.ends_with('\n') ? 1 : 0), 1, ' ');
              t = joined(lines);
              return true;
            }),
      bytes("two lines in the other order", "DR004",
            [](std::string& t, Chance& c) {
              auto lines = lines_of(t);
              if (lines.size() < 2) return false;
              const std::size_t a = c.below(lines.size() - 1);
              std::swap(lines[a], lines[a + 1]);
              t = joined(lines);
              return true;
            }),
      bytes("lines in an order of chance", "DR004",
            [](std::string& t, Chance& c) {
              auto lines = lines_of(t);
              for (std::size_t i = lines.size(); i > 1; --i)
                std::swap(lines[i - 1], lines[c.below(i)]);
              t = joined(lines);
              return true;
            }),
      bytes("a line twice", "DR004",
            [](std::string& t, Chance& c) {
              auto lines = lines_of(t);
              const std::size_t at = c.below(lines.size());
              lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[at]);
              t = joined(lines);
              return true;
            }),
      bytes("a line is gone", "DR004",
            [](std::string& t, Chance& c) {
              auto lines = lines_of(t);
              lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(c.below(lines.size())));
              t = joined(lines);
              return true;
            }),
      bytes("deeper by a blank", "DR004",
            [](std::string& t, Chance& c) {
              auto lines = lines_of(t);
              lines[c.below(lines.size())].insert(0, " ");
              t = joined(lines);
              return true;
            }),
      bytes("a comment more", "DR004",
            [](std::string& t, Chance&) {
              t += "# reviewed\n";
              return true;
            }),
      bytes("a number is another", "DR004",
            [](std::string& t, Chance& c) {
              const std::size_t at = t.find_first_of("0123456789", c.below(t.size()));
              if (at == std::string::npos) return false;
              t[at] = t[at] == '9' ? '0' : static_cast<char>(t[at] + 1);
              return true;
            }),
      bytes("true for false", "DR004",
            [](std::string& t, Chance&) {
              const std::size_t yes = t.find("true"), no = t.find("false");
              if (yes == std::string::npos && no == std::string::npos) return false;
              if (no == std::string::npos || yes < no) {
                t.replace(yes, 4, "false");
              } else {
                t.replace(no, 5, "true");
              }
              return true;
            }),
      bytes("a file of blanks", "DR004",
            [](std::string& t, Chance&) {
              t.assign(t.size(), ' ');
              return true;
            }),
      bytes(
          "CRLF everywhere", "DR012", [](std::string& t, Chance&) { return to_crlf(t, SIZE_MAX); },
          true),
      bytes(
          "CRLF in some lines", "DR012",
          [](std::string& t, Chance& c) { return to_crlf(t, 1 + c.below(3)); }, true),
      bytes(
          "a byte order mark", "DR012",
          [](std::string& t, Chance&) {
            t.insert(0, "\xEF\xBB\xBF");
            return true;
          },
          true),
      bytes(
          "a byte order mark and CRLF", "DR012",
          [](std::string& t, Chance&) {
            t.insert(0, "\xEF\xBB\xBF");
            return to_crlf(t, SIZE_MAX);
          },
          true),
      bytes("CRLF and an edit", "DR004",
            [](std::string& t, Chance& c) {
              edit(t, c);
              return to_crlf(t, SIZE_MAX);
            }),
      bytes("a byte order mark and an edit", "DR004",
            [](std::string& t, Chance& c) {
              edit(t, c);
              t.insert(0, "\xEF\xBB\xBF");
              return true;
            }),
      bytes("a byte order mark in the middle", "DR004",
            [](std::string& t, Chance& c) {
              t.insert(1 + c.below(t.size()), "\xEF\xBB\xBF");
              return true;
            }),
      bytes("an unfinished merge", "DR013",
            [](std::string& t, Chance& c) {
              auto lines = lines_of(t);
              const auto at =
                  lines.begin() + static_cast<std::ptrdiff_t>(c.below(lines.size() + 1));
              lines.insert(at, "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> topic\n");
              t = joined(lines);
              return true;
            }),
  };
}

std::vector<MutationKind> names_and_kinds() {
  return {
      {"the bytes of another output",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         const std::string& other = ws.tree.at(c.of(ws.outputs)).bytes;
         if (other == m.tree.at(m.path).bytes) return std::nullopt;
         m.tree.at(m.path).bytes = other;
         return finds(std::move(m), "DR004");
       }},
      {"gone",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         m.tree.remove(m.path);
         return finds(std::move(m), "DR007");
       }},
      {"of another name",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         static const std::vector<std::string> kEnds = {".bak", "~", ".orig", ".tf", ".yaml", "_"};
         const std::string to = m.path + c.of(kEnds);
         m.tree.set(to, m.tree.at(m.path));
         m.tree.remove(m.path);
         m.expected = {{"DR007 " + m.path}};
         if (!ws.owned_folder(m.path).empty()) m.expected[0].push_back("DR009 " + to);
         return m;
       }},
      {"two outputs exchanged",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         const std::string& other = c.of(ws.outputs);
         if (ws.lock_of(other) != ws.lock_of(m.path) ||
             ws.tree.at(other).bytes == ws.tree.at(m.path).bytes)
           return std::nullopt;
         std::swap(m.tree.at(m.path).bytes, m.tree.at(other).bytes);
         m.expected = {{"DR004 " + m.path, "DR004 " + other}};
         return m;
       }},
      {"a name of other case",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         const std::string to = other_case(m.path, c);
         m.tree.set(to, m.tree.at(m.path));
         m.tree.remove(m.path);
         m.expected = {{"DR011 " + to}};  // of a missing file, any folder is asked
         return m;
       }},
      {"the executable bit",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         Entry& entry = m.tree.at(m.path);
         entry.executable = !entry.executable;
         return finds(std::move(m), "DR011");
       }},
      {"a link to a file that is right",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         const std::string name = m.path.substr(m.path.rfind('/') + 1);
         const std::size_t deep =
             static_cast<std::size_t>(std::count(m.path.begin(), m.path.end(), '/'));
         std::string up;
         for (std::size_t i = 0; i < deep; ++i) up += "../";
         m.tree.set("elsewhere/" + name, m.tree.at(m.path));
         m.tree.set(m.path, Entry{FileKind::link, false, up + "elsewhere/" + name});
         return finds(std::move(m), "DR011");
       }},
      {"a link that leads out",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         m.tree.set(m.path, Entry{FileKind::link, false, "/etc/passwd"});
         return finds(std::move(m), "DR011");
       }},
      {"a device",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         m.tree.set(m.path, Entry{FileKind::other, false, ""});
         return finds(std::move(m), "DR011");
       }},
      {"a folder",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         m.tree.set(m.path + "/inside", m.tree.at(m.path));
         m.tree.remove(m.path);
         m.expected = {{"DR011 " + m.path}};
         if (!ws.owned_folder(m.path).empty())
           m.expected[0].push_back("DR009 " + m.path + "/inside");
         return m;
       }},
      {"a file more in a folder owned whole",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         const std::string owned = ws.owned_folder(m.path);
         if (owned.empty()) return std::nullopt;
         static const std::vector<std::string> kNames = {
             "evil.yaml",         "override.tf",           "x_override.tf.json",
             "x.auto.tfvars",     "terraform.tfvars.json", ".hidden",
             "README.txt",        "formwork.lock",         "formwork.lock.new",
             ".terraform-x.yaml", ".terraformrc.tf",       "a/b/c/deep.yaml",
             ".terraform.yaml",   ".git-credentials",      "x.tfplan.yaml",
             "\xc3\xa9.yaml",     "with blank.yaml",       "main.bicep.json"};
         m.path =
             (c.below(2) == 0 ? owned : m.path.substr(0, m.path.rfind('/'))) + "/" + c.of(kNames);
         if (m.tree.has(m.path)) return std::nullopt;
         m.tree.set(m.path,
                    Entry{c.below(4) == 0 ? FileKind::link : FileKind::regular, false, "x"});
         return finds(std::move(m), "DR009");
       }},
      {"a unit that was never compiled",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         m.path = ws.lock_of(m.path);
         for (const auto* files : {&ws.outputs, &ws.blocks})
           for (const std::string& path : *files)
             if (ws.lock_of(path) == m.path) m.tree.remove(path);
         m.tree.remove(m.path);
         return finds(std::move(m), "DR008");
       }},
      {"the folder of an environment that is no more",
       [](const Workspace& ws, Chance& c) -> std::optional<Mutant> {
         Mutant m = one_output(ws, c);
         m.path = "infra/ghost/formwork.lock";
         m.tree.set(m.path, m.tree.at(c.of(ws.locks)));
         return finds(std::move(m), "DR009");
       }},
  };
}

}  // namespace

void edit(std::string& text, Chance& chance) {
  if (text.empty()) {
    text = "x";
    return;
  }
  // A letter or digit for another one: no blank, no line end, no mark.
  const std::size_t start = chance.below(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char& c = text[(start + i) % text.size()];
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) continue;
    c = c == 'x' ? 'y' : 'x';
    return;
  }
  text += "x";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::vector<MutationKind> output_kinds() {
  std::vector<MutationKind> out = edits();
  for (MutationKind& kind : names_and_kinds()) out.push_back(std::move(kind));
  return out;
}

}  // namespace formwork::mutation
