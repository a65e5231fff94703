#include "template/trace.h"

#include "template/shape.h"
#include "template_fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

/// "line 3; port, hosts; database.sku": template line, tags, spec paths.
std::string show(TestPack& pack, std::uint32_t line) {
  const LineTrace trace = trace_line(pack.rendered(), line, pack.sources());
  if (!trace.origin.valid()) return "nothing";
  std::string out(pack.sources().path(trace.origin.source));
  out += ':' + std::to_string(pack.sources().begin(trace.origin).line) + ';';
  for (const TagSite* site : trace.sites)
    out += ' ' + std::string(pack.sources().text(site->expr.span()));
  out += ';';
  for (const Node node : trace.nodes) {
    if (node.is_scalar()) out += ' ' + node.path();
  }
  return out;
}

/// The pieces must tile the text, and literal pieces must be the template's own bytes.
void expect_tiles(TestPack& pack) {
  const Rendered& r = pack.rendered();
  std::uint32_t at = 0;
  for (const Piece& piece : r.pieces) {
    EXPECT_EQ(piece.begin, at);
    at = piece.end;
    if (piece.hole < 0 && piece.origin.size() == piece.end - piece.begin) {
      EXPECT_EQ(pack.sources().text(piece.origin),
                r.text.substr(piece.begin, piece.end - piece.begin));
    }
    if (piece.hole >= 0) {
      const Hole& hole = r.holes[static_cast<std::size_t>(piece.hole)];
      EXPECT_EQ(hole.begin, piece.begin);
      EXPECT_EQ(hole.end, piece.end);
    }
  }
  EXPECT_EQ(at, r.text.size());
}

TEST(Trace, NamesTemplateLineTagsAndSpecValues) {
  TestPack pack;
  const auto compiled = pack.compile(
      "a: 1\n<% if on %>\nb: <%= port %>\nc: \"<%= text %>-<%= name %>\"\n<% end %>\n\nd: <%= "
      "hosts %>\n"
      "<% for n, s in services %>\n<%= n %>: <%= s.port %>\n<% end %>\ne: 1\n");
  ASSERT_TRUE(compiled) << pack.errors();
  ASSERT_TRUE(pack.render(*compiled, Trace::pieces));
  expect_tiles(pack);
  ASSERT_EQ(pack.rendered().text,
            "a: 1\nb: 8080\nc: \"two words-prod\"\n\nd:\n  - a.example\n  - b.example\napi: "
            "8080\nweb: 80\ne: 1\n");
  EXPECT_EQ(show(pack, 1), "t.yaml:1;;");
  EXPECT_EQ(show(pack, 2), "t.yaml:3; port; port");
  EXPECT_EQ(show(pack, 3), "t.yaml:4; text name; name text");
  EXPECT_EQ(show(pack, 4), "t.yaml:6;;");
  EXPECT_EQ(show(pack, 5), "t.yaml:7;;");
  EXPECT_EQ(show(pack, 6), "t.yaml:7; hosts; hosts[0] hosts[1]");
  EXPECT_EQ(show(pack, 8), "t.yaml:9; n s.port; services.api.port");
  EXPECT_EQ(show(pack, 9), "t.yaml:9; n s.port; services.web.port");
  EXPECT_EQ(show(pack, 10), "t.yaml:11;;");
  EXPECT_EQ(show(pack, 11), "nothing");
}

TEST(Trace, ReachesIntoIncludes) {
  TestPack pack;
  pack.add("inner.yaml", "# inner\nx:\n  y: <%= port %>\n<%= name %>: 1\n");
  const auto compiled = pack.compile("a:\n  <% include \"inner.yaml\" %>\nb: 1\n");
  ASSERT_TRUE(compiled) << pack.errors();
  ASSERT_TRUE(pack.render(*compiled, Trace::pieces));
  expect_tiles(pack);
  ASSERT_EQ(pack.rendered().text, "a:\n  # inner\n  x:\n    y: 8080\n  prod: 1\nb: 1\n");
  EXPECT_EQ(show(pack, 2), "inner.yaml:1;;");
  EXPECT_EQ(show(pack, 4), "inner.yaml:3; port; port");
  EXPECT_EQ(show(pack, 5), "inner.yaml:4; name; name");
  EXPECT_EQ(show(pack, 6), "t.yaml:3;;");
}

TEST(Trace, PiecesTileThroughSeparatorsBlankLinesAndRaw) {
  for (const char* text : {
           "a: [\n<% for h in hosts sep \",\" %>\n  <%= h %>\n<% end %>\n]\n",
           "a: [<% for h in hosts sep \", \" %><% if h != \"x\" %><%= h %><% end %><% end %>]\n",
           "a: [<% for h in hosts sep \", \" %>{b: 1 }  <% end %>]\n",
           "a: 1\n\n<% if off %>\nb: 2\n<% end %>\n\n<%= raw(lines) %>\n\n<% if off %>\n<% end "
           "%>\n\n",
           "a: {\n\n<% if on %>\n  b: 1,\n\n<% end %>\n}\n",
           "a:\n<% for h in hosts %>\n\n  - <%= h %>\n\n<% end %>\n",
       }) {
    TestPack pack;
    const auto compiled = pack.compile(text);
    ASSERT_TRUE(compiled) << pack.errors();
    ASSERT_TRUE(pack.render(*compiled));
    const std::string plain = pack.rendered().text;
    const std::uint64_t shape = pack.rendered().shape;
    ASSERT_TRUE(pack.render(*compiled, Trace::pieces));
    EXPECT_EQ(pack.rendered().text, plain) << "tracing changes nothing";
    EXPECT_EQ(pack.rendered().shape, shape);
    expect_tiles(pack);
  }
}

TEST(Trace, OffsetsLeadBackToTheTemplate) {
  TestPack pack;
  const auto compiled = pack.compile("a: <%= hosts %>\nb: <%= port %> # end\n");
  ASSERT_TRUE(compiled) << pack.errors();
  ASSERT_TRUE(pack.render(*compiled, Trace::pieces));
  const Rendered& r = pack.rendered();
  const std::string shape = shape_text(r);
  const auto where = [&](const char* what) { return static_cast<std::uint32_t>(shape.find(what)); };
  EXPECT_EQ(pack.sources().text(origin_at(r, from_shape(r, where("b:")))), "b");
  EXPECT_EQ(pack.sources().text(origin_at(r, from_shape(r, where("end")))), "e");
  EXPECT_EQ(pack.sources().text(origin_at(r, from_shape(r, where("\xEE\x80\x80"
                                                                 "1")))),
            "<%= port %>");
  EXPECT_EQ(pack.sources().text(origin_at(r, from_shape(r, where("\xEE\x80\x80"
                                                                 "0")))),
            "<%= hosts %>");
}

TEST(Reads, RenderingMarksWhatItRead) {
  TestPack pack;
  const auto compiled = pack.compile("a: <%= port %>\nb: <%= hosts %>\n");
  ASSERT_TRUE(compiled);
  ReadSet reads(pack.document());
  pack.count_reads(&reads);
  for (const Trace trace : {Trace::no, Trace::pieces}) {
    reads.clear();
    ASSERT_TRUE(pack.render(*compiled, trace));
    EXPECT_TRUE(reads.has(pack.spec().find("port").id()));
    EXPECT_TRUE(reads.has(pack.spec().find("hosts").at(1).id()));
    EXPECT_FALSE(reads.has(pack.spec().find("ratio").id()));
  }
}

}  // namespace
}  // namespace formwork
