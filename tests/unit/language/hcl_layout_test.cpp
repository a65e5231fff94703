#include "language/hcl/layout.h"
#include "language/hcl/syntax.h"
#include "support/process.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace formwork {
namespace {

using lang::hcl::lay_out;

TEST(HclLayout, SetsTheBlanksOfALineAsTerraformFmtDoes) {
  struct Row {
    std::string text;
    std::string expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"a=1\nlong   =  2\n", "a    = 1\nlong = 2\n"},
           {"a=1\n\nlong=2\n", "a = 1\n\nlong = 2\n"},
           {"a=1\nb={\nc=1\n}\nlong=2\n", "a = 1\nb = {\n  c = 1\n}\nlong = 2\n"},
           {"a=1 # x\nlong=22    # y\n", "a    = 1  # x\nlong = 22 # y\n"},
           {"a {\nb=[\n1,\n2]\n}\n", "a {\n  b = [\n    1,\n  2]\n}\n"},
           {"a = f( 1 ,2 ) \n", "a = f(1, 2)\n"},
           {"a = {b=1,c=- 1}\n", "a = { b = 1, c = -1 }\n"},
           {"a = { }\nb = [ ]\n", "a = {}\nb = []\n"},
           {"a = b [ 0 ] . c\n", "a = b[0].c\n"},
           {"a = ! b&&c - - 1\n", "a = !b && c - -1\n"},
           {"a = b?c:d\n", "a = b ? c : d\n"},
           {"a = [for x in[1]:x]\n", "a = [for x in [1] : x]\n"},
           {"a = \"${ b }${ c }\"\n", "a = \"${b}${c}\"\n"},
           {"a = \"${{}}\"\n", "a = \"${ {} }\"\n"},
           {"a = f(b ...)\n", "a = f(b...)\n"},
           {"a = p :: f (1)\n", "a = p::f(1)\n"},
           {"a {\n  b = <<-EOT\n      x\n    EOT\n\tc = 1\n}\n",
            "a {\n  b = <<-EOT\n      x\n    EOT\n  c = 1\n}\n"},
           {"\t# a\n\n\n  \nb = 1\n", "# a\n\n\n\nb = 1\n"},
           {"a = f({\nb=1\n})\n", "a = f({\n  b = 1\n})\n"},
           {"h\xC3\xB6he=1\nab=2\n", "h\xC3\xB6he = 1\nab   = 2\n"},
           {"a=1\r\nbc=2\r\n", "a  = 1\r\nbc = 2\r\n"},
           {"a = 'b'\n", "a = 'b'\n"},
           {"", ""},
       }) {
    EXPECT_EQ(lay_out(row.text), row.expected) << row.text;
    EXPECT_EQ(lay_out(row.expected), row.expected) << row.text;
  }
}

/// Random bodies as a careless template writes them: any blanks, comments at any line's end.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  void body(std::string& out, int depth) {
    for (auto n = random_() % 6; n-- != 0;) {
      blanks(out, 5);
      switch (random_() % (depth == 0 ? 4 : 7)) {
        case 0:
          out += "# " + name() + "\n";
          break;
        case 1:
          out += '\n';
          break;
        case 4:
          out += name() + " \"" + name() + "\" {" + end();
          body(out, depth - 1);
          blanks(out, 5);
          out += "}" + end();
          break;
        default:
          // Terraform knows an argument once.
          out += name() + std::to_string(count_++);
          blanks(out, 3);
          out += '=';
          blanks(out, 3);
          value(out, depth);
          out += end();
      }
    }
  }

 private:
  std::string name() {
    return std::string(1 + random_() % 12, static_cast<char>('a' + random_() % 26));
  }
  void blanks(std::string& out, unsigned most) { out.append(random_() % (most + 1), ' '); }
  std::string end() { return random_() % 4 == 0 ? "  # " + name() + "\n" : "\n"; }

  void value(std::string& out, int depth) {
    static constexpr const char* kValues[] = {"1",
                                              "\"a ${ b }\"",
                                              "var.a [ 0 ].b",
                                              "f( 1,2 )",
                                              "- 1",
                                              "!a",
                                              "a ?b:c",
                                              "a-1",
                                              "[]",
                                              "{}",
                                              "{a=1}",
                                              "[1,2]",
                                              "a [*] . b",
                                              "\"%{if a}b%{endif}\"",
                                              "[for x in a:x]",
                                              "(a)",
                                              "{for k,v in a:k=>v}",
                                              "a==b&&c"};
    switch (depth == 0 ? 9 : random_() % 10) {
      case 0:
        out += "{" + end();
        entries(out, depth - 1);
        blanks(out, 5);
        out += '}';
        return;
      case 1:
        out += "[" + end();
        for (auto n = random_() % 4; n-- != 0;) {
          blanks(out, 5);
          value(out, depth - 1);
          out += "," + end();
        }
        blanks(out, 5);
        out += ']';
        return;
      case 2:
        out += "<<-EOT\n   x ${ a }\n  y\n  EOT";
        return;
      default:
        out += kValues[random_() % std::size(kValues)];
    }
  }

  void entries(std::string& out, int depth) {
    for (auto n = random_() % 4; n-- != 0;) {
      blanks(out, 5);
      out += name();
      blanks(out, 3);
      out += '=';
      value(out, depth);
      out += end();
    }
  }

  std::mt19937_64 random_;
  int count_ = 0;
};

/// Without the comments behind heredocs, which HCL does not know.
std::string random_file(std::uint64_t seed) {
  std::string text;
  Writer(seed).body(text, 4);
  for (std::size_t at = 0; (at = text.find("  EOT  #", at)) != std::string::npos;)
    text.erase(at + 5, text.find('\n', at) - at - 5);
  for (std::size_t at = 0; (at = text.find("  EOT,", at)) != std::string::npos;)
    text.replace(at, 6, "  EOT\n,");
  return text;
}

TEST(HclLayout, IsWhatTerraformFmtDoesOnRandomTrees) {
  const auto terraform = process::find("terraform");
  if (!terraform) GTEST_SKIP() << "terraform is not on PATH";
  const process::Folder folder;
  std::vector<std::string> expected;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    std::string text = random_file(seed);
    SourceMap sources;
    Diagnostics diagnostics;
    ASSERT_TRUE(lang::hcl::parse_file(sources.add("a.tf", text), sources, diagnostics)) << text;
    folder.write(std::to_string(seed) + ".tf", text);
    expected.push_back(lay_out(text));
    EXPECT_EQ(lay_out(expected.back()), expected.back());
  }
  ASSERT_TRUE(process::run({*terraform, "fmt", "-list=false", folder.path()}, ""));
  for (std::size_t seed = 0; seed < expected.size(); ++seed)
    EXPECT_EQ(folder.read(std::to_string(seed) + ".tf"), expected[seed]) << seed;
}

}  // namespace
}  // namespace formwork
