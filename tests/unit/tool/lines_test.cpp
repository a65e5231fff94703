// What tools print, made into findings.
#include "tool/tool.h"

#include <gtest/gtest.h>

namespace formwork::tool {
namespace {

Job job() {
  Job out;
  out.root = {"infra/prod/terraform", ""};
  out.scratch = "/tmp/scratch";
  return out;
}

std::string shown(const Finding& f) {
  std::string out(f.severity == Severity::error     ? "error"
                  : f.severity == Severity::warning ? "warning"
                                                    : "note");
  return out + " " + f.rule + " " + f.path + ":" + std::to_string(f.line) + " " + f.message;
}

TEST(ReadTerraform, TakesEveryDiagnosticWithItsPlace) {
  const auto found = read_terraform(
      R"({"format_version": "1.0", "valid": false, "diagnostics": [
        {"severity": "error", "summary": "Unsupported argument",
         "detail": "An argument named \"x\" is not expected here.\nDid you mean \"y\"?",
         "range": {"filename": "main.tf", "start": {"line": 14, "column": 3, "byte": 2}}},
        {"severity": "warning", "summary": "Deprecated.", "detail": "",
         "range": {"filename": "../../modules/terraform/a/main.tf", "start": {"line": 2}}},
        {"severity": "error", "summary": "Somewhere", "detail": "no place"},
        {"severity": "error", "summary": "Outside",
         "range": {"filename": "../../../../etc/passwd", "start": {"line": 1}}}
      ]})",
      job());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 4U);
  EXPECT_EQ(
      shown((*found)[0]),
      "error  infra/prod/terraform/main.tf:14 Unsupported argument: An argument named \"x\" is "
      "not expected here. Did you mean \"y\"?");
  EXPECT_EQ(shown((*found)[1]), "warning  infra/modules/terraform/a/main.tf:2 Deprecated");
  EXPECT_EQ(shown((*found)[2]), "error  :0 Somewhere: no place");
  EXPECT_EQ(shown((*found)[3]), "error  :1 Outside");
}

TEST(ReadTerraform, TakesNothingElseForAVerdict) {
  const std::string_view rows[] = {"",
                                   "panic: nil",
                                   "[]",
                                   "{}",
                                   R"({"valid": true})",
                                   R"({"diagnostics": 1})",
                                   R"({"diagnostics": [1]})",
                                   R"({"diagnostics": [)",
                                   "Success! The configuration is valid.\n"};
  for (const std::string_view row : rows) EXPECT_FALSE(read_terraform(row, job())) << row;
  const auto none = read_terraform(R"({"valid": true, "diagnostics": []})", job());
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
}

TEST(ReadBicep, TakesTheCompilersLines) {
  const auto found = read_bicep(
      "/tmp/scratch/infra/prod/bicep/main.bicep(12,5) : Error BCP037: The property \"x\" is not "
      "allowed. [https://aka.ms/bicep/core-diagnostics#BCP037]\n"
      "/tmp/scratch/infra/modules/bicep/a/main.bicep(3,7) : Warning no-unused-params: Parameter "
      "\"y\" is declared but never used.\r\n"
      "main.bicep(1,1) : Info use-recent-api-versions: old\n"
      "/elsewhere/main.bicep(1,1) : Error BCP001: odd\n"
      "Build failed: 1 Warning(s), 1 Error(s)\n"
      "(: ) : Error\n",
      job());
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(shown(found[0]),
            "error BCP037 infra/prod/bicep/main.bicep:12 The property \"x\" is not allowed");
  EXPECT_EQ(
      shown(found[1]),
      "warning no-unused-params infra/modules/bicep/a/main.bicep:3 Parameter \"y\" is declared "
      "but never used");
  EXPECT_EQ(shown(found[2]), "note use-recent-api-versions infra/prod/terraform/main.bicep:1 old");
  EXPECT_EQ(shown(found[3]), "error BCP001 :1 odd");
}

TEST(OneLine, IsShortAndWhole) {
  EXPECT_EQ(one_line(" a\n\n  b\tc. "), "a b c");
  EXPECT_EQ(one_line(""), "");
  const std::string cut = one_line(std::string(399, 'a') + "\xC3\xBC and more");
  EXPECT_EQ(cut, std::string(399, 'a') + "…");
}

}  // namespace
}  // namespace formwork::tool
