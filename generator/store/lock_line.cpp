#include "store/lock_line.h"

#include "base/text.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kMaxFields = 8;

// Stands in a JSON string as it is.
constexpr auto kIsPlain = [](char c) {
  return static_cast<unsigned char>(c) >= 0x20U && c != '"' && c != '\\';
};

// A cursor over one line; every function leaves `why` set where it fails.
class Reader {
 public:
  Reader(std::string_view text, std::deque<std::string>& decoded)
      : text_(text), decoded_(decoded) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  std::string_view why;

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool string(std::string_view& out) {
    if (!take('"')) return fail("a string is expected");
    const std::size_t first = at_;
    std::string* decoded = nullptr;
    while (at_ < text_.size()) {
      // Up to the next quote, backslash or control character at once.
      const auto* const begin = text_.data() + at_;
      const auto* const stop = std::find_if_not(begin, text_.data() + text_.size(), kIsPlain);
      if (decoded != nullptr) decoded->append(begin, stop);
      at_ += static_cast<std::size_t>(stop - begin);
      if (at_ == text_.size()) break;
      const char c = text_[at_++];
      if (c == '"') {
        out =
            decoded != nullptr ? std::string_view(*decoded) : text_.substr(first, at_ - 1 - first);
        return true;
      }
      if (c != '\\') return fail("a control character is not escaped");
      if (decoded == nullptr)
        decoded = &decoded_.emplace_back(text_.substr(first, at_ - 1 - first));
      if (!escape(*decoded)) return false;
    }
    return fail("a string has no end");
  }

  bool value(LockField& field) {
    if (at_ < text_.size() && text_[at_] == '"') {
      field.kind = LockField::Kind::text;
      return string(field.text);
    }
    if (text_.substr(at_, 4) == "null") {
      at_ += 4;
      return true;
    }
    const std::size_t first = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && at_ - first < 9) {
      field.number = field.number * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
    }
    if (at_ == first) return fail("a string, a number or null is expected");
    if (text_[first] == '0' && at_ - first > 1) return fail("a number begins with 0");
    field.kind = LockField::Kind::number;
    return true;
  }

 private:
  bool fail(std::string_view reason) {
    why = reason;
    return false;
  }

  // Only what the writer writes: `\u` for control characters without a short form.
  bool escape(std::string& out) {
    if (at_ >= text_.size()) return fail("a string has no end");
    switch (text_[at_++]) {
      case '"':
        out += '"';
        return true;
      case '\\':
        out += '\\';
        return true;
      case 'b':
        out += '\b';
        return true;
      case 'f':
        out += '\f';
        return true;
      case 'n':
        out += '\n';
        return true;
      case 'r':
        out += '\r';
        return true;
      case 't':
        out += '\t';
        return true;
      case 'u': {
        if (text_.substr(at_, 2) != "00" || at_ + 4 > text_.size()) break;
        const int high = hex(text_[at_ + 2]);
        const int low = hex(text_[at_ + 3]);
        if (high < 0 || high > 1 || low < 0) break;
        const auto c = static_cast<char>(high * 16 + low);
        if (std::string_view("\b\f\n\r\t").find(c) != std::string_view::npos) break;
        out += c;
        at_ += 4;
        return true;
      }
      default:
        break;
    }
    return fail("this escape is not written by formwork");
  }

  static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  }

  std::string_view text_;
  std::deque<std::string>& decoded_;
  std::size_t at_ = 0;
};

}  // namespace

const LockField* LockLine::find(std::string_view key) const {
  for (const LockField& field : fields) {
    if (field.key == key) return &field;
  }
  return nullptr;
}

std::optional<LockLineError> parse_lock_line(std::string_view text, LockLine& line) {
  line.fields.clear();
  line.decoded.clear();
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  const auto bad = ascii ? std::nullopt : invalid_utf8(text);
  if (bad) return LockLineError{*bad, "it is not valid UTF-8"};
  Reader reader(text, line.decoded);
  if (!reader.take('{')) return LockLineError{0, "`{` is expected"};
  do {
    if (line.fields.size() == kMaxFields)
      return LockLineError{reader.at(), "it has too many fields"};
    LockField& field = line.fields.emplace_back();
    if (!reader.string(field.key)) return LockLineError{reader.at(), reader.why};
    if (!reader.take(':')) return LockLineError{reader.at(), "`:` is expected"};
    field.begin = reader.at();
    if (!reader.value(field)) return LockLineError{reader.at(), reader.why};
    field.end = reader.at();
  } while (reader.take(','));
  if (!reader.take('}')) return LockLineError{reader.at(), "`,` or `}` is expected"};
  if (!reader.done()) return LockLineError{reader.at(), "something follows the record"};
  return std::nullopt;
}

}  // namespace formwork
