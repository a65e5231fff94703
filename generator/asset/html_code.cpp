#include "asset/html_code.h"

#include "asset/character_references.h"
#include "asset/html_elements.h"
#include "base/integrity.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace formwork::asset {
namespace {

constexpr int kMostNested = 3;  // documents in `srcdoc`

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string value_of(const Token& tag, std::string_view name) {
  const Attribute* found = tag.find(name);
  return found == nullptr ? std::string()
                          : resolve_references(found->raw, ReferencePlace::attribute)
                                .value_or(std::string(found->raw));
}

// "JavaScript MIME type essence match" (MIME Sniffing, section 4.6), and the types of scripts that
// HTML knows. What has another type is data.
bool is_script(const Token& tag) {
  static constexpr std::array<std::string_view, 19> kTypes = {"application/ecmascript",
                                                              "application/javascript",
                                                              "application/x-ecmascript",
                                                              "application/x-javascript",
                                                              "text/ecmascript",
                                                              "text/javascript",
                                                              "text/javascript1.0",
                                                              "text/javascript1.1",
                                                              "text/javascript1.2",
                                                              "text/javascript1.3",
                                                              "text/javascript1.4",
                                                              "text/javascript1.5",
                                                              "text/jscript",
                                                              "text/livescript",
                                                              "text/x-ecmascript",
                                                              "text/x-javascript",
                                                              "module",
                                                              "importmap",
                                                              "speculationrules"};
  std::string type = "text/javascript";
  if (tag.find("type") != nullptr) {
    const std::string given = value_of(tag, "type");
    if (!given.empty()) type = lower(trim(given));
  } else if (const std::string language = value_of(tag, "language"); !language.empty()) {
    type = "text/" + lower(language);
  }
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool is_css(const Token& tag) {
  const std::string type = value_of(tag, "type");
  return type.empty() || lower(type) == "text/css";
}

bool is_handler(std::string_view name) {
  return name.size() > 2 && name.starts_with("on") &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool holds_url(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {"href",   "xlink:href", "src",
                                                             "action", "formaction", "data"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// As the URL parser reads it: C0 controls and blanks before it and line ends within it are gone.
bool is_script_link(std::string_view url) {
  std::string plain;
  for (const char c : url) {
    if (c == '\t' || c == '\n' || c == '\r' ||
        (plain.empty() && static_cast<unsigned char>(c) <= 0x20))
      continue;
    plain += c;
    if (plain.size() > 11) break;
  }
  return lower(plain).starts_with("javascript:");
}

class Scanner {
 public:
  Scanner(std::string_view text, bool scripting, int depth)
      : text_(text),
        tokens_(text),
        scripting_(scripting),
        depth_(depth),
        elements_([this](const OpenElement& element, bool ended) { closed(element, ended); }) {}

  HtmlCode run() {
    while (auto token = tokens_.next(elements_.foreign())) {
      switch (token->kind) {
        case Token::Kind::start:
          start(*token);
          break;
        case Token::Kind::end:
          elements_.end(*token);
          break;
        case Token::Kind::text:
          text(*token);
          break;
      }
    }
    // Styles that never end count; scripts do not run.
    for (const Collected& one : collected_) {
      if (one.kind == CodeKind::style) finish(one);
    }
    std::stable_sort(out_.code.begin(), out_.code.end(),
                     [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return std::move(out_);
  }

  [[nodiscard]] bool has_noscript() const { return noscript_; }

 private:
  /// The text of an SVG script or style, which comes in pieces; one may stand in another.
  struct Collected {
    std::uint32_t id = 0;
    CodeKind kind = CodeKind::script;
    std::optional<std::string> code = std::string();
    std::size_t begin = 0, end = 0;
  };

  void start(const Token& tag) {
    const OpenElement element = elements_.start(tag);
    attributes(tag);
    if (element.space == Space::html) {
      if (tag.name == "plaintext") return tokens_.plain_text();
      if (has_raw_text(tag.name, scripting_)) return raw_text(tag);
      if (tag.name == "noscript") noscript_ = true;
      return;
    }
    const bool script = element.space == Space::svg && tag.name == "script";
    const bool style = element.space == Space::svg && tag.name == "style";
    if (tag.self_closing || (!script && !style)) return;
    if (script &&
        (tag.find("href") != nullptr || tag.find("xlink:href") != nullptr || !is_script(tag)))
      return;
    if (style && !is_css(tag)) return;
    collected_.push_back({.id = element.id,
                          .kind = script ? CodeKind::script : CodeKind::style,
                          .begin = tag.end,
                          .end = tag.end});
  }

  void raw_text(const Token& tag) {
    noscript_ = noscript_ || tag.name == "noscript";
    const Token inside = tokens_.raw_text(tag.name);
    const auto end = tokens_.next(false);  // its end tag, unless the document ends
    const bool closed = end && end->kind == Token::Kind::end;
    if (closed) elements_.end(*end);
    const bool script = tag.name == "script" && tag.find("src") == nullptr && is_script(tag);
    if (inside.begin == inside.end) return;  // an empty script is none, an empty style does nothing
    if (script && closed)
      add(CodeKind::script, tag.name, normalize_text(slice(inside)), inside.begin, inside.end);
    if (tag.name == "style" && is_css(tag))
      add(CodeKind::style, tag.name, normalize_text(slice(inside)), inside.begin, inside.end);
  }

  void text(const Token& token) {
    const OpenElement* current = elements_.current();
    if (collected_.empty() || current == nullptr || current->id != collected_.back().id) return;
    Collected& one = collected_.back();
    auto piece = token.literal ? std::optional(normalize_text(slice(token)))
                               : resolve_references(slice(token), ReferencePlace::text);
    if (one.code && piece)
      *one.code += *piece;
    else
      one.code.reset();
    one.end = token.end;
  }

  void closed(const OpenElement& element, bool ended) {
    if (collected_.empty() || collected_.back().id != element.id) return;
    const Collected one = std::move(collected_.back());
    collected_.pop_back();
    if (ended || one.kind == CodeKind::style) finish(one);
  }

  void finish(const Collected& one) {
    if (!one.code || !one.code->empty())
      add(one.kind, one.kind == CodeKind::script ? "script" : "style", one.code, one.begin,
          one.end);
  }

  void attributes(const Token& tag) {
    for (const Attribute& attribute : tag.attributes) {
      const auto value = resolve_references(attribute.raw, ReferencePlace::attribute);
      const auto put = [&](CodeKind kind) {
        add(kind, attribute.name, value, attribute.begin, attribute.end);
      };
      if (is_handler(attribute.name)) put(CodeKind::script_attribute);
      if (attribute.name == "style") put(CodeKind::style_attribute);
      if (holds_url(attribute.name) && is_script_link(value.value_or(std::string(attribute.raw))))
        put(CodeKind::script_link);
      if (attribute.name == "srcdoc" && tag.name == "iframe") nested(attribute, value);
    }
    if (const Attribute* src = tag.find("src"); src && tag.name == "script" && is_script(tag)) {
      out_.scripts.push_back({value_of(tag, "src"), value_of(tag, "integrity"),
                              static_cast<std::uint32_t>(src->begin),
                              static_cast<std::uint32_t>(src->end)});
    }
    const Attribute* integrity = tag.find("integrity");
    if (integrity == nullptr || (tag.name != "script" && tag.name != "link")) return;
    const std::string url = value_of(tag, tag.name == "script" ? "src" : "href");
    if (url.empty()) return;
    out_.checked.push_back({url, value_of(tag, "integrity"),
                            static_cast<std::uint32_t>(integrity->begin),
                            static_cast<std::uint32_t>(integrity->end)});
  }

  void nested(const Attribute& attribute, const std::optional<std::string>& document) {
    if (!document || depth_ >= kMostNested) {
      add(CodeKind::script, "srcdoc", std::nullopt, attribute.begin, attribute.end);
      return;
    }
    HtmlCode inside = Scanner(*document, scripting_, depth_ + 1).run();
    const auto begin = static_cast<std::uint32_t>(attribute.begin);
    const auto end = static_cast<std::uint32_t>(attribute.end);
    for (InlineCode& code : inside.code) {
      code.begin = begin;
      code.end = end;
      out_.code.push_back(std::move(code));
    }
    for (Checked& one : inside.checked) {
      one.begin = begin;
      one.end = end;
      out_.checked.push_back(std::move(one));
    }
    for (LoadedScript& one : inside.scripts) {
      one.begin = begin;
      one.end = end;
      out_.scripts.push_back(std::move(one));
    }
  }

  void add(CodeKind kind, std::string name, const std::optional<std::string>& code,
           std::size_t begin, std::size_t end) {
    InlineCode out{.kind = kind,
                   .name = std::move(name),
                   .begin = static_cast<std::uint32_t>(begin),
                   .end = static_cast<std::uint32_t>(end)};
    if (!code)
      out.problem =
          "a character reference that is not known stands in it: write the character, or "
          "its number";
    else if (kind != CodeKind::script_link)
      out.source = "'" + hash_expression(HashAlgorithm::sha256, *code) + "'";
    out_.code.push_back(std::move(out));
  }

  [[nodiscard]] std::string_view slice(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }

  std::string_view text_;
  HtmlTokens tokens_;
  bool scripting_;
  int depth_;
  OpenElements elements_;
  std::vector<Collected> collected_{};  // the innermost last
  bool noscript_ = false;
  HtmlCode out_{};
};

}  // namespace

std::string_view directive_of(CodeKind kind) {
  switch (kind) {
    case CodeKind::script:
    case CodeKind::script_link:
      return "script-src-elem";
    case CodeKind::script_attribute:
      return "script-src-attr";
    case CodeKind::style:
      return "style-src-elem";
    case CodeKind::style_attribute:
      return "style-src-attr";
  }
  return {};
}

HtmlCode read_html(std::string_view bytes) {
  Scanner scanner(bytes, true, 0);
  HtmlCode out = scanner.run();
  if (scanner.has_noscript()) {
    // Where scripts do not run, the styles within `noscript` apply.
    for (InlineCode& code : Scanner(bytes, false, 0).run().code) {
      const bool style = code.kind == CodeKind::style || code.kind == CodeKind::style_attribute;
      const bool known = std::any_of(out.code.begin(), out.code.end(), [&](const InlineCode& one) {
        return one.kind == code.kind && one.begin == code.begin && one.source == code.source;
      });
      if (style && !known) out.code.push_back(std::move(code));
    }
  }
  if (invalid_utf8(bytes)) {
    for (InlineCode& code : out.code) {
      code.source.clear();
      code.problem = "the file is not UTF-8";
    }
  }
  return out;
}

}  // namespace formwork::asset
