#pragma once
// Layouts as documents: text, line ends that may be blanks, groups that stand on one line if they
// fit (Wadler, "A prettier printer"). What the Bicep formatter does with them, src/Bicep.Core/
// PrettyPrintV2 of the compiler, is followed step by step, so that `bicep format` changes nothing.
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::lang::bicep {

using Doc = std::uint32_t;

enum class DocKind : std::uint8_t {
  text,
  suffix,       // text at a line's end that counts for no width: a comment
  conditional,  // text that vanishes on one line
  line,
  glue,    // one after the other
  group,   // on one line if it fits
  indent,  // line ends within go one level in
  tail,    // a glue that does not break the group it ends: a last argument
};

/// Documents of one file. Texts are views of the source or of the pool.
class Docs {
 public:
  Docs();

  // Line ends, by what they are on one line. Compared by identity.
  static constexpr Doc kHardLine = 1;  // always; an empty line before it stays empty
  static constexpr Doc kSoftLine = 2;  // a line end of the source that may go
  static constexpr Doc kLineOrEmpty = 3;
  static constexpr Doc kLineOrSpace = 4;
  static constexpr Doc kLineOrCommaSpace = 5;
  static constexpr Doc kSpace = 6;
  static constexpr Doc kComma = 7;
  static constexpr Doc kLeadingPipe = 8;  // `| `, on one line nothing
  static constexpr Doc kPipe = 9;
  static constexpr Doc kEmpty = 10;
  static constexpr Doc kCommaSpace = 11;

  Doc text(std::string_view text);
  /// Kept in the pool.
  Doc owned(std::string text);
  Doc suffix(std::string text);
  Doc glue(const std::vector<Doc>& parts) { return container(DocKind::glue, parts); }
  Doc group(const std::vector<Doc>& parts) { return container(DocKind::group, parts); }
  Doc indent(const std::vector<Doc>& parts) { return container(DocKind::indent, parts); }
  Doc tail(Doc glue);
  /// A glue like `glue`, its last part another.
  Doc with_last(Doc glue, Doc last);
  /// Parts with blanks between.
  Doc spread(const std::vector<Doc>& parts);
  /// The parts of a group on one line.
  Doc flattened(Doc doc);

  [[nodiscard]] DocKind kind(Doc doc) const { return records_[doc].kind; }
  [[nodiscard]] bool is_line(Doc doc) const { return kind(doc) == DocKind::line; }
  [[nodiscard]] Doc last(Doc container) const;
  /// True if a comment ends it.
  [[nodiscard]] bool has_suffix(Doc doc) const;

  /// Prints `parts` one after the other.
  [[nodiscard]] std::string print(const std::vector<Doc>& parts) const;

 private:
  friend class Printer;
  struct Record {
    DocKind kind = DocKind::text;
    std::uint32_t width = 0;             // of a text, in UTF-16 units as the formatter counts
    std::uint32_t first = 0, count = 0;  // children
    Doc flat = 0;                        // of a line or conditional: what it is on one line
    std::string_view written{};
  };
  Doc container(DocKind kind, const std::vector<Doc>& parts);
  void flatten(Doc doc, std::vector<Doc>& out) const;

  std::vector<Record> records_{};
  std::vector<Doc> children_{};
  std::deque<std::string> pool_{};  // its texts stay where they are
};

}  // namespace formwork::lang::bicep
