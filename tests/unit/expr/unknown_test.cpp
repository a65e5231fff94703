// Three values: what a rule cannot know is neither true nor false; holes of a shape are asked for.
#include "fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

using expr_test::Bench;
using expr_test::Builder;

/// `object` is {yes: true, no: false, u: <unknown>, list: [1, <unknown>], n: 5, name: "x", hole:
/// <mark>, args: <mark>}.
struct Objects {
  Builder b;
  Builder held;
  Bench bench;
  int asked = 0;

  Objects() {
    b.finish(b.map({{"yes", b.boolean(true)},
                    {"no", b.boolean(false)},
                    {"u", b.unknown("var.x")},
                    {"list", b.list({b.integer(1), b.unknown("var.y")})},
                    {"n", b.integer(5)},
                    {"name", b.text("x")},
                    {"hole", b.hole("text")},
                    {"args", b.hole("list")},
                    {"spec", b.hole("map")}}));
    held.finish(held.map({{"list", held.list({held.text("--x"), held.text("--y")})},
                          {"map", held.map({{"port", held.integer(80)}})}}));
    bench.frame[1] = Value::of(b.document.root());
    bench.context.hole = [this](Node node) {
      ++asked;
      if (node.text() == "text") return Value::of_string("found");
      return Value::of(held.document.root().find(node.text()));
    };
  }
};

TEST(Unknown, LogicIsThreeValued) {
  Objects o;
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"object.u == 1", "unknown"},
      {"object.u != 1", "unknown"},
      {"object.u < 1", "unknown"},
      {"object.u in [1]", "unknown"},
      {"1 in object.list", "true"},
      {"2 in object.list", "unknown"},
      {"object.list == [1]", "false"},
      {"object.list == [2, 2]", "false"},
      {"object.list == [1, 2]", "unknown"},
      {"not object.u", "unknown"},
      {"object.u and object.yes", "unknown"},
      {"object.u and object.no", "false"},
      {"object.no and object.u", "false"},
      {"object.u or object.yes", "true"},
      {"object.yes or object.u", "true"},
      {"object.u or object.no", "unknown"},
      {"object.u ? 1 : 2", "unknown"},
      {"object.u ? 1 : 1", "1"},
      {"object.u ?? 1", "unknown"},
      {"object.u != null", "unknown"},
      {"object.u.deeper", "unknown"},
      {"object.u[0]", "unknown"},
      {"object.u + 1", "unknown"},
      {"object.u ~ \"x\"", "unknown"},
      {"upper(object.u)", "unknown"},
      {"join(object.list, \",\")", "unknown"},
      {"json(object.list)", "unknown"},
      {"length(object.list)", "2"},
      {"any(x in object.list, x == 1)", "true"},
      {"any(x in object.list, x == 2)", "unknown"},
      {"all(x in object.list, x == 1)", "unknown"},
      {"all(x in object.list, x == 2)", "false"},
      {"any(x in object.u, true)", "unknown"},
      {"filter(x in object.list, x == 1)", "unknown"},
      {"map(x in object.list, x)", "[1, unknown]"},
  };
  for (const auto& [text, value] : rows) EXPECT_EQ(o.bench.show(text), value) << text;
}

TEST(Any, WhatIsAbsentIsNull) {
  Objects o;
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"object.gone", "null"},
      {"object.gone.deeper.still", "null"},
      {"object.name.deeper", "null"},
      {"object.gone == null", "true"},
      {"object.name != null", "true"},
      {"object.gone == 1", "false"},
      {"object.gone ?? 7", "7"},
      {"object.gone > 1", "false"},
      {"object.name > 1", "false"},
      {"object.n > 4", "true"},
      {"object[\"n\"]", "5"},
      {"object.list[0]", "1"},
      {"object.list[9]", "null"},
      {"object.gone[0]", "null"},
      {"any(x in object.gone, true)", "false"},
      {"all(x in object.gone, false)", "true"},
      {"object.gone and true", "false"},
      {"object.name and true", "true"},
      {"not object.no", "true"},
      {"\"n\" in object", "true"},
      {"\"gone\" in object", "false"},
      {"object.gone in [1]", "false"},
      {"any(x in object.name, true)", "FW5033: a list is due to loop over, here is a text"},
      {"object.gone ~ \"x\"", "FW5033: `~` joins texts, numbers and booleans, here is nothing"},
      {"object.name + 1", "FW5033: a number is due, here is a text"},
      {"upper(object.gone)", "FW5033: `upper` takes string here, not nothing"},
      {"upper(object.n)", "FW5033: `upper` takes string here, not an integer"},
  };
  for (const auto& [text, value] : rows) EXPECT_EQ(o.bench.show(text), value) << text;
}

TEST(Hole, IsResolvedWhereItsValueIsNeeded) {
  Objects o;
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"object.hole", "\"found\""},
      {"object.hole == \"found\"", "true"},
      {"object.hole ~ \"!\"", "\"found!\""},
      {"object.args[1]", "\"--y\""},
      {"any(a in object.args, a == \"--y\")", "true"},
      {"\"--x\" in object.args", "true"},
      {"join(object.args, \" \")", "\"--x --y\""},
      {"object.spec.port", "80"},
      {"[object.hole, object.n | string]", "[\"found\", \"5\"]"},
  };
  for (const auto& [text, value] : rows) EXPECT_EQ(o.bench.show(text), value) << text;
}

TEST(Hole, PresenceDoesNotAskForTheValue) {
  Objects o;
  EXPECT_EQ(o.bench.show("object.hole != null"), "true");
  EXPECT_EQ(o.bench.show("object.hole == null"), "false");
  EXPECT_EQ(o.asked, 0);
}

TEST(Hole, IsUnknownWithoutAResolver) {
  Objects o;
  o.bench.context.hole = nullptr;
  EXPECT_EQ(o.bench.show("object.hole == \"found\""), "unknown");
}

}  // namespace
}  // namespace formwork
