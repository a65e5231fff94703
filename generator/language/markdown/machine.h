#pragma once
// The context machine of Markdown (CommonMark 0.31 with GitHub's tables and autolinks): prose,
// code, link destinations, HTML comments.
#include "language/language.h"

#include <cstdint>
#include <string_view>

namespace formwork::lang::markdown {

enum class Mode : std::uint8_t {
  text,
  escape,       // after a backslash
  ticks,        // a run of back-quotes (or ~ at the start of a line) is being counted
  code,         // `…`
  code_ticks,   // a run of back-quotes in it: its end, if as long
  fence_info,   // the rest of the line that opens a fenced block
  fence,        // text of a fenced block
  fence_ticks,  // a run that may close it
  bracket,      // after `]`
  destination,  // in ](…)
  angle,        // after `<`
  tag,          // an HTML tag or an autolink
  comment,      // <!-- … -->
};

struct Machine {
  Mode mode = Mode::text;
  bool line_start = true;  // only blanks on this line so far
  bool table = false;      // the line began with `|`
  bool blank_line = true;  // nothing but blanks on this line: a paragraph ends here
  char fence = '\0';       // '`' or '~'
  unsigned opened = 0;     // length of the run that opened code or fence
  unsigned run =
      0;  // length of the run being counted; in angle and comment: bytes of <!-- and --> seen
  std::int32_t indent = 0;

  void step(char c);
  [[nodiscard]] TagContext classify() const;
  void after_tag(Place place);
  [[nodiscard]] std::string_view describe() const;

 private:
  void newline();
  void step_text(char c);
  void step_angle(char c);
};

}  // namespace formwork::lang::markdown
