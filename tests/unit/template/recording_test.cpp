// An artifact is printed after the same one of another Document: what comes out is what rendering
// gives, and where that cannot be said it is not printed.
#include "template/recording.h"

#include "template_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace formwork {
namespace {

struct Case {
  const char* name;
  const char* text;
  bool printed;
};

std::string other_spec(const std::map<std::string, std::string>& lines) {
  std::string spec(kSpec);
  for (const auto& [key, value] : lines) {
    const std::size_t at = spec.find('\n' + key + ": ") + 1;
    spec.replace(at, spec.find('\n', at) - at, key + ": " + value);
  }
  return spec;
}

class Recordings : public testing::TestWithParam<Case> {
 protected:
  TestPack model_;
  TestPack twin_{other_spec(
      {{"text", "\"three other words\""}, {"port", "9"}, {"hosts", "[c.example, dd.example]"}})};
};

TEST_P(Recordings, PrintWhatRenderingGives) {
  const auto compiled = model_.compile(GetParam().text);
  ASSERT_TRUE(compiled.has_value()) << model_.errors();
  ReadSet others(model_.document());
  model_.count_reads(&others);
  ASSERT_TRUE(model_.render(*compiled, Trace::reads)) << model_.errors();
  const Recording recording(*compiled, model_.rendered(), others.marked(), model_.document());

  ReadSet by_twin(twin_.document());
  twin_.count_reads(&by_twin);
  ASSERT_TRUE(twin_.render(*compiled)) << twin_.errors();
  std::vector<NodeId> differing;
  ASSERT_TRUE(model_.document().same_structure(twin_.document(), differing));
  std::vector<std::uint32_t> changed;
  std::set<NodeId> read;
  for (const Recording::Use& use : recording.uses()) {
    read.insert(use.node);
    const bool differs = std::find(differing.begin(), differing.end(), use.node) != differing.end();
    if (differs && use.hole != Recording::Use::kNoHole) changed.push_back(use.hole);
  }
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  const bool structure = !changed.empty() && changed.back() == Recording::Use::kStructure;

  Rendered out;
  Document scratch;
  const bool printed = !structure && recording.replay(twin_.document(), changed, scratch, out);
  EXPECT_EQ(printed, GetParam().printed);
  if (!printed) return;
  const std::vector<NodeId>& marked = by_twin.marked();
  EXPECT_EQ(read, std::set<NodeId>(marked.begin(), marked.end())) << "what is said to be read";
  const Rendered& rendered = twin_.rendered();
  EXPECT_EQ(out.text, rendered.text);
  EXPECT_EQ(out.shape, rendered.shape);
  ASSERT_EQ(out.holes.size(), rendered.holes.size());
  for (std::size_t i = 0; i < out.holes.size(); ++i) {
    EXPECT_EQ(out.holes[i].begin, rendered.holes[i].begin);
    EXPECT_EQ(out.holes[i].end, rendered.holes[i].end);
    EXPECT_TRUE(same(out.holes[i].value, rendered.holes[i].value)) << i;
  }
  const auto found = recording.differing(rendered);
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(std::includes(changed.begin(), changed.end(), found->begin(), found->end()));
}

INSTANTIATE_TEST_SUITE_P(
    Of, Recordings,
    testing::Values(
        Case{"NothingThatDiffers", "a: <%= name %>\n", true},
        Case{"AScalar", "a: <%= text %>\nb: <%= port %>\n", true},
        Case{"TwoInOne", "a: \"x-<%= text %>-<%= port %>\"\n", true},
        Case{"AComputedText", "a: <%= name ~ \"/\" ~ text %>\nb: <%= port + 1 %>\n", true},
        Case{"ALet", "<% let l = name ~ text %>\na: <%= l %>\nb: <%= l ~ port %>\n", true},
        Case{
            "ALetOfALet",
            "<% let l = text ~ \"!\" %>\n<% let k = l ~ port %>\na: <%= k %>\nb: <%= name ~ k %>\n",
            true},
        Case{"ALetThatIsAPath", "<% let l = text %>\na: <%= l %>\nb: <%= l ~ l %>\n", true},
        Case{"ALetOfARecord",
             "<% let s = services %>\n<% for k, v in s %>\n<%= k %>: <%= v.image ~ text %>\n<% end "
             "%>\n",
             true},
        Case{"ALetThatNoHoleShows", "<% let l = text ~ port %>\na: 1\n", true},
        Case{"ALetInALoop",
             "<% for k, v in services %>\n<% let l = k ~ text %>\n<%= k %>: <%= l ~ v.port %>\n<% "
             "end %>\n",
             true},
        Case{"ALoopOverScalars",
             "a:\n<% for h in hosts %>\n- <%= h %>\n- <%= h ~ \"/\" %>\n<% end %>\n", true},
        Case{"AConditionThatAsksForNothingThatDiffers",
             "<% if on %>\na: <%= text %>\n<% else %>\nb: 1\n<% end %>\n", true},
        Case{"AConditionOnWhatDiffers", "<% if port > 10 %>\na: 1\n<% else %>\nb: 1\n<% end %>\n",
             false},
        Case{"AConditionOnALet",
             "<% let big = port > 10 %>\n<% if big %>\na: 1\n<% else %>\nb: 1\n<% end %>\n", false},
        Case{"AConditionOnALetOfALet",
             "<% let p = port + 1 %>\n<% let big = p > 10 %>\n<% if big %>\na: 1\n<% else %>\nb: "
             "1\n<% end %>\n",
             false},
        Case{"AListThatIsComputedFromWhatDiffers",
             "<% let few = filter(h in hosts, h != text) %>\na:\n<% for h in few %>\n- <%= h "
             "%>\n<% end %>\n",
             false},
        Case{"AChoiceThatReadsAnother", "a: <%= port > 10 ? text : other %>\n", false},
        Case{"AListThatIsWrittenOut", "a: <%= hosts %>\n", false}),
    [](const auto& name) { return std::string(name.param.name); });

TEST(RecordingsOf, TextsThatBecomeEmptyOrLongAreRendered) {
  for (const char* value : {"\"\"", "\"a\\nb\\n\""}) {
    TestPack model, twin(other_spec({{"text", value}}));
    const auto compiled = model.compile("a: \"<%= text %>\"\nb: <%= text ~ \"\" %>\n");
    ASSERT_TRUE(compiled.has_value());
    ReadSet others(model.document());
    model.count_reads(&others);
    ASSERT_TRUE(model.render(*compiled, Trace::reads));
    const Recording recording(*compiled, model.rendered(), others.marked(), model.document());
    Rendered out;
    Document scratch;
    const std::vector<std::uint32_t> changed{0, 1};
    const bool printed = recording.replay(twin.document(), changed, scratch, out);
    ASSERT_TRUE(twin.render(*compiled));
    EXPECT_TRUE(!printed || out.text == twin.rendered().text) << value;
  }
}

}  // namespace
}  // namespace formwork
