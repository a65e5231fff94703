#pragma once
// Which elements are open, as far as the tokenizer depends on it: whether the current node is of
// HTML, SVG or MathML (https://html.spec.whatwg.org/#tree-construction). Private to the room.
#include "asset/html_tokens.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::asset {

enum class Space : std::uint8_t { html, svg, math };

struct OpenElement {
  std::string name{};
  Space space = Space::html;
  bool html_inside = false;  // an integration point: what begins within it is of HTML
  std::uint32_t id = 0;      // of the start tag, counted
};

class OpenElements {
 public:
  /// `closed` is told of each element that is taken off; whether its end tag did so.
  explicit OpenElements(std::function<void(const OpenElement&, bool)> closed)
      : closed_(std::move(closed)) {}

  /// True where CDATA sections are text.
  [[nodiscard]] bool foreign() const { return !open_.empty() && open_.back().space != Space::html; }
  [[nodiscard]] const OpenElement* current() const {
    return open_.empty() ? nullptr : &open_.back();
  }

  /// Opens the element of a start tag, and closes what cannot hold it. What it is, with its space.
  OpenElement start(const Token& tag);
  void end(const Token& tag);

 private:
  void pop(bool by_end_tag);
  void pop_foreign();
  void end_in_html(std::string_view name);
  bool end_formatting(std::string_view name);
  [[nodiscard]] bool takes_as_foreign(const Token& tag) const;

  std::function<void(const OpenElement&, bool)> closed_;
  std::vector<OpenElement> open_{};
  std::uint32_t count_ = 0;
};

/// Elements whose text the tokenizer reads in a way of its own: script, style, textarea and others;
/// `noscript` where scripts run.
[[nodiscard]] bool has_raw_text(std::string_view name, bool scripting);

}  // namespace formwork::asset
