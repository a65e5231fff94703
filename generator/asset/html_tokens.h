#pragma once
// HTML split into tags and text as browsers do it: the tokenizer of
// https://html.spec.whatwg.org/#tokenization, as far as it decides where code begins and ends. No
// input is refused: what is wrong means what it means to a browser. Private to the room.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::asset {

struct Attribute {
  std::string name{};              // ASCII lower case
  std::string_view raw{};          // its value as written
  std::size_t begin = 0, end = 0;  // of the value; of the name where it has none
};

struct Token {
  enum class Kind : unsigned char { text, start, end };
  Kind kind = Kind::text;
  std::string name{};                   // of a tag, in lower case
  std::vector<Attribute> attributes{};  // the first of a name
  bool self_closing = false;
  bool literal = false;            // text without references: CDATA, scripts, raw text
  std::size_t begin = 0, end = 0;  // in the document
  [[nodiscard]] const Attribute* find(std::string_view attribute) const;
};

class HtmlTokens {
 public:
  explicit HtmlTokens(std::string_view text) : text_(text) {}

  /// The next tag or text; nothing at the end. Comments and doctypes are passed over. `foreign`:
  /// the current node is of SVG or MathML, where CDATA sections are text.
  [[nodiscard]] std::optional<Token> next(bool foreign);
  /// Text up to the end tag of `name`, or to the end of the document: what the start tag of a
  /// script, style, title and the like switches to. The end tag follows as a token.
  [[nodiscard]] Token raw_text(std::string_view name);
  /// All that is left is text.
  void plain_text() { at_ = text_.size(); }

 private:
  [[nodiscard]] bool starts_with(std::size_t at, std::string_view lower) const;
  [[nodiscard]] bool is_end_tag(std::size_t at, std::string_view name) const;
  [[nodiscard]] std::size_t script_end(std::size_t at) const;
  std::optional<Token> tag(std::size_t name_at, Token::Kind kind);
  bool attribute(Token& token);
  void skip_comment();
  void skip_behind(std::string_view end);

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace formwork::asset
