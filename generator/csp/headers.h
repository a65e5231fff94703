#pragma once
// Saved response headers, as `curl -sI` and `curl -sIL` print them: one block for each response.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

struct HeaderField {
  std::string name;   // lower case
  std::string value;  // without white space around it
  std::uint32_t line = 0;
};

/// One response.
struct Hop {
  std::string status_line;  // "HTTP/2 200"
  int status = 0;
  std::uint32_t line = 0;
  std::vector<HeaderField> fields;
  /// The values of all fields of this name, in order.
  [[nodiscard]] std::vector<const HeaderField*> all(std::string_view name) const;
};

/// A line that is no part of a response as RFC 9112 has it.
struct HeaderProblem {
  std::uint32_t line = 0;
  std::string message;
  std::string help;
};

/// The responses in their order, without interim ones (1xx), and whatever cannot be read. Lines end
/// with LF or CRLF; a line of its own begins each response (HTTP/1.0 to HTTP/3).
[[nodiscard]] std::vector<Hop> parse_headers(std::string_view text,
                                             std::vector<HeaderProblem>& problems);

}  // namespace formwork::csp
