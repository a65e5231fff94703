#include "language/bicep/document.h"

#include "base/text.h"

#include <algorithm>

namespace formwork::lang::bicep {
namespace {

constexpr std::int64_t kWidth = 120;
constexpr std::size_t kIndent = 2;

std::uint32_t width_of(std::string_view text) {
  std::uint32_t width = 0;
  for (std::size_t i = 0; i < text.size();) width += next_code_point(text, i) > 0xFFFF ? 2 : 1;
  return width;
}

}  // namespace

Docs::Docs() {
  records_.resize(1);
  const auto line = [this](Doc flat) {
    Record record;
    record.kind = DocKind::line;
    record.flat = flat;
    records_.push_back(record);
  };
  line(0);
  line(0);
  line(kEmpty);
  line(kSpace);
  line(kCommaSpace);
  (void)text(" ");
  (void)text(",");
  (void)text("| ");
  records_.back().kind = DocKind::conditional;
  records_.back().flat = kEmpty;
  (void)text("| ");
  (void)text("");
  (void)text(", ");
}

Doc Docs::text(std::string_view text) {
  Record record;
  record.width = width_of(text);
  record.written = text;
  records_.push_back(record);
  return static_cast<Doc>(records_.size() - 1);
}

Doc Docs::owned(std::string text) {
  return this->text(pool_.emplace_back(std::move(text)));
}

Doc Docs::suffix(std::string text) {
  const Doc made = owned(std::move(text));
  records_[made].kind = DocKind::suffix;
  records_[made].width = 0;
  return made;
}

Doc Docs::container(DocKind kind, const std::vector<Doc>& parts) {
  Record record;
  record.kind = kind;
  record.first = static_cast<std::uint32_t>(children_.size());
  record.count = static_cast<std::uint32_t>(parts.size());
  children_.insert(children_.end(), parts.begin(), parts.end());
  records_.push_back(record);
  return static_cast<Doc>(records_.size() - 1);
}

Doc Docs::tail(Doc glue) {
  Record record = records_[glue];
  record.kind = DocKind::tail;
  record.width = 1;  // its opening bracket
  records_.push_back(record);
  return static_cast<Doc>(records_.size() - 1);
}

Doc Docs::with_last(Doc glue, Doc last) {
  const Record record = records_[glue];
  std::vector<Doc> parts(children_.begin() + record.first,
                         children_.begin() + record.first + record.count);
  parts.back() = last;
  return container(record.kind, parts);
}

Doc Docs::spread(const std::vector<Doc>& parts) {
  std::vector<Doc> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0 && parts[i - 1] != kHardLine) out.push_back(kSpace);
    out.push_back(parts[i]);
  }
  return glue(out);
}

Doc Docs::last(Doc container) const {
  const Record& record = records_[container];
  return record.count == 0 ? Doc{0} : children_[record.first + record.count - 1];
}

bool Docs::has_suffix(Doc doc) const {
  while (doc != 0 && records_[doc].count != 0) doc = last(doc);
  return doc != 0 && kind(doc) == DocKind::suffix;
}

/// The parts of `doc` on one line; a tail stays whole.
void Docs::flatten(Doc doc, std::vector<Doc>& out) const {
  const Record& record = records_[doc];
  switch (record.kind) {
    case DocKind::text:
    case DocKind::suffix:
    case DocKind::tail:
      out.push_back(doc);
      return;
    case DocKind::conditional:
    case DocKind::line:
      out.push_back(record.flat == 0 ? doc : record.flat);
      return;
    case DocKind::glue:
    case DocKind::group:
    case DocKind::indent:
      for (std::uint32_t i = 0; i < record.count; ++i) flatten(children_[record.first + i], out);
      return;
  }
}

Doc Docs::flattened(Doc doc) {
  std::vector<Doc> parts;
  flatten(doc, parts);
  return glue(parts);
}

/// Writes documents; blanks at a line's end are never written.
class Printer {
 public:
  explicit Printer(const Docs& docs) : docs_(docs) {}

  void print(Doc doc, std::size_t level) {
    const Docs::Record& record = docs_.records_[doc];
    switch (record.kind) {
      case DocKind::text:
      case DocKind::suffix:
      case DocKind::conditional:
        write(record.written);
        column_ += record.width;
        return;
      case DocKind::line:
        blanks_ = level * kIndent;
        out_ += '\n';
        column_ = static_cast<std::int64_t>(blanks_);
        return;
      case DocKind::indent:
        children(record, level + 1);
        return;
      case DocKind::glue:
      case DocKind::tail:
        children(record, level);
        return;
      case DocKind::group:
        group(doc, level);
        return;
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void children(const Docs::Record& record, std::size_t level) {
    for (std::uint32_t i = 0; i < record.count; ++i)
      print(docs_.children_[record.first + i], level);
  }

  void group(Doc doc, std::size_t level) {
    std::int64_t left = kWidth - column_;
    if (left < 0 || !fits(doc, left)) {
      children(docs_.records_[doc], level);
      return;
    }
    std::vector<Doc> flat;
    docs_.flatten(doc, flat);
    for (const Doc part : flat) print(part, level);
  }

  /// Measures without printing, up to the first tail: behind it nothing can break.
  [[nodiscard]] bool fits(Doc doc, std::int64_t left) const {
    std::vector<Doc> stack = {doc};
    while (!stack.empty()) {
      const Doc top = stack.back();
      stack.pop_back();
      const Docs::Record& record = docs_.records_[top];
      switch (record.kind) {
        case DocKind::text:
        case DocKind::suffix:
          left -= record.width;
          break;
        case DocKind::tail:
          return left - record.width >= 0;
        case DocKind::conditional:
        case DocKind::line:
          if (record.flat != 0) left -= docs_.records_[record.flat].width;
          break;
        case DocKind::glue:
        case DocKind::group:
        case DocKind::indent:
          for (std::uint32_t i = record.count; i-- > 0;)
            stack.push_back(docs_.children_[record.first + i]);
          break;
      }
      if (left < 0) return false;
    }
    return true;
  }

  void write(std::string_view text) {
    if (text.empty()) return;
    if (text.find_first_not_of(" \t") == std::string_view::npos) {
      blanks_ += text.size();
      return;
    }
    out_.append(blanks_, ' ');
    blanks_ = 0;
    out_ += text;
  }

  const Docs& docs_;
  std::string out_{};
  std::size_t blanks_ = 0;
  std::int64_t column_ = 0;
};

std::string Docs::print(const std::vector<Doc>& parts) const {
  Printer printer(*this);
  for (const Doc part : parts) printer.print(part, 0);
  return printer.take();
}

}  // namespace formwork::lang::bicep
