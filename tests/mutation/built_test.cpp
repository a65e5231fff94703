// Built files are inputs (docs/adr/0020): whatever changes in them, in their records or in what is
// written of them is found, by the right id and nothing else.
#include "base/integrity.h"
#include "due.h"
#include "lock_lines.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace formwork::mutation {
namespace {

constexpr std::size_t kEach = 60;  // mutants of a workspace
constexpr const char* kPage =
    "<!DOCTYPE html>\n<title>a</title>\n<style>p { margin: 0 }</style>\n<script "
    "src=/app.js></script>\n"
    "<script>start()</script>\n<p>Hello</p>\n";

/// A workspace with built files: `service` of the cluster, `site` of both kinds of hosting.
Workspace built(const std::string& of) {
  const bool sites = of == "sites";
  FixtureTree tree =
      FixtureTree::load(std::string(FORMWORK_SOURCE_DIR) +
                        (sites ? "/tests/golden/workspace/crewdesk" : "/examples/minimal"));
  std::string& spec = tree.at("environments/prod.yaml").bytes;
  const auto replace = [&](const std::string& from, const std::string& to) {
    const std::size_t at = spec.find(from);
    if (at == std::string::npos) throw std::runtime_error("no `" + from + "` in the spec");
    spec.replace(at, from.size(), to);
  };
  const std::string assets = "assets: [web/dist/index.html, \"web/dist/**/*.js\"]";
  if (sites) {
    replace("docs: {hosting: static-web-app}",
            "docs: {hosting: static-web-app, " + assets + "}\n  shop: {" + assets + "}");
    replace("edge:\n", "edge:\n  csp: {hashes: true}\n");
    replace("docs: {domain: docs.acme.example}",
            "docs: {domain: docs.acme.example}\n    shop: {domain: shop.acme.example}");
  } else {
    replace("needs: [database]", "needs: [database], " + assets);
    replace("edge: {", "edge: {csp: {hashes: true}, ");
  }
  tree.set("web/dist/index.html", kPage);
  tree.set("web/dist/app.js", "app()\n");
  tree.set("web/dist/chunks/one.js", "one()\n");
  tree.set("web/dist/notes.txt", "not listed\n");
  const Checker checker(tree);
  if (!checker.ok()) throw std::runtime_error(of + ": " + shown(checker.refused()));
  for (const auto& [path, entry] : checker.compiled()) tree.set(path, entry);
  return {of, std::move(tree)};
}

const std::vector<std::string> kListed = {"web/dist/app.js", "web/dist/chunks/one.js",
                                          "web/dist/index.html"};
const std::string kLock = "infra/prod/formwork.lock";

struct Case {
  FixtureTree tree{};
  std::string expected{};  // findings, one a line
};

std::string sorted(std::string lines) {
  std::vector<std::string> all = lines_of(lines);
  std::sort(all.begin(), all.end());
  return joined(all);
}

/// The records of built files.
std::string integrities(const std::string& lock) {
  std::string out;
  for (const std::string& line : lines_of(lock))
    if (line.starts_with(R"({"k":"sri")")) out += line;
  return out;
}

/// What is due once `tree` has other built files: of each one that is not what was compiled, and of
/// each output that holds its hash. `known`: the lock was forged to say what the files are.
std::string due_of(const Workspace& ws, const FixtureTree& tree, bool known) {
  const Checker checker(tree);
  if (!checker.ok()) return "refused\n";
  const Files compiled = checker.compiled();
  std::string out = due(ws, compiled, known ? "DR004" : "DR002");
  // What is told of a built file is why a lock that records it is behind; a forged one is not.
  for (const std::string& lock : ws.locks) {
    const std::string behind = "DR006 " + lock + "\n";
    const std::size_t at = out.find(behind);
    if (at != std::string::npos &&
        integrities(ws.tree.at(lock).bytes) != integrities(compiled.at(lock).bytes))
      out.erase(at, behind.size());
  }
  const auto is_listed = [](const std::string& path) {
    return path == kListed.back() || (path.starts_with("web/dist/") && path.ends_with(".js"));
  };
  for (const FixtureTree* side : {&tree, &ws.tree}) {
    const FixtureTree& other = side == &tree ? ws.tree : tree;
    for (const auto& [path, entry] : side->entries()) {
      if (!is_listed(path) || known) continue;
      const bool there = other.has(path);
      if ((there && side == &tree && other.at(path).bytes != entry.bytes) || !there)
        out += "DR027 " + path + "\n";
    }
  }
  return sorted(out);
}

struct Kind {
  const char* name;
  std::function<std::optional<Case>(const Workspace&, Chance&)> make;
};

/// A kind that changes built files alone.
Kind files(const char* name, std::function<bool(FixtureTree&, Chance&)> change) {
  return {name, [change = std::move(change)](const Workspace& ws, Chance& c) {
            Case out{ws.tree, {}};
            if (!change(out.tree, c)) return std::optional<Case>();
            out.expected = due_of(ws, out.tree, false);
            return std::optional(std::move(out));
          }};
}

/// A kind that changes the record of a built file.
Kind record(const char* name, std::function<void(Lines&, std::size_t, Chance&)> change) {
  return {name, [change = std::move(change)](const Workspace& ws, Chance& c) {
            Case out{ws.tree, {}};
            Lines lines = lines_of(out.tree.at(kLock).bytes);
            const std::size_t i = any_of_kind(lines, "sri", c);
            const std::size_t begin = lines[i].find("\"p\":\"") + 5;
            out.expected =
                "DR027 " + lines[i].substr(begin, lines[i].find('"', begin) - begin) + "\n";
            change(lines, i, c);
            out.tree.at(kLock).bytes = joined(lines);
            return std::optional(std::move(out));
          }};
}

/// Lets every lock say what `path` is now.
void forge_record(const Workspace& ws, FixtureTree& tree, const std::string& path) {
  for (const std::string& lock : ws.locks) {
    Lines lines = lines_of(tree.at(lock).bytes);
    for (std::string& line : lines) {
      if (!line.starts_with(R"({"k":"sri","p":")" + path + '"')) continue;
      line = fmt::format("{{\"k\":\"sri\",\"p\":\"{}\",\"d\":\"{}\"}}\n", path,
                         hash_expression(HashAlgorithm::sha384, tree.at(path).bytes));
    }
    tree.at(lock).bytes = joined(lines);
  }
}

std::vector<Kind> kinds() {
  return {
      files("a byte of a built file",
            [](FixtureTree& t, Chance& c) {
              std::string& text = t.at(c.of(kListed)).bytes;
              text[c.below(text.size())] ^= static_cast<char>(1U << c.below(7));
              return true;
            }),
      files("a page with new code in it",
            [](FixtureTree& t, Chance& c) {
              static const std::vector<std::string> kCode = {
                  "<script>steal()</script>", "<style>p { display: none }</style>",
                  "<img src=x onerror=\"steal()\">", "<svg><script>steal()</script></svg>"};
              std::string& page = t.at("web/dist/index.html").bytes;
              page.insert(page.find("<p>"), c.of(kCode));
              return true;
            }),
      files("the code of a page is another",
            [](FixtureTree& t, Chance&) {
              std::string& page = t.at("web/dist/index.html").bytes;
              page.replace(page.find("start()"), 7, "other()");
              return true;
            }),
      files("a built file is cut short, or empty",
            [](FixtureTree& t, Chance& c) {
              std::string& text = t.at(c.of(kListed)).bytes;
              text.resize(c.below(2) == 0 ? 0 : c.below(text.size()));
              return true;
            }),
      files("line ends of a built file",
            [](FixtureTree& t, Chance& c) {
              std::string& text = t.at(c.of(kListed)).bytes;
              text.insert(text.find('\n'), 1, '\r');
              return true;
            }),
      files("a file is gone that a pattern fits",
            [](FixtureTree& t, Chance& c) {
              t.remove(kListed[c.below(2)]);
              return true;
            }),
      files("a file comes that a pattern fits",
            [](FixtureTree& t, Chance& c) {
              t.set(fmt::format("web/dist/chunks/{}/new.js", c.below(9)), "");
              return true;
            }),
      files("built files change places",
            [](FixtureTree& t, Chance&) {
              std::swap(t.at(kListed[0]).bytes, t.at(kListed[1]).bytes);
              return true;
            }),
      files("a built file has another name",
            [](FixtureTree& t, Chance& c) {
              const std::string& path = kListed[c.below(2)];
              t.set("web/dist/renamed.js", t.at(path));
              t.remove(path);
              return true;
            }),
      {"a listed file is gone",
       [](const Workspace& ws, Chance&) -> std::optional<Case> {
         Case out{ws.tree, "refused: DR027 environments/prod.yaml\n"};
         out.tree.remove("web/dist/index.html");
         return out;
       }},
      record("another integrity in the lock",
             [](Lines& lines, std::size_t i, Chance& c) {
               char& one = lines[i][lines[i].find("sha384-") + 7 + c.below(63)];
               one = one == 'A' ? 'B' : 'A';
             }),
      record("a record of a built file less",
             [](Lines& lines, std::size_t i, Chance&) {
               lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
             }),
      record("a record of a built file without its integrity",
             [](Lines& lines, std::size_t i, Chance&) {
               const std::size_t begin = lines[i].find("\"sha384-");
               lines[i].replace(begin, lines[i].rfind('"') + 1 - begin, "null");
             }),
      {"a built file and its record together",
       [](const Workspace& ws, Chance& c) -> std::optional<Case> {
         Case out{ws.tree, {}};
         const std::string& path = c.of(kListed);
         edit(out.tree.at(path).bytes, c);
         forge_record(ws, out.tree, path);
         out.expected = due_of(ws, out.tree, true);
         return out;
       }},
      {"a built file, its record and what is written of it",
       [](const Workspace& ws, Chance& c) -> std::optional<Case> {
         // All that is forged is right now, but the records of the outputs.
         Case out{ws.tree, {}};
         const std::string& path = kListed[c.below(2)];
         const std::string was = hash_expression(HashAlgorithm::sha384, out.tree.at(path).bytes);
         edit(out.tree.at(path).bytes, c);
         const std::string is = hash_expression(HashAlgorithm::sha384, out.tree.at(path).bytes);
         forge_record(ws, out.tree, path);
         for (const std::string& output : ws.outputs) {
           std::string& text = out.tree.at(output).bytes;
           const std::size_t at = text.find(was);
           if (at == std::string::npos) continue;
           text.replace(at, was.size(), is);
           out.expected += "DR006 " + output + "\n";
         }
         out.expected = sorted(out.expected);
         return out;
       }},
      {"the integrity that is written",
       [](const Workspace& ws, Chance& c) -> std::optional<Case> {
         Case out{ws.tree, {}};
         std::vector<std::string> holders;
         for (const std::string& output : ws.outputs)
           if (output.ends_with("/integrity.json")) holders.push_back(output);
         const std::string& path = c.of(holders);
         std::string& text = out.tree.at(path).bytes;
         text[text.find("sha384-") + 7 + c.below(64)] ^= 1;
         out.expected = "DR004 " + path + "\n";
         return out;
       }},
      {"the policy without a hash",
       [](const Workspace& ws, Chance& c) -> std::optional<Case> {
         Case out{ws.tree, {}};
         std::vector<std::string> holders;
         for (const std::string& output : ws.outputs)
           if (ws.tree.at(output).bytes.find("'sha256-") != std::string::npos)
             holders.push_back(output);
         const std::string& path = c.of(holders);
         std::string& text = out.tree.at(path).bytes;
         const std::size_t at = text.find("'sha256-");
         text.erase(at, text.find('\'', at + 1) + 1 - at);
         out.expected = "DR004 " + path + "\n";
         return out;
       }},
  };
}

class Built : public testing::TestWithParam<std::string> {};

TEST_P(Built, EveryMutationIsFoundByTheRightId) {
  const Workspace ws = built(GetParam());
  const Checker clean(ws.tree);
  ASSERT_TRUE(clean.ok());
  ASSERT_EQ(shown(clean.check(ws.tree, {})), "");
  const std::vector<Kind> all = kinds();
  for (std::size_t i = 0; i < kEach; ++i) {
    const Kind& kind = all[i % all.size()];
    Chance chance(7321 * i + 11);
    const auto mutant = kind.make(ws, chance);
    ASSERT_TRUE(mutant) << kind.name;
    Checker::Options options;
    options.strict = i % 2 == 0;
    const Checker checker(mutant->tree);
    std::string found;
    if (checker.ok()) {
      found = told(checker.check(mutant->tree, options));
    } else {
      // Told of each list that names it.
      for (const Finding& one : checker.refused()) {
        const std::string line = "refused: " + one.id + " " + one.path + "\n";
        if (found.find(line) == std::string::npos) found += line;
      }
    }
    EXPECT_EQ(found, mutant->expected) << i << " " << kind.name;
    EXPECT_NE(found, "") << i << " " << kind.name;
  }
}

TEST_P(Built, WhatIsNotListedIsNoInput) {
  const Workspace ws = built(GetParam());
  FixtureTree tree = ws.tree;
  tree.at("web/dist/notes.txt").bytes += "and more\n";
  tree.set("web/dist/app.css", "p {}\n");
  tree.set("web/src/app.js", "app()\n");
  const Checker checker(tree);
  ASSERT_TRUE(checker.ok());
  EXPECT_EQ(shown(checker.check(tree, {})), "");
}

INSTANTIATE_TEST_SUITE_P(Mutation, Built, testing::Values("service", "sites"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace formwork::mutation
