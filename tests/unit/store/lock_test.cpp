#include "store/lock.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

const std::string kShort = "0123456789ab";
const std::string kLong(64, 'a');
const std::string kIntegrity = "sha384-" + std::string(62, 'A') + "+/";

Lock full_lock() {
  Lock lock;
  lock.version = "0.1.0";
  lock.inputs["overlays/kubernetes/deployment.yaml"] = kShort;
  lock.assets["web/dist/app.js"] = kIntegrity;
  lock.assets["web/dist/merged.js"] = "";
  lock.values["services.api.scale.min"] = kShort;
  lock.outputs["infra/prod/kubernetes/api.yaml"] = {kLong, false, {}};
  lock.outputs["infra/prod/run.sh"] = {kLong, true, {}};
  lock.outputs["infra/prod/merged.yaml"] = {std::nullopt, false, {}};
  lock.resources["infra/prod/bicep"]["module.vault.vault"] = {
      "Microsoft.KeyVault/vaults", "kv", kShort, {}};
  lock.resources["infra/prod/terraform"]["module.vault.azurerm_key_vault.this"] = {
      "", "kv", kShort, {}};
  lock.resources["infra/prod/terraform"]["module.vault.azurerm_management_lock.this[0]"] = {};
  lock.policies[{"front-door", "infra/prod/edge.yaml", ""}] = "default-src 'self'; img-src \"\\\t";
  lock.policies[{"front-door", "infra/prod/edge.yaml", "a.example"}] = "default-src 'none'";
  lock.groups["flags"] = kLong;
  return lock;
}

// `sources` outlives the spans in what is returned.
struct Reading {
  SourceMap sources;
  Diagnostics diagnostics;
  Lock lock;
  explicit Reading(std::string text) {
    lock =
        read_lock(sources.add("infra/prod/formwork.lock", std::move(text)), sources, diagnostics);
  }
  /// "DR015 3:20 message" for each finding.
  [[nodiscard]] std::string findings() const {
    std::string out;
    for (const Diagnostic& d : diagnostics.items()) {
      const Position at = sources.begin(d.span);
      out += std::string(info(d.code).id) + " " + std::to_string(at.line) + ":" +
             std::to_string(at.column) + " " + d.message + "\n";
    }
    return out;
  }
};

constexpr const char* kHeader = "{\"k\":\"formwork\",\"lock\":1,\"version\":\"0.1.0\"}\n";

TEST(WriteLock, WritesCanonicalLinesSortedByKindThenPath) {
  EXPECT_EQ(
      write_lock(full_lock()),
      "{\"k\":\"formwork\",\"lock\":1,\"version\":\"0.1.0\"}\n"
      "{\"k\":\"in\",\"p\":\"overlays/kubernetes/deployment.yaml\",\"d\":\"0123456789ab\"}\n"
      "{\"k\":\"sri\",\"p\":\"web/dist/app.js\",\"d\":\"" +
          kIntegrity +
          "\"}\n"
          "{\"k\":\"sri\",\"p\":\"web/dist/merged.js\",\"d\":null}\n"
          "{\"k\":\"value\",\"p\":\"services.api.scale.min\",\"d\":\"0123456789ab\"}\n"
          "{\"k\":\"out\",\"p\":\"infra/prod/kubernetes/api.yaml\",\"d\":\"" +
          kLong +
          "\"}\n"
          "{\"k\":\"out\",\"p\":\"infra/prod/merged.yaml\",\"d\":null}\n"
          "{\"k\":\"out\",\"p\":\"infra/prod/run.sh\",\"d\":\"" +
          kLong +
          "\",\"x\":1}\n"
          "{\"k\":\"res\",\"p\":\"infra/prod/bicep\",\"a\":\"module.vault.vault\","
          "\"t\":\"Microsoft.KeyVault/vaults\",\"n\":\"kv\",\"d\":\"0123456789ab\"}\n"
          "{\"k\":\"res\",\"p\":\"infra/prod/terraform\","
          "\"a\":\"module.vault.azurerm_key_vault.this\",\"n\":\"kv\",\"d\":\"0123456789ab\"}\n"
          "{\"k\":\"res\",\"p\":\"infra/prod/terraform\","
          "\"a\":\"module.vault.azurerm_management_lock.this[0]\",\"d\":null}\n"
          "{\"k\":\"csp\",\"edge\":\"front-door\",\"p\":\"infra/prod/edge.yaml\","
          "\"policy\":\"default-src 'self'; img-src \\\"\\\\\\t\"}\n"
          "{\"k\":\"csp\",\"edge\":\"front-door\",\"p\":\"infra/prod/edge.yaml\","
          "\"host\":\"a.example\",\"policy\":\"default-src 'none'\"}\n"
          "{\"k\":\"group\",\"p\":\"flags\",\"d\":\"" +
          kLong + "\"}\n");
}

TEST(ReadLock, GivesBackWhatWasWritten) {
  Lock lock = full_lock();
  lock.policies.begin()->second = "default-src 'self'; img-src \"\\";
  const std::string text = write_lock(lock);
  const Reading read(text);
  EXPECT_EQ(read.findings(), "");
  EXPECT_EQ(write_lock(read.lock), text);
  EXPECT_EQ(read.lock.outputs.at("infra/prod/merged.yaml").digest, std::nullopt);
  EXPECT_TRUE(read.lock.outputs.at("infra/prod/run.sh").executable);
  EXPECT_EQ(read.sources.begin(read.lock.outputs.at("infra/prod/run.sh").span), (Position{8, 1}));
}

TEST(ReadLock, SaysWhatIsMalformedAndWhere) {
  const std::string in = "{\"k\":\"in\",\"p\":\"a\",\"d\":\"0123456789ab\"}\n";
  const std::string in_b = "{\"k\":\"in\",\"p\":\"b\",\"d\":\"0123456789ab\"}\n";
  const auto out = [](const std::string& path) {
    return kHeader + ("{\"k\":\"out\",\"p\":\"" + path + "\",\"d\":\"" + kLong + "\"}\n");
  };
  const auto refused = [](const std::string& shown, const std::string& why) {
    return "DR015 2:16 `" + shown + "` cannot stand here: " + why + "\n";
  };
  const struct {
    std::string text, findings;
  } rows[] = {
      {"", "DR015 1:1 the lock is empty\n"},
      {in, "DR015 1:1 the lock does not begin with its `formwork` record\n"},
      {kHeader + in_b + in, "DR015 3:1 the records are not sorted: this one belongs further up\n"},
      {kHeader + in + in, "DR015 3:1 this record stands here twice\n"},
      {out("../../etc/passwd"), refused("../../etc/passwd", "it has a `..` part")},
      {out("/etc/passwd"), refused("/etc/passwd", "it is absolute")},
      {out("a\\\\b"), refused("a\\b", "it has a backslash")},
      {out("a\\u0001b"), refused("a\\u{1}b", "it has a control character")},
      {out(".git/hooks/pre-commit"),
       refused(".git/hooks/pre-commit", "it is inside a `.git` folder")},
      {out(std::string(256, 'a')), refused(std::string(80, 'a') + "…", "it is too long")},
      {out("infra/dev/formwork.lock"),
       "DR015 2:16 `infra/dev/formwork.lock` is a lock, never an output\n"},
      {kHeader + std::string("{\"k\":\"exec\",\"p\":\"a\"}\n"),
       "DR015 2:6 unknown kind of record `exec`\n"},
      {kHeader + std::string("{\"p\":\"a\"}\n"), "DR015 2:1 a record of the lock has no `k`\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"a\"}\n"),
       "DR015 2:1 this `in` record has no `d`\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":7,\"d\":null}\n"),
       "DR015 2:15 `p` must be a string\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"a\",\"d\":\"0123456789AB\"}\n"),
       "DR015 2:23 a digest of 12 lower-case hexadecimal digits is expected\n"},
      {kHeader + std::string("{\"k\":\"sri\",\"p\":\"a\",\"d\":\"sha384-x\"}\n"),
       "DR015 2:24 a digest of the form `sha384-…` is expected\n"},
      {kHeader + std::string("{\"k\":\"sri\",\"p\":\"../a\",\"d\":null}\n"),
       "DR015 2:16 `../a` cannot stand here: it has a `..` part\n"},
      {kHeader + std::string("{\"k\":\"in\", \"p\":\"a\",\"d\":null}\n"),
       "DR015 2:11 the lock cannot be read here: a string is expected\n"},
      {kHeader + std::string("{\"k\":\"in\",\"d\":null,\"p\":\"a\"}\n"),
       "DR015 2:15 `d` does not stand here in a record that formwork writes\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"a\",\"d\":null,\"y\":2}\n"),
       "DR015 2:32 `y` does not stand here in a record that formwork writes\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"a\",\"d\":null,\"d\":null}\n"),
       "DR015 2:32 `d` does not stand here in a record that formwork writes\n"},
      {kHeader + std::string("{\"k\":\"out\",\"p\":\"a\",\"d\":null,\"x\":0}\n"),
       "DR015 2:33 `x` is 1 or absent\n"},
      {kHeader + std::string("{\"k\":\"out\",\"p\":\"a\",\"d\":null,\"x\":01}\n"),
       "DR015 2:35 the lock cannot be read here: a number begins with 0\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"\\u000a\",\"d\":null}\n"),
       "DR015 2:18 the lock cannot be read here: this escape is not written by formwork\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"\\u0061\",\"d\":null}\n"),
       "DR015 2:18 the lock cannot be read here: this escape is not written by formwork\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"\xff\",\"d\":null}\n"),
       "DR015 2:16 the lock cannot be read here: it is not valid UTF-8\n"},
      {kHeader + std::string("{\"k\":{\"p\":[]}}\n"),
       "DR015 2:6 the lock cannot be read here: a string, a number or null is expected\n"},
      {kHeader + std::string("{\"k\":\"in\",\"p\":\"a\",\"d\":\"0123456789ab\"}"),
       "DR015 2:1 the last line of the lock has no end: it is cut short\n"},
      {"{\"k\":\"formwork\",\"lock\":0,\"version\":\"1\"}\n",
       "DR015 1:24 there is no lock format 0\nDR015 1:1 the lock does not begin with its "
       "`formwork` record\n"},
  };
  for (const auto& row : rows) EXPECT_EQ(Reading(row.text).findings(), row.findings) << row.text;
}

TEST(ReadLock, ReturnsWhatCouldBeReadAllTheSame) {
  const Reading read(kHeader + std::string("{\"k\":\"what\"}\n") +
                     "{\"k\":\"value\",\"p\":\"a.b\",\"d\":\"0123456789ab\"}\n");
  EXPECT_EQ(read.lock.values.at("a.b"), kShort);
  EXPECT_EQ(read.lock.version, "0.1.0");
}

TEST(ReadLock, StopsAtANewerFormatAndNamesTheVersion) {
  const Reading read("{\"k\":\"formwork\",\"lock\":2,\"version\":\"9.0.0\"}\n{\"anything\":[1]}\n");
  EXPECT_EQ(read.findings(), "DR016 1:24 the lock has format 2, this formwork reads 1\n");
  EXPECT_EQ(read.diagnostics.items().front().help, "use formwork 9.0.0 or later");
}

TEST(ReadLock, ReadsBothSidesOfAnUnfinishedMerge) {
  const std::string other(64, 'b');
  const std::string x = "{\"k\":\"out\",\"p\":\"x\",\"d\":\"" + kLong + "\"}\n";
  const std::string ours = "{\"k\":\"out\",\"p\":\"y\",\"d\":\"" + kLong + "\"}\n";
  const std::string theirs = "{\"k\":\"out\",\"p\":\"y\",\"d\":\"" + other + "\"}\n";
  const Reading read(kHeader + x + "<<<<<<< HEAD\n" + ours + "=======\n" + theirs +
                     ">>>>>>> topic\n");
  EXPECT_EQ(read.findings(), "DR013 3:1 the lock holds the markers of an unfinished merge\n");
  EXPECT_EQ(read.lock.outputs.at("x").digest, kLong);
  EXPECT_EQ(read.lock.outputs.at("y").digest, std::nullopt) << "ours, bytes unknown";
}

TEST(ReadLock, WarnsOnceOfCrlfAndReadsOn) {
  std::string text = write_lock(full_lock());
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, "\r");
  }
  const Reading read(text);
  ASSERT_EQ(read.diagnostics.size(), 2U) << read.findings();
  EXPECT_EQ(read.diagnostics.items().front().code, Code::DR012);
  EXPECT_EQ(read.lock.outputs.size(), 3U);
}

TEST(ReadLock, KeepsTheNumberOfFindingsBounded) {
  std::string text = kHeader;
  for (int i = 0; i < 1000; ++i) text += "junk\n";
  const Reading read(text);
  EXPECT_EQ(read.diagnostics.size(), 21U);
  EXPECT_EQ(read.diagnostics.items().back().message, "and 980 more of these in this lock");
}

}  // namespace
}  // namespace formwork
