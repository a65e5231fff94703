#include "files/safe_path.h"

#include "base/text.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace formwork {
namespace {

// git refuses `.git` in any case, for file systems that ignore it (CVE-2014-9390).
bool is_git_folder(std::string_view part) {
  return part.size() == 4 && part[0] == '.' && (part[1] | 0x20) == 'g' && (part[2] | 0x20) == 'i' &&
         (part[3] | 0x20) == 't';
}

}  // namespace

std::optional<std::string_view> unsafe_path(std::string_view path, std::size_t limit) {
  if (path.empty()) return "it is empty";
  if (path.size() > limit) return "it is too long";
  if (path.front() == '/') return "it is absolute";
  if (path.size() > 1 && path[1] == ':' && std::isalpha(static_cast<unsigned char>(path[0])) != 0) {
    return "it is absolute";
  }
  if (path.find('\\') != std::string_view::npos) return "it has a backslash";
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7f; };
  if (!std::all_of(path.begin(), path.end(), is_plain)) {
    if (invalid_utf8(path)) return "it is not valid UTF-8";
    for (std::size_t at = 0; at < path.size();) {
      const char32_t c = next_code_point(path, at);
      if (c == U'\n' || c == U'\r' || c == U'\t' || is_unprintable(c)) {
        return "it has a control character";
      }
    }
  }
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty()) return "it has an empty part";
    if (part == ".") return "it has a `.` part";
    if (part == "..") return "it has a `..` part";
    if (is_git_folder(part)) return "it is inside a `.git` folder";
    begin = end + 1;
  }
  return std::nullopt;
}

std::optional<std::string> link_target(std::string_view path, std::string_view target) {
  if (target.empty() || target.front() == '/') return std::nullopt;
  std::vector<std::string> parts;
  for (const std::string_view part : split(path, '/')) parts.emplace_back(part);
  parts.pop_back();
  for (const std::string_view part : split(target, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.emplace_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  return join(parts, "/");
}

}  // namespace formwork
