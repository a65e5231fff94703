#include "csp/references.h"

#include <algorithm>
#include <string>

namespace formwork::csp {
namespace {

constexpr std::string_view kTerraform = "terraform/";
constexpr std::string_view kBicep = "bicep/";
constexpr std::string_view kResourceId = "resourceId(";

/// The last `.` that stands in no brackets: keys may hold anything.
std::size_t last_dot(std::string_view address) {
  std::size_t found = std::string_view::npos;
  bool quoted = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == '\\' && quoted)
      ++i;
    else if (address[i] == '"')
      quoted = !quoted;
    else if (address[i] == '.' && !quoted)
      found = i;
  }
  return found;
}

/// `module.front_door.`: what stands before an object's own name in its address.
std::string_view module_of(const OutputObject& object) {
  std::size_t end = last_dot(object.name);
  if (end != std::string_view::npos && object.type.starts_with(kTerraform))
    end = last_dot(object.name.substr(0, end));  // type and name
  return end == std::string_view::npos ? std::string_view() : object.name.substr(0, end + 1);
}

/// What stands in the first and in the last pair of quotes.
std::pair<std::string_view, std::string_view> first_and_last_quoted(std::string_view text) {
  const std::size_t first = text.find('\'');
  const std::size_t end = text.find('\'', first + 1);
  const std::size_t close = text.rfind('\'');
  const std::size_t last = close == 0 ? close : text.rfind('\'', close - 1);
  if (first == std::string_view::npos || end == std::string_view::npos || last <= end) return {};
  return {text.substr(first + 1, end - first - 1), text.substr(last + 1, close - last - 1)};
}

}  // namespace

const OutputObject* References::find(Node id, const OutputObject& from,
                                     std::string_view type) const {
  if (!id.is(Kind::unknown)) return nullptr;
  std::string_view text = id.text();
  const std::string_view module = module_of(from);
  const auto first = [&](const auto& is) -> const OutputObject* {
    const auto it = std::find_if(objects_.begin(), objects_.end(), [&](const OutputObject& object) {
      return object.type == type && is(object);
    });
    return it == objects_.end() ? nullptr : &*it;
  };
  if (text.starts_with(kResourceId) && type.starts_with(kBicep)) {
    const auto [of, name] = first_and_last_quoted(text);
    if (of != type.substr(kBicep.size()) || !text.ends_with("')")) return nullptr;
    return first([&, name = name](const OutputObject& object) {
      const Node own = object.body.find("name");
      return own && own.is_scalar() && own.text() == name && module_of(object) == module;
    });
  }
  if (text.ends_with(".id")) text.remove_suffix(3);
  return first([&](const OutputObject& object) {
    return object.name.size() == module.size() + text.size() && object.name.starts_with(module) &&
           object.name.ends_with(text);
  });
}

}  // namespace formwork::csp
