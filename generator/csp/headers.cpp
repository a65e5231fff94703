#include "csp/headers.h"

#include "base/text.h"
#include "csp/grammar.h"

#include <algorithm>

namespace formwork::csp {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// field-name of RFC 9110: a token.
bool is_token(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
           kOthers.find(c) != std::string_view::npos;
  });
}

/// `HTTP/1.1 200 OK`, `HTTP/2 200`: the status, or 0.
int status_of(std::string_view line) {
  if (!line.starts_with("HTTP/")) return 0;
  line.remove_prefix(5);
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || line.size() < blank + 4) return 0;
  const std::string_view version = line.substr(0, blank);
  if (version != "1.0" && version != "1.1" && version != "2" && version != "2.0" &&
      version != "3" && version != "3.0")
    return 0;
  const std::string_view code = line.substr(blank + 1, 3);
  if (!std::all_of(code.begin(), code.end(), is_digit)) return 0;
  if (line.size() > blank + 4 && line[blank + 4] != ' ') return 0;
  return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

class Reader {
 public:
  explicit Reader(std::vector<HeaderProblem>& problems) : problems_(problems) {}

  std::vector<Hop> run(std::string_view text) {
    for (std::string_view line : split(text, '\n')) {
      ++line_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      read(line);
    }
    std::erase_if(hops_, [](const Hop& hop) { return hop.status < 200; });
    if (hops_.empty() && problems_.empty())
      problem("there is no response in it", "save the headers with `curl -sIL URL`");
    return std::move(hops_);
  }

 private:
  void problem(std::string message, std::string help) {
    problems_.push_back({line_, std::move(message), std::move(help)});
  }

  void read(std::string_view line) {
    if (line.empty()) {
      open_ = false;
      return;
    }
    if (std::any_of(line.begin(), line.end(), [](char c) {
          return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
        })) {
      problem("a control character stands in the headers", "save them again with `curl -sIL URL`");
      return;
    }
    if (line.starts_with("HTTP/")) {
      begin(line);
    } else if (!open_) {
      problem("a status line is due, such as `HTTP/2 200`",
              "save the headers with `curl -sIL URL`, which begins each response with one");
      open_ = true;  // said once for the block
      hops_.push_back({});
    } else if (line.front() == ' ' || line.front() == '\t') {
      problem("a line that goes on the one before it, which HTTP no longer allows (RFC 9112, 5.2)",
              "have the server send the value on one line");
    } else {
      field(line);
    }
  }

  void begin(std::string_view line) {
    const int status = status_of(line);
    if (status == 0) {
      problem("`" + printable(line) + "` is no status line",
              "it has the form `HTTP/1.1 200 OK` or `HTTP/2 200`");
    } else if (open_) {
      problem("a response begins without a blank line before it",
              "save the headers with `curl -sIL URL`");
    }
    open_ = true;
    hops_.push_back({std::string(trim(line)), status, line_, {}});
  }

  void field(std::string_view line) {
    const std::size_t colon = line.find(':', line.starts_with(':') ? 1 : 0);
    const std::string_view name = line.substr(0, std::min(colon, line.size()));
    if (colon == std::string_view::npos) {
      problem("`" + printable(line) + "` is no header: a `:` is due", {});
    } else if (!is_token(name)) {
      problem("`" + printable(name) + "` is no name of a header",
              name.starts_with(':') ? "this is how HTTP/2 frames are shown; save the headers with "
                                      "`curl -sIL URL`"
                                    : "no white space stands before the `:` (RFC 9112, 5.1)");
    } else {
      hops_.back().fields.push_back(
          {lower(name), std::string(trim(line.substr(colon + 1))), line_});
    }
  }

  std::vector<HeaderProblem>& problems_;
  std::vector<Hop> hops_{};
  std::uint32_t line_ = 0;
  bool open_ = false;  // within a response
};

}  // namespace

std::vector<const HeaderField*> Hop::all(std::string_view name) const {
  std::vector<const HeaderField*> out;
  for (const HeaderField& field : fields) {
    if (field.name == name) out.push_back(&field);
  }
  return out;
}

std::vector<Hop> parse_headers(std::string_view text, std::vector<HeaderProblem>& problems) {
  return Reader(problems).run(text);
}

}  // namespace formwork::csp
