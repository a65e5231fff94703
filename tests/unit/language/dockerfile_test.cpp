#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/yaml_readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace formwork {
namespace {

using mini::place;
using ::testing::HasSubstr;

const Language& docker() {
  return *language(LanguageId::dockerfile);
}

TEST(DockerfileMachine, KnowsWhereATagMayStand) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"FROM <%= x %>\n", "value"},
           {"FROM --platform=<%= x %> a\n", "value"},
           {"FROM <%= x %>:<%= y %> AS z\n", "value"},
           {"FROM a AS <%= x %>\n", "value"},
           {"COPY --from=<%= x %> /a /b\n", "value"},
           {"COPY a \\\n  # c\n  <%= x %>\n", "value"},
           {"COPY [\"a\", <%= x %>]\n", "value"},
           {"COPY [\"<%= x %>\", \"b\"]\n", "quoted"},
           {"USER <%= x %>\n", "value"},
           {"EXPOSE 80 <%= x %>/tcp\n", "value"},
           {"ENV A=<%= x %>\n", "value"},
           {"ENV A=<%= x %> B=<%= y %>\n", "value"},
           {"ENV A=1 \\\n    B=<%= x %>\n", "value"},
           {"ENV A=\"b c\" D=<%= x %>\n", "value"},
           {"ENV A=\"<%= x %>\"\n", "quoted"},
           {"ENV <%= x %>=1\n", "key"},
           {"LABEL a.b=<%= x %>\n", "value"},
           {"LABEL a.b=\"c <%= x %>\"\n", "quoted"},
           {"ARG A=<%= x %>\nFROM b\n", "value"},
           {"RUN <%= x %>\n", "word"},
           {"RUN a --b=<%= x %> && c <%= y %>\n", "word"},
           {"RUN --mount=type=cache,target=<%= x %> a\n", "value"},
           {"RUN --network=none a <%= x %>\n", "word"},
           {"RUN a \\\n  <%= x %>\n", "word"},
           {"RUN a 'b \\\n c' <%= x %>\n", "word"},
           {"RUN a \\\n# it's\n  b <%= x %>\n", "word"},
           {"RUN a \\\n# <%= x %>\n  b\n", "comment"},
           {"RUN <<EOF\nit's\nEOF\nUSER <%= x %>\n", "value"},
           {"RUN [\"a\", <%= x %>]\n", "value"},
           {"RUN [\"<%= x %>\"]\n", "quoted"},
           {"CMD <%= x %>\n", "value"},
           {"CMD a <%= x %>\n", "word"},
           {"ENTRYPOINT [\"a\", \"--b=<%= x %>\"]\n", "quoted"},
           {"HEALTHCHECK --interval=<%= x %> CMD a\n", "value"},
           {"HEALTHCHECK CMD a <%= x %>\n", "word"},
           {"HEALTHCHECK --interval=1s CMD [\"a\", <%= x %>]\n", "value"},
           {"FROM a\n# <%= x %>\n", "comment"},
           {"# about this: <%= x %>\n", "comment"},
           {"# syntax=docker/dockerfile:1\n# made of <%= x %>\n", "comment"},
           {"env a=<%= x %>\n", "value"},
           {"# <%= x %>\nFROM a\n", "directive"},
           {"# syn<%= x %>\nFROM a\n", "directive"},
           {"# syntax <%= x %>\nFROM a\n", "directive"},
           {"<%= x %> a\n", "written out"},
           {"USER $<%= x %>\n", "variable"},
           {"USER ${A<%= x %>}\n", "variable"},
           {"USER ${A}<%= x %>\n", "value"},
           {"USER \\<%= x %>\n", "backslash"},
           {"ENV A=b<%= x %>\n", "whole value"},
           {"ENV A=<%= x %>b\n", "directly after a value"},
           {"ENV A='<%= x %>'\n", "double quotes"},
           {"ENV A=\"$<%= x %>\"\n", "variable"},
           {"ENV A=\"\\<%= x %>\"\n", "backslash"},
           {"ENV A <%= x %>\n", "NAME=value"},
           {"RUN \"<%= x %>\"\n", "leave the quotes out"},
           {"RUN $(<%= x %>)\n", "substitution"},
           {"RUN <<EOF\n<%= x %>\nEOF\n", "here-document"},
           {"COPY <<EOF /a\n", "only after RUN"},
           {"ONBUILD RUN <%= x %>\n", "no tag may stand"},
           {"CMD [\"a\"<%= x %>]\n", "comma"},
       }) {
    EXPECT_THAT(place(docker(), Dialect::none, row.text), HasSubstr(row.expected)) << row.text;
  }
}

std::string render(std::string_view text, const Value& x) {
  const auto result = mini::render(docker(), Dialect::none, text, {{"x", x}, {"y", x}});
  return result.error.empty() ? result.text : "error: " + result.error;
}
std::string render(std::string_view text, std::string_view x) {
  return render(text, Value::of_string(x));
}

TEST(DockerfileEncoder, WritesByInstruction) {
  EXPECT_EQ(render("ENV A=<%= x %>", "b"), "ENV A=b");
  EXPECT_EQ(render("ENV A=<%= x %>", "b c"), "ENV A=\"b c\"");
  EXPECT_EQ(render("ENV A=<%= x %>", ""), "ENV A=\"\"");
  EXPECT_EQ(render("LABEL a=\"<%= x %>\"", "$B \"c\" \\"), "LABEL a=\"\\$B \\\"c\\\" \\\\\"");
  EXPECT_EQ(render("EXPOSE <%= x %>", Value::of_int(80)), "EXPOSE 80");
  EXPECT_EQ(render("FROM <%= x %>", "a:1@sha256:00"), "FROM a:1@sha256:00");
  EXPECT_EQ(render("RUN a <%= x %>", "b c"), "RUN a 'b c'");
  EXPECT_EQ(render("CMD [<%= x %>]", "a\nb"), "CMD [\"a\\nb\"]");
  Document d;
  const NodeId list = d.add_list();
  d.append(list, d.add_string("a b"));
  d.append(list, d.add_int(1));
  EXPECT_EQ(render("CMD <%= x %>", Value::of(d.node(list))), "CMD [\"a b\", \"1\"]");
  EXPECT_THAT(render("USER <%= x %>", Value::of(d.node(list))), HasSubstr("a list cannot"));
  EXPECT_THAT(render("FROM <%= x %>", "a AS b"), HasSubstr("cannot be written here"));
  EXPECT_THAT(render("FROM <%= x %>", ""), HasSubstr("cannot be written here"));
  EXPECT_THAT(render("COPY <%= x %> b", "--chown=0"), HasSubstr("option"));
  EXPECT_THAT(render("ENV A=<%= x %>", "a\nb"), HasSubstr("line end"));
  EXPECT_THAT(render("RUN a <%= x %>", "a\nb"), HasSubstr("line end"));
  EXPECT_THAT(render("COPY [<%= x %>, \"/b\"]", "$A"), HasSubstr("expand"));
  EXPECT_TRUE(docker().accepts(Place::value, TypeTable().list_of(basic_type(TypeKind::string))));
}

std::optional<Document> read(const std::string& text, std::string* error = nullptr) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId id = sources.add("Dockerfile", text);
  auto document = docker().parse(id, sources, Dialect::none, diagnostics);
  EXPECT_NE(document.has_value(), diagnostics.has_errors()) << text;
  if (error != nullptr && !diagnostics.empty()) *error = diagnostics.items().front().message;
  return document;
}

TEST(DockerfileReader, GivesStagesAndInstructions) {
  const auto document = read(
      "# syntax=docker/dockerfile:1\nARG RUST=1.80\nARG BASE=\"gcr.io/d/static\"\n\n"
      "FROM --platform=$BUILDPLATFORM rust:${RUST}@sha256:aa AS build\nRUN "
      "--mount=type=cache,target=/x \\\n"
      "    # note\n    cargo \\\n\n    build\nCOPY . .\nrun <<EOF\nFROM not\nEOF\n\nFROM $BASE\n"
      "COPY --from=build /a /b\nUSER 65532:65532\nCMD [\"/b\", \"x\"]");
  ASSERT_TRUE(document);
  readers::Leaves leaves;
  readers::flatten(document->root(), "", leaves);
  const readers::Leaves expected = {
      {"/instructions/0/instruction", "str:ARG"},
      {"/instructions/0/arguments", "str:RUST=1.80"},
      {"/instructions/0/line", "other:2"},
      {"/instructions/1/instruction", "str:ARG"},
      {"/instructions/1/arguments", "str:BASE=\"gcr.io/d/static\""},
      {"/instructions/1/line", "other:3"},
      {"/stages/0/name", "str:build"},
      {"/stages/0/from", "str:rust:1.80@sha256:aa"},
      {"/stages/0/final", "other:false"},
      {"/stages/0/instructions/0/instruction", "str:RUN"},
      {"/stages/0/instructions/0/arguments", "str:--mount=type=cache,target=/x cargo build"},
      {"/stages/0/instructions/0/line", "other:6"},
      {"/stages/0/instructions/1/instruction", "str:COPY"},
      {"/stages/0/instructions/1/arguments", "str:. ."},
      {"/stages/0/instructions/1/line", "other:11"},
      {"/stages/0/instructions/2/instruction", "str:RUN"},
      {"/stages/0/instructions/2/arguments", "str:<<EOF\nFROM not\nEOF"},
      {"/stages/0/instructions/2/line", "other:12"},
      {"/stages/1/name", "other:null"},
      {"/stages/1/from", "str:gcr.io/d/static"},
      {"/stages/1/final", "other:true"},
      {"/stages/1/instructions/0/instruction", "str:COPY"},
      {"/stages/1/instructions/0/arguments", "str:--from=build /a /b"},
      {"/stages/1/instructions/0/line", "other:17"},
      {"/stages/1/instructions/1/instruction", "str:USER"},
      {"/stages/1/instructions/1/arguments", "str:65532:65532"},
      {"/stages/1/instructions/1/line", "other:18"},
      {"/stages/1/instructions/2/instruction", "str:CMD"},
      {"/stages/1/instructions/2/arguments", "str:[\"/b\", \"x\"]"},
      {"/stages/1/instructions/2/line", "other:19"},
  };
  EXPECT_EQ(leaves, expected);
  const auto objects = docker().objects(document->root(), Dialect::none);
  std::vector<std::string> names;
  for (const Object& o : objects) names.push_back(o.type + " " + o.name);
  EXPECT_THAT(names, ::testing::ElementsAre(
                         "dockerfile ", "dockerfile/stage build", "dockerfile/instruction build:6",
                         "dockerfile/instruction build:11", "dockerfile/instruction build:12",
                         "dockerfile/stage 1", "dockerfile/instruction 1:17",
                         "dockerfile/instruction 1:18", "dockerfile/instruction 1:19"));
}

TEST(DockerfileReader, KeepsHolesOfAShape) {
  const auto document = read(
      "FROM \xEE\x80\x80"
      "0\xEE\x80\x81\nUSER \xEE\x80\x80"
      "1\xEE\x80\x81\n");
  ASSERT_TRUE(document);
  const Node stage = document->root().find("stages").at(0);
  EXPECT_EQ(stage.find("from").kind(), Kind::hole);
  EXPECT_EQ(stage.find("instructions").at(0).find("arguments").kind(), Kind::hole);
}

TEST(DockerfileReader, RefusesWhatIsNoDockerfile) {
  const auto error = [](const std::string& text) {
    std::string message;
    EXPECT_FALSE(read(text, &message)) << text;
    return message;
  };
  EXPECT_THAT(error(""), HasSubstr("no `FROM`"));
  EXPECT_THAT(error("ARG A=1\n"), HasSubstr("no `FROM`"));
  EXPECT_THAT(error("RUN a\nFROM b\n"), HasSubstr("before the first FROM"));
  EXPECT_THAT(error("FROM a\nRUNN b\n"), HasSubstr("unknown instruction `RUNN`"));
  EXPECT_THAT(error("FROM a b\n"), HasSubstr("does not name an image"));
  EXPECT_THAT(error("FROM a\nUSER\n"), HasSubstr("no arguments"));
  EXPECT_THAT(error("FROM a\nRUN b \\"), HasSubstr("the file ends"));
  EXPECT_THAT(error("FROM a\nRUN <<EOF\nb\n"), HasSubstr("the file ends"));
  EXPECT_THAT(error("# escape=`\nFROM a\n"), HasSubstr("escape"));
  EXPECT_THAT(error("FROM a\nENV A=\"\x1B\"\n"), HasSubstr("U+001B"));
}

/// Docker's own reading of a value of ENV, ARG or LABEL (buildkit, shell/lex.go): words, quotes,
/// `$`.
std::optional<std::string> lex(std::string_view word) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '$' || (c == '\'' && !quoted) || (c == ' ' && !quoted)) {
      return {};
    } else if (c == '\\') {
      if (++i == word.size()) return {};
      if (quoted && std::string_view("\"$\\").find(word[i]) == std::string_view::npos) out += '\\';
      out += word[i];
    } else {
      out += c;
    }
  }
  if (quoted) return {};
  return out;
}

TEST(DockerfileInjection, OneTextChangesOneArgument) {
  struct Site {
    const char* text;
    const char* leaf;
    const char* prefix;
    enum { word, json, bare } how;
  };
  const Site kSites[] = {
      {"FROM a\nENV A=<%= x %>\nUSER b\n", "/stages/0/instructions/0/arguments", "A=", Site::word},
      {"FROM a\nENV A=\"<%= x %>\"\nUSER b\n", "/stages/0/instructions/0/arguments",
       "A=", Site::word},
      {"FROM a\nLABEL a.b=\"<%= x %><%= y %>\" c=d\nUSER b\n", "/stages/0/instructions/0/arguments",
       "a.b=", Site::word},
      {"FROM a\nCMD [<%= x %>]\nUSER b\n", "/stages/0/instructions/0/arguments", "", Site::json},
      {"FROM a\nCMD <%= x %>\nUSER b\n", "/stages/0/instructions/0/arguments", "", Site::json},
      {"FROM a\nCMD [\"<%= x %><%= y %>\"]\nUSER b\n", "/stages/0/instructions/0/arguments", "",
       Site::json},
      {"FROM a\nWORKDIR <%= x %>\nUSER b\n", "/stages/0/instructions/0/arguments", "", Site::bare},
      {"FROM <%= x %>\nUSER b\n", "/stages/0/from", "", Site::bare},
      {"FROM a\nRUN c <%= x %>\nUSER b\n", "/stages/0/instructions/0/arguments", "c ", Site::bare},
  };
  for (const Site& site : kSites) {
    const bool pair = std::string_view(site.text).find("y %>") != std::string_view::npos;
    const auto leaves = [&](const std::string& text) {
      readers::Leaves out;
      const auto document = read(text);
      if (document) readers::flatten(document->root(), "", out);
      return out;
    };
    readers::Leaves expected = leaves(render(site.text, "harmless"));
    expected[site.leaf] = "";
    std::size_t written = 0;
    for (const std::string& x : hostile::texts()) {
      const std::string text = render(site.text, x);
      if (text.starts_with("error: ")) continue;
      ++written;
      readers::Leaves got = leaves(text);
      std::string argument = got[site.leaf].substr(4);
      got[site.leaf] = "";
      EXPECT_EQ(got, expected) << text;
      ASSERT_TRUE(argument.starts_with(site.prefix)) << text;
      argument = argument.substr(std::string_view(site.prefix).size());
      if (site.how == Site::word) {
        if (argument.ends_with(" c=d")) argument.resize(argument.size() - 4);
        EXPECT_EQ(lex(argument), pair ? x + x : x) << text;
      } else if (site.how == Site::json) {
        EXPECT_EQ(nlohmann::json::parse(argument).at(0).get<std::string>(), pair ? x + x : x)
            << text;
      } else if (std::string_view(site.text).find("RUN") == std::string_view::npos) {
        EXPECT_EQ(argument, x) << text;
      }
    }
    EXPECT_GT(written, 10U) << site.text;
  }
}

}  // namespace
}  // namespace formwork
