#include "fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

using expr_test::Bench;

struct Row {
  std::string_view expression;
  std::string_view errors;
};

void expect_errors(std::initializer_list<Row> rows) {
  Bench bench;
  for (const Row& row : rows) EXPECT_EQ(bench.show(row.expression), row.errors) << row.expression;
}

std::string help(std::string_view text, bool condition = false) {
  Bench bench;
  (void)bench.compile(text, condition);
  return bench.diagnostics.items().empty() ? "no error" : bench.diagnostics.items()[0].help;
}

TEST(Check, UnknownNamesAndFieldsAreErrorsAtTheirOwnPlace) {
  expect_errors({
      {"replcas", "FW5002 0-7: unknown name `replcas`"},
      {"1 + nope", "FW5002 4-8: unknown name `nope`"},
      {"metadata.nam", "FW5003 9-12: `metadata` has no field `nam`"},
      {"service.probes.pth", "FW5003 15-18: `probes` has no field `pth`"},
      {"replicas.size", "FW5003 9-13: `size` cannot be taken from integer, which has no fields"},
      {"hosts.first",
       "FW5003 6-11: `first` cannot be taken from list of string, which has no fields"},
      {"edge[\"x-fram\"]", "FW5003 5-13: `edge` has no field `x-fram`"},
      {"{a: 1}.b", "FW5003 7-8: this record has no field `b`"},
      {"uper(\"a\")", "FW5006 0-4: there is no function `uper`"},
      {"hosts | any", "FW5006 8-11: `any` cannot stand after `|`"},
  });
  EXPECT_EQ(help("replcas"), "did you mean `replicas`?");
  EXPECT_EQ(help("servce.port"), "did you mean `service`?");
  EXPECT_EQ(help("metadata.nam"), "did you mean `name`?");
  EXPECT_EQ(help("metadata.zzzzzz"), "its fields: `name`, `tier`");
  EXPECT_EQ(help("uper(\"a\")"), "did you mean `upper`?");
  EXPECT_EQ(help("lower"), "`lower` is a function: write `lower(…)`");
  EXPECT_EQ(help("webserver"), "a text is written in quotes: `\"webserver\"`");
}

TEST(Check, AUsersKeyCannotBeWrittenOut) {
  expect_errors({
      {"services.api", "FW5008 9-12: `api` would be a key of `services`, which its users choose"},
      {"services.api.port",
       "FW5008 9-12: `api` would be a key of `services`, which its users choose"},
      {"services[\"api\"]",
       "FW5008 9-14: `\"api\"` would be a key of `services`, which its users choose"},
      {"flags.alpha ?? \"\"",
       "FW5008 6-11: `alpha` would be a key of `flags`, which its users choose"},
  });
}

TEST(Check, WhatMayBeAbsentNeedsADefaultOrATest) {
  expect_errors({
      {"database.size + 1", "FW5004 0-13: `database.size` may be absent"},
      {"service.host ~ \"/\"", "FW5004 0-12: `service.host` may be absent"},
      {"service.host == \"a\"", "FW5004 0-12: `service.host` may be absent"},
      {"upper(service.host)", "FW5004 6-18: `service.host` may be absent"},
      {"[service.host]", "FW5004 1-13: `service.host` may be absent"},
      {"flags[service.host]", "FW5004 6-18: `service.host` may be absent"},
      {"first(hosts) ~ \"\"", "FW5004 0-12: `first(hosts)` may be absent"},
      {"flags[metadata.name] ~ \"\"", "FW5004 0-20: `flags[metadata.name]` may be absent"},
      {"null ~ \"\"", "FW5004 0-4: `null` cannot stand here"},
      {"[null]", "FW5004 1-5: `null` cannot stand here"},
  });
  EXPECT_EQ(help("service.host ~ \"/\""),
            "give a default: `(service.host ?? …)`; or test it first: `service.host ? … : …`, `if "
            "service.host`");
}

TEST(Check, OperatorsTakeTheirTypes) {
  expect_errors({
      {"\"a\" + \"b\"",
       "FW5005 0-3: `+` takes numbers, `\"a\"` is \"a\"\n"
       "FW5005 6-9: `+` takes numbers, `\"b\"` is \"b\""},
      {"edge.domain + 1", "FW5005 0-11: `+` takes numbers, `edge.domain` is string"},
      {"-enabled", "FW5005 1-8: `-` takes a number, `enabled` is boolean"},
      {"replicas < \"3\"",
       "FW5005 0-14: `<` takes two numbers or two texts: `replicas` is integer, `\"3\"` is \"3\""},
      {"enabled > true",
       "FW5005 0-14: `>` takes two numbers or two texts: `enabled` is boolean, `true` is boolean"},
      {"hosts ~ \"a\"",
       "FW5005 0-5: `~` joins texts, numbers and booleans, `hosts` is list of string"},
      {"1 in replicas",
       "FW5005 5-13: a list, a map or a text is due after `in`, `replicas` is integer"},
      {"1 in edge.domain", "FW5005 0-1: a text is looked for in a text, `1` is integer"},
      {"[1, \"a\"]",
       "FW5005 4-7: a list has items of one type: `\"a\"` is \"a\", the ones before it are "
       "integer"},
      {"enabled ? 1 : \"a\"",
       "FW5005 14-17: both results of `? :` have one type: `1` is integer, `\"a\"` is \"a\""},
      {"debug ?? 1",
       "FW5005 9-10: both sides of `??` have one type: `debug` is boolean, `1` is integer"},
      {"hosts[\"a\"]", "FW5005 6-9: an item of a list is taken by an integer, `\"a\"` is \"a\""},
      {"services[1]", "FW5005 9-10: a map is looked up by a text, `1` is integer"},
      {"metadata[metadata.name]",
       "FW5005 9-22: a field of metadata is named by a literal text, not by `metadata.name`"},
      {"replicas[0]", "FW5005 0-8: a list or map is due before `[`, `replicas` is integer"},
      {"any(x in metadata, true)",
       "FW5005 9-17: a list or map is due to loop over, `metadata` is metadata"},
      {"any(x in services, true)", "FW5005 9-17: `services` is map of service"},
      {"any(k, v in hosts, true)", "FW5005 12-17: `hosts` is list of string"},
  });
  EXPECT_EQ(help("any(x in services, true)"), "a map is looped over with two names: `key, x in …`");
}

TEST(Check, ComparisonsThatCanNeverBeTrueAreErrors) {
  expect_errors({
      {"metadata.tier == \"prodution\"", "FW5010 17-28: `metadata.tier` is never `\"prodution\"`"},
      {"\"web\" == metadata.tier", "FW5010 0-5: `metadata.tier` is never `\"web\"`"},
      {"replicas == \"3\"",
       "FW5010 0-15: `replicas` is integer and `\"3\"` is \"3\": they are never equal"},
      {"enabled == 1",
       "FW5010 0-12: `enabled` is boolean and `1` is integer: they are never equal"},
      {"hosts == [1]",
       "FW5010 0-12: `hosts` is list of string and `[1]` is list of integer: they are never equal"},
      {"metadata.tier in [\"dev\"]",
       "FW5010 0-24: `metadata.tier` is one of \"development\", \"staging\", \"production\" and "
       "`[\"dev\"]` is "
       "\"dev\": they are never equal"},
      {"1 in hosts", "FW5010 0-10: `1` is integer and `hosts` is string: they are never equal"},
  });
  EXPECT_EQ(help("metadata.tier == \"prodution\""), "did you mean `\"production\"`?");
  EXPECT_EQ(help("\"web\" == metadata.tier"),
            "it is one of \"development\", \"staging\", \"production\"");
}

TEST(Check, FunctionsTakeTheirArguments) {
  expect_errors({
      {"upper()", "FW5007 0-7: `upper` takes 1 argument, here are 0"},
      {"upper(\"a\", \"b\")", "FW5007 0-15: `upper` takes 1 argument, here are 2"},
      {"substr(\"a\")", "FW5007 0-11: `substr` takes 2 to 3 arguments, here are 1"},
      {"name_for()", "FW5007 0-10: `name_for` takes 2 or more arguments, here are 0"},
      {"upper(3)", "FW5007 6-7: `upper` takes string here, `3` is integer"},
      {"join(hosts, 1)", "FW5007 12-13: `join` takes string here, `1` is integer"},
      {"keys(hosts)", "FW5007 5-10: `keys` takes map of any here, `hosts` is list of string"},
      {"sum(hosts)", "FW5007 0-10: `sum` does not take list of string"},
      {"matches(edge.domain, \"(\")", "FW5012 21-24: this is no pattern: missing ): ("},
      {"name_for(\"key-vult\", \"a\")",
       "FW5007 9-19: `name_for` takes one of \"action-group\", \"aks-cluster\", "
       "\"api-management\", "
       "\"app-configuration\", \"app-service\", \"app-service-plan\", \"application-gateway\", "
       "\"application-insights\", … here, `\"key-vult\"` is \"key-vult\""},
  });
  EXPECT_EQ(help("upper(3)"), "turn it into text: `string(…)`");
  EXPECT_EQ(help("upper()"), "write `upper(text)`");
}

TEST(Check, ConditionsAreBooleanOrAskForPresence) {
  Bench bench;
  const Row rows[] = {
      {"enabled", "true"},
      {"database", "false"},
      {"cache", "true"},
      {"service.host", "true"},
      {"replicas", "FW5009 0-8: a condition is boolean, `replicas` is integer"},
      {"hosts", "FW5009 0-5: a condition is boolean, `hosts` is list of string"},
      {"null", "FW5009 0-4: a condition is boolean, `null` is null"},
      {"debug",
       "FW5009 0-5: `debug` may be absent, and as a condition it could mean its value or its "
       "presence"},
      {"debug ?? false", "false"},
      {"debug != null", "false"},
      {"object", "false"},
      {"cache and cache", "true"},
      {"cache and (cache ? true : false)", "true"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(bench.show(row.expression, true), row.errors) << row.expression;
  EXPECT_EQ(help("debug", true), "write `(debug ?? false)`, or `!= null` to ask for presence");
  EXPECT_EQ(help("hosts", true), "it is always present; compare it, or ask for `length(…) > 0`");
}

TEST(Check, EveryErrorOfAnExpressionIsReportedOnce) {
  expect_errors({
      {"nope ~ metadata.nam ~ uper(\"a\") ~ service.host",
       "FW5002 0-4: unknown name `nope`\n"
       "FW5003 16-19: `metadata` has no field `nam`\n"
       "FW5006 22-26: there is no function `uper`\n"
       "FW5004 34-46: `service.host` may be absent"},
      {"(nope + 1) * 2 == nope.x",
       "FW5002 1-5: unknown name `nope`\nFW5002 18-22: unknown name `nope`"},
  });
}

TEST(Check, NarrowingFollowsTests) {
  Bench bench;
  const Row rows[] = {
      {"service.host ? service.host ~ \"/\" : \"-\"", "\"api.example.org/\""},
      {"service.host != null ? service.host ~ \"/\" : \"-\"", "\"api.example.org/\""},
      {"service.host == null ? \"-\" : service.host ~ \"/\"", "\"api.example.org/\""},
      {"null == service.host ? \"-\" : service.host ~ \"/\"", "\"api.example.org/\""},
      {"not service.host ? \"-\" : service.host ~ \"/\"", "\"api.example.org/\""},
      {"service.host and service.host == \"a\"", "false"},
      {"not service.host or service.host == \"a\"", "false"},
      {"service.host and database ? service.host : \"-\"", "\"-\""},
      {"service.host and (database or cache) ? service.host : \"-\"", "\"api.example.org\""},
      {"database ? database.size : 0", "0"},
      {"cache and cache.size > 1", "true"},
      {"cache.size ? cache.size : 0", "2"},
      {"database.size ? database.size : 0", "0"},
      {"service.probes ? service.probes.path : \"-\"", "\"/health\""},
      {"service.probes.path ? service.probes.path : \"-\"", "\"/health\""},
      {"edge[\"x-frame\"] ? edge[\"x-frame\"] : \"-\"", "\"deny\""},
      {"debug ?? false ? (debug ? 1 : 2) : 3", "3"},
      {"all(t in service.tags, service.host and t != service.host)", "true"},
      {"any(k, s in services, s.host and s.host == \"api.example.org\")", "true"},
      // What is not proved stays optional.
      {"service.host or service.host == \"a\"", "FW5004 16-28: `service.host` may be absent"},
      {"service.host or database ? service.host ~ \"\" : \"\"",
       "FW5004 27-39: `service.host` may be absent"},
      {"service.host ? \"\" : service.host ~ \"\"", "FW5004 20-32: `service.host` may be absent"},
      {"(service.host ? true : true) and service.host == \"a\"",
       "FW5004 33-45: `service.host` may be absent"},
      {"database ? database.sku ~ \"\" : \"\"", "FW5004 11-23: `database.sku` may be absent"},
      {"cache and any(service in values(services), service.host == \"a\")",
       "FW5004 43-55: `service.host` may be absent"},
      {"service.host and any(service in values(services), service.host == \"a\")",
       "FW5004 50-62: `service.host` may be absent"},
  };
  for (const Row& row : rows) EXPECT_EQ(bench.show(row.expression), row.errors) << row.expression;
}

TEST(Check, NarrowsNamesWhatATestProves) {
  Bench bench;
  using Paths = std::vector<std::string>;
  const auto narrows = [&](std::string_view text) { return bench.compile(text, true)->narrows(); };
  const auto otherwise = [&](std::string_view text) {
    return bench.compile(text, true)->narrows_when_false();
  };
  EXPECT_EQ(narrows("database"), Paths{"database"});
  EXPECT_EQ(narrows("database and service.host"), (Paths{"database", "service.host"}));
  EXPECT_EQ(narrows("database or service.host"), Paths{});
  EXPECT_EQ(narrows("database.sku or database"), Paths{"database"});
  EXPECT_EQ(narrows("not database"), Paths{});
  EXPECT_EQ(otherwise("not database"), Paths{"database"});
  EXPECT_EQ(otherwise("database == null or enabled"), Paths{"database"});
  EXPECT_EQ(otherwise("database"), Paths{});
  EXPECT_EQ(narrows("debug ?? false"), Paths{"debug"});
  EXPECT_EQ(otherwise("debug ?? true"), Paths{"debug"});
  EXPECT_EQ(otherwise("debug ?? false"), Paths{});
}

TEST(Check, TypesAreThoseOfTheSchema) {
  Bench bench;
  const Row rows[] = {
      {"replicas", "integer"},
      {"replicas + 1", "integer"},
      {"replicas + 0.5", "number"},
      {"ratio", "number"},
      {"metadata.name", "identifier"},
      {"metadata.name ~ \"-\" ~ metadata.tier", "identifier"},
      {"metadata.name ~ \"-\" ~ 1", "identifier"},
      {"metadata.name ~ \" \" ~ 1", "string"},
      {"\"-\" ~ metadata.name", "string"},
      {"metadata.name ~ edge.domain", "string"},
      {"lower(metadata.name)", "identifier"},
      {"lower(edge.domain)", "string"},
      {"enabled ? \"a\" : \"b\"", "one of \"a\", \"b\""},
      {"enabled ? \"a\" : edge.domain", "string"},
      {"enabled ? 1 : 0.5", "number"},
      {"enabled ? \"x\" : null", "\"x\"?"},
      {"service.kind", "one of \"web\", \"worker\", \"static\""},
      {"service.host", "string?"},
      {"database.size", "integer?"},
      {"database.size ?? 1", "integer"},
      {"services", "map of service"},
      {"filter(k, s in services, s.port > 1)", "map of service"},
      {"map(k, s in services, k)", "list of identifier"},
      {"keys(services)", "list of identifier"},
      {"values(services)", "list of service"},
      {"first(hosts)", "string?"},
      {"lookup(services, \"a\")", "service?"},
      {"services[metadata.name]", "service?"},
      {"entries(services)", "list of record"},
      {"map(e in entries(services), e.value.port)", "list of integer"},
      {"[]", "empty list"},
      {"concat(hosts, [])", "list of string"},
      {"hosts ?? []", "list of string"},
      {"max(1, 2)", "integer"},
      {"max(1, 0.5)", "number"},
      {"min([1, 2])", "integer"},
      {"object.a.b", "any"},
      {"object.a ?? 1", "any"},
      {"burn_windows(99.9)", "list of burn window"},
      {"name_for(\"key-vault\", \"a\")", "identifier"},
      {"merge({a: 1}, {b: \"x\"}).b", "\"x\""},
  };
  for (const Row& row : rows) {
    const auto expr = bench.compile(row.expression);
    ASSERT_TRUE(expr) << row.expression << ": " << bench.errors();
    EXPECT_EQ(expr->type()->describe() + (expr->optional() ? "?" : ""), row.errors)
        << row.expression;
  }
}

}  // namespace
}  // namespace formwork
