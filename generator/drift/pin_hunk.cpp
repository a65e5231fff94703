#include "drift/pin_hunk.h"

#include "base/text.h"
#include "drift/lines.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::string_view kImageMark = "@sha256:";

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}
bool is_reference(char c) {
  return is_hex(c) || (c >= 'g' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("._-/:").find(c) != std::string_view::npos;
}

std::size_t count_hex(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_hex(text[end])) ++end;
  return end - at;
}

// A line with one pin in it, cut up: before + name [:tag] + @ + digest + after (less a version
// comment).
struct Pin {
  MovedPin::Kind kind = MovedPin::Kind::action;
  std::string_view before, name, label, digest, after;
};

std::optional<Pin> find_pin(std::string_view line) {
  Pin pin;
  std::size_t at = line.find(kImageMark);
  if (at != std::string_view::npos && count_hex(line, at + kImageMark.size()) == 64) {
    pin.kind = MovedPin::Kind::image;
    pin.digest = line.substr(at + 1, 7 + 64);
  } else {
    if (line.find("uses:") == std::string_view::npos) return std::nullopt;
    at = line.find('@');
    if (at == std::string_view::npos || count_hex(line, at + 1) != 40) return std::nullopt;
    pin.digest = line.substr(at + 1, 40);
  }
  std::size_t begin = at;
  while (begin > 0 && is_reference(line[begin - 1])) --begin;
  pin.before = line.substr(0, begin);
  pin.name = line.substr(begin, at - begin);
  pin.after = line.substr(at + 1 + pin.digest.size());
  if (pin.name.empty()) return std::nullopt;
  if (pin.kind == MovedPin::Kind::image) {
    // A colon after the last slash is a tag; before it, the port of a registry.
    const std::size_t colon = pin.name.rfind(':');
    const std::size_t slash = pin.name.rfind('/');
    if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
      pin.label = pin.name.substr(colon + 1);
      pin.name = pin.name.substr(0, colon);
    }
  } else if (const std::size_t comment = pin.after.find('#'); comment != std::string_view::npos) {
    pin.label = trim(pin.after.substr(comment + 1));
    pin.after = trim(pin.after.substr(0, comment));
  } else {
    pin.after = trim(pin.after);
  }
  return pin;
}

bool same_pin(const MovedPin& a, const MovedPin& b) {
  return a.kind == b.kind && a.name == b.name && a.from == b.from && a.to == b.to;
}

}  // namespace

std::optional<std::vector<MovedPin>> moved_pins(std::string_view expected, std::string_view found) {
  const auto a = lines_of(expected);
  const auto b = lines_of(found);
  std::vector<MovedPin> out;
  if (a.size() != b.size()) return std::nullopt;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    const auto from = find_pin(a[i]);
    const auto to = find_pin(b[i]);
    if (!from || !to || from->kind != to->kind || from->name != to->name ||
        from->before != to->before || from->after != to->after || from->digest == to->digest) {
      return std::nullopt;
    }
    MovedPin pin{from->kind,
                 std::string(from->name),
                 std::string(from->digest),
                 std::string(to->digest),
                 std::string(from->label),
                 std::string(to->label),
                 static_cast<std::uint32_t>(i + 1)};
    const auto is_same = [&](const MovedPin& other) { return same_pin(other, pin); };
    if (std::none_of(out.begin(), out.end(), is_same)) out.push_back(std::move(pin));
  }
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace formwork
