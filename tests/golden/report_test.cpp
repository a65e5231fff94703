// tests/golden/report/<format>/stdout: one set of findings in every format. It has all that a
// finding can hold (notes with and without a place, help, a fix, a difference, the id of a rule),
// places of every shape (one line, several, an empty one, a whole file, none), and text that each
// format must quote in its own way.
#include "report/report.h"

#include "base/source_map.h"
#include "diag/diagnostic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace formwork {
namespace {

namespace fs = std::filesystem;

const fs::path kReports = FORMWORK_SOURCE_DIR "/tests/golden/report";

class Findings {
 public:
  Findings() {
    Diagnostic key = make(Code::FW3101, of(spec_, "replcas"), "unknown key `services.api.replcas`",
                          "did you mean `replicas`?");
    key.notes.push_back({of(spec_, "api"), {}, "in this service"});
    key.fix = Fix{of(spec_, "replcas"), "replicas"};
    add(key);

    Diagnostic value = make(Code::FW3102, of(spec_, "[\n      straße,\n      \"名前\",\n    ]"),
                            "`services.api.config` is a list, expected a map of text",
                            "write `NAME: value`; 100 % of a, b: c");
    value.notes.push_back({of(base_, "{GREETING: \"grüß dich 👋\"}"), {}, "replaces this map"});
    value.notes.push_back({{}, "releases/prod.yaml", "says nothing of it"});
    add(value);

    add(make(Code::FW3107, Span{spec_, 0, 0}, "`metadata.owner` is missing"));
    add(make(Code::FW1022, of(base_, "\x1B[31m"), "the text holds `\x1B[31m`", "remove it"));

    Diagnostic edited = make(Code::DR004, "infra/prod/kubernetes/a b#ü.yaml",
                             "`infra/prod/kubernetes/a b#ü.yaml` was edited by hand",
                             "write it into the spec, then `formwork compile`");
    edited.detail = "@@ -3 +3 @@\n-replicas: 4\n+replicas: 5 # ``` <b>|</b>\n";
    add(edited);

    Diagnostic rule = make(Code::FW4001, of(base_, "grüß dich 👋"),
                           "`api`: the greeting is <loud> | *bold*\nand long", "say less");
    rule.rule = "SHOP-001";
    rule.severity = Severity::warning;
    add(rule);
    add(rule);  // once is enough
  }

  [[nodiscard]] std::string print(Format format) const {
    return report(format, diagnostics_.sorted(sources_), sources_,
                  {.color = false, .command = "check", .version = "1.2.3"});
  }

 private:
  void add(const Diagnostic& diagnostic) { diagnostics_.add(diagnostic); }
  [[nodiscard]] Span of(SourceId source, std::string_view text) const {
    const auto at = static_cast<std::uint32_t>(sources_.text(source).find(text));
    return {source, at, at + static_cast<std::uint32_t>(text.size())};
  }

  SourceMap sources_;
  Diagnostics diagnostics_;
  SourceId spec_ = sources_.add("environments/prod.yaml",
                                "services:\n"
                                "  api:\n"
                                "    replcas: 3\t# grüß\n"
                                "    config: [\n      straße,\n      \"名前\",\n    ]\n");
  SourceId base_ = sources_.add("environments/base.yaml",
                                "services:\n"
                                "  api: {config: {GREETING: \"grüß dich 👋\"}}\n"
                                "  red: \x1B[31m\r\n");
};

class Reports : public testing::TestWithParam<std::string> {};

TEST_P(Reports, SayWhatTheyMust) {
  const std::string printed = Findings().print(find_format(GetParam()).value());
  const fs::path golden = kReports / GetParam() / "stdout";
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && *update == '1') {
    fs::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << printed;
    GTEST_SKIP() << "rewritten: " << golden;
  }
  std::ifstream in(golden, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(printed, expected) << "tests/update_golden.sh rewrites " << golden;
}

INSTANTIATE_TEST_SUITE_P(Golden, Reports, testing::ValuesIn(format_names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace formwork
