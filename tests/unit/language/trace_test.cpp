// A configuration is folded with a trace, then run with other inputs: whatever the trace holds for
// is what folding gives.
#include "language/fold/trace.h"

#include "language/bicep/fold.h"
#include "language/hcl/module.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

namespace formwork {
namespace {

using fold::Cell;
using fold::Datum;
using fold::DatumKind;

/// Inputs of one configuration: what its variables are given.
struct Given {
  std::array<std::string, 3> texts{};
  std::array<double, 2> numbers{};
  std::array<bool, 2> truths{};

  [[nodiscard]] std::vector<Datum> values() const {
    return {Datum::of_string(texts[0]),   Datum::of_string(texts[1]),
            Datum::of_string(texts[2]),   Datum::of_number(numbers[0]),
            Datum::of_number(numbers[1]), Datum::of_bool(truths[0]),
            Datum::of_bool(truths[1]),    Datum()};
  }
  [[nodiscard]] std::vector<Cell> cells() const {
    return {{0, texts[0]},
            {0, texts[1]},
            {0, texts[2]},
            {numbers[0], {}},
            {numbers[1], {}},
            {truths[0] ? 1.0 : 0.0, {}},
            {truths[1] ? 1.0 : 0.0, {}},
            {}};
  }
};

struct Syntax {
  LanguageId language;
  std::string values_path, root_path;
  std::string begin, assign, key, end;  // of a value: `m = {`, `a = `, …
  char quote;
};
const Syntax kHcl{LanguageId::hcl, "r/v.tfvars", "r/main.tf", "", " = ", " = ", "", '"'};
const Syntax kBicep{
    LanguageId::bicep, "r/main.bicepparam", "r/main.bicep", "param ", " = ", ": ", "", '\''};

std::string written(const std::string& text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '$' && quote == '"')
      out += "$$";
    else if (c == '$')
      out += "\\$";
    else
      out += c;
  }
  return out + quote;
}

std::string number(double value) {
  return fold::to_text(Datum::of_number(value)).value_or("");
}

/// Values of `s`, `t`, `n`, `b`, `m = {text, number, truth, nothing}`, and where they stand.
std::string values_file(const Syntax& syntax, const Given& given, SourceId source,
                        std::vector<fold::InputRange>& ranges) {
  std::string out = syntax.language == LanguageId::bicep ? "using 'main.bicep'\n" : "";
  std::size_t next = 0;
  const auto variable = [&](const char* name, const std::string& value, std::size_t count) {
    out += syntax.begin + name + syntax.assign;
    const auto begin = static_cast<std::uint32_t>(out.size());
    out += value;
    ranges.push_back({{source, begin, static_cast<std::uint32_t>(out.size())}, next, count});
    next += count;
    out += "\n";
  };
  const auto text = [&](std::size_t i) { return written(given.texts[i], syntax.quote); };
  const auto truth = [&](std::size_t i) { return given.truths[i] ? "true" : "false"; };
  variable("s", text(0), 1);
  variable("t", text(1), 1);
  variable("m",
           "{\n  text" + syntax.key + text(2) + "\n  list" + syntax.key + "[" +
               number(given.numbers[0]) + ", " + number(given.numbers[1]) + "]\n  truth" +
               syntax.key + truth(0) + "\n  other" + syntax.key + truth(1) + "\n  nothing" +
               syntax.key + "null\n}",
           6);
  return out;
}

struct Folding {
  std::unique_ptr<SourceMap> sources = std::make_unique<SourceMap>();
  std::vector<fold::InputRange> ranges{};
  std::optional<fold::Folded> folded{};
};

Folding fold_with(const Syntax& syntax, const std::string& root, const Given& given,
                  fold::Trace* trace = nullptr) {
  Folding out;
  Diagnostics diagnostics;
  const SourceId main = out.sources->add(syntax.root_path, root);
  const std::string values = values_file(syntax, given, main + 1, out.ranges);
  const SourceId id = out.sources->add(syntax.values_path, values);
  fold::Configuration configuration{"r", {{"r", {main}}}, {id}};
  out.folded =
      syntax.language == LanguageId::hcl
          ? lang::hcl::fold_configuration(configuration, *out.sources, diagnostics, nullptr, trace)
          : lang::bicep::fold_configuration(configuration, *out.sources, diagnostics, nullptr,
                                            trace);
  for (const Diagnostic& d : diagnostics.items()) ADD_FAILURE() << d.message << "\n" << values;
  return out;
}

/// As text, steps with what the run gives them.
void print(Node node, fold::Trace::Run* run, std::string& out) {
  if (node.is(Kind::hole)) {
    const std::size_t step = std::stoul(std::string(node.text()));
    const bool text = run->kind(step) == DatumKind::string;
    out += (text ? "\"" : "") + std::string(run->text(step)) + (text ? "\"" : "");
    return;
  }
  if (node.is_scalar()) {
    const bool text = node.is(Kind::string);
    out += node.is(Kind::unknown) ? "?" : "";
    out += (text ? "\"" : "") + std::string(node.text()) + (text ? "\"" : "");
    return;
  }
  out += node.is(Kind::map) ? '{' : '[';
  for (const Node child : node) {
    out.append(child.key()).append(":");
    print(child, run, out);
    out += ',';
  }
  out += node.is(Kind::map) ? '}' : ']';
}
std::string print(const fold::Folded& folded, fold::Trace::Run* run = nullptr) {
  std::string out;
  for (const Object& object : folded.objects) {
    out.append(object.type).append(" ").append(object.name).append(" ");
    print(object.body, run, out);
    out += '\n';
  }
  return out;
}

Given random(std::mt19937& random) {
  static const std::array<std::string, 9> kTexts = {
      "", "a", "b", "prod", "10.1.0.0/16", "it's ${x} \"\\", "ü\n", "3", "true"};
  static const std::array<double, 5> kNumbers = {0, 1, 2, 40, 7};
  Given out;
  for (std::string& text : out.texts) text = kTexts[random() % kTexts.size()];
  for (double& one : out.numbers) one = kNumbers[random() % kNumbers.size()];
  for (std::size_t i = 0; i < 2; ++i) out.truths[i] = random() % 2 == 0;
  return out;
}

/// How many of `rounds` pairs the trace of the first held for the second.
std::size_t held(const Syntax& syntax, const std::string& root, int rounds) {
  std::mt19937 seed(20260131);
  std::size_t out = 0;
  for (int round = 0; round < rounds; ++round) {
    const Given first = random(seed);
    const Given second = random(seed);
    std::vector<fold::InputRange> ranges;
    (void)values_file(syntax, first, 2, ranges);
    fold::Trace trace("r", ranges, first.values());
    const Folding traced = fold_with(syntax, root, first, &trace);
    if (!traced.folded) return 0;
    if (!trace.sound()) continue;
    for (const Given* given : {&first, &second}) {
      fold::Trace::Run run;
      const std::vector<Cell> cells = given->cells();
      const bool holds = run.go(trace, cells);
      EXPECT_TRUE(holds || given == &second) << root;
      if (!holds) continue;
      out += given == &second ? 1U : 0U;
      const Folding anew = fold_with(syntax, root, *given);
      EXPECT_EQ(print(*traced.folded, &run), print(*anew.folded)) << root;
    }
  }
  return out;
}

constexpr int kRounds = 60;

struct Case {
  const char* expression;
  std::size_t least;  // of 60 pairs, those that the trace must hold for
};

TEST(Trace, OfTerraformGivesWhatFoldingGives) {
  static constexpr Case kCases[] = {
      {"var.s", 60},
      {"var.m", 60},
      {"[var.s, var.m.list]", 60},
      {"\"${var.s}-${var.m.text}/${var.m.truth}\"", 60},
      {"merge(var.m, { text = var.s })", 60},
      {"[for k, v in var.m : { k = k, v = v }]", 60},
      {"{ for n in var.m.list : \"n${n}\" => n... }", 1},
      {"var.s == \"\" ? \"none\" : var.s", 30},
      {"var.s == var.t", 30},
      {"var.m.truth ? var.s : var.t", 20},
      {"var.m.list[0] > 3 ? \"many\" : \"few\"", 1},
      {"format(\"%s of %v\", var.s, var.m.list)", 60},
      {"upper(var.m.text)", 30},
      {"replace(var.s, \"a\", var.t)", 30},
      {"length(var.s)", 30},
      {"jsonencode(var.m)", 60},
      {"toset([var.s, var.t, \"c\"])", 9},
      {"tolist(toset([var.s, var.t]))[0]", 3},
      {"coalesce(var.s, var.t, \"x\")", 30},
      {"try(tonumber(var.s), var.t)", 10},
      {"cidrsubnet(var.s, 4, 1)", 0},
      {"contains([\"a\", var.t], var.s)", 20},
      {"lookup(var.m, \"text\", var.s)", 60},
      {"tostring(var.m.list[1])", 60},
      {"try({ a = var.t, B = 1 }[var.s], \"none\")", 30},
      {"tonumber(\"${var.m.list[1]}\")", 10},
      {"var.m.nothing == null ? var.s : 1", 60},
      {"\"${azurerm_x.y.id}${var.s}\"", 60},
      {"join(\",\", [var.s, var.t])", 60},
      {"[for x in [var.s, var.t] : x if x != \"\"]", 20},
  };
  for (const Case& one : kCases) {
    const std::string root =
        std::string("variable \"s\" {}\nvariable \"t\" { type = string }\n") +
        "variable \"m\" {}\nresource \"a_b\" \"c\" {\n  x = " + one.expression +
        "\n  dynamic \"d\" {\n    for_each = var.m.truth ? [var.s] : []\n" +
        "    content { y = d.value }\n  }\n}\n";
    EXPECT_GE(held(kHcl, root, kRounds), one.least / 3) << one.expression;
  }
}

TEST(Trace, OfBicepGivesWhatFoldingGives) {
  static constexpr Case kCases[] = {
      {"s", 60},
      {"m", 60},
      {"'${s}-${m.text}/${m.list[0]}'", 60},
      {"union(m, { text: s })", 60},
      {"[for n in m.list: { n: n, s: s }]", 60},
      {"empty(s) ? 'none' : s", 30},
      {"s == t", 30},
      {"s =~ t ? s : t", 1},
      {"m.truth ? s : t", 20},
      {"m.list[0] > 3 ? 'many' : 'few'", 1},
      {"format('{0} of {1}', s, t)", 60},
      {"toUpper(m.text)", 30},
      {"replace(s, 'a', t)", 30},
      {"length(s)", 30},
      {"contains(['a', t], s)", 20},
      {"m.?absent ?? s", 60},
      {"m.nothing ?? s", 60},
      {"map(m.list, x => x + 1)", 1},
      {"filter([s, t], x => x != '')", 20},
      {"sort([s, t], (a, b) => a == 'a')", 10},
      {"join([s, t], ',')", 60},
      {"items(m)", 60},
      {"guid(s)", 60},
      {"string(m.list[1])", 60},
      {"{ a: t, B: 1 }[?s] ?? 'none'", 30},
  };
  for (const Case& one : kCases) {
    const std::string root =
        std::string("param s string\nparam t string\nparam m object\n") +
        "resource a 'A.B/c@2020' = if (m.truth) {\n  name: t\n  properties: {\n    x: " +
        one.expression + "\n  }\n}\n";
    EXPECT_GE(held(kBicep, root, kRounds), one.least / 3) << one.expression;
  }
}

TEST(Trace, GivesUpWhereTextIsUsedAsItIsWritten) {
  const Given given = {{"a", "b", "c"}, {1, 2}, {true, false}};
  std::vector<fold::InputRange> ranges;
  const std::string values = values_file(kHcl, given, 2, ranges);
  // A comment of the environment's within what is not known.
  const std::string root = "resource \"a_b\" \"c\" {\n  x = foo(1, # prod\n    2)\n}\n";
  const auto at = static_cast<std::uint32_t>(root.find("prod"));
  ranges.push_back({{1, at, at + 4}, 8, 0, true});
  fold::Trace trace("r", ranges, given.values());
  (void)fold_with(kHcl, root, given, &trace);
  EXPECT_FALSE(trace.sound());
}

TEST(Trace, GivesUpWhereAnotherFolderIsAskedFor) {
  const Given given = {{"a", "b", "c"}, {1, 2}, {true, false}};
  std::vector<fold::InputRange> ranges;
  (void)values_file(kHcl, given, 2, ranges);
  fold::Trace trace("r", ranges, given.values());
  (void)fold_with(kHcl, "module \"m\" {\n  source = \"../r2\"\n}\n", given, &trace);
  EXPECT_FALSE(trace.sound());
}

}  // namespace
}  // namespace formwork
