#include "base/text.h"
#include "csp/csp.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork::csp {
namespace {

void compare(std::string_view name, const Directive* was, const Directive* is,
             std::vector<std::string>& out) {
  if (is == nullptr) return out.push_back(fmt::format("`{}` is gone", printable(name)));
  if (was == nullptr) {
    const std::string values = is->values.empty() ? "" : " " + join(is->values, " ");
    return out.push_back(fmt::format("`{}{}` is new", printable(name), printable(values)));
  }
  const auto missing = [&](const Directive& from, const Directive& in, std::string_view verb) {
    for (const std::string& value : from.values) {
      if (std::find(in.values.begin(), in.values.end(), value) != in.values.end()) continue;
      out.push_back(fmt::format("`{}` {} `{}`", printable(name), verb, printable(value)));
    }
  };
  missing(*is, *was, "gains");
  missing(*was, *is, "loses");
}

}  // namespace

std::vector<std::string> differences(const Policy& expected, const Policy& found) {
  const Policy was = normal(expected);
  const Policy is = normal(found);
  std::vector<std::string> out;
  for (const Directive& d : was.directives) compare(d.name, &d, is.find(d.name), out);
  for (const Directive& d : is.directives) {
    if (was.find(d.name) == nullptr) compare(d.name, nullptr, &d, out);
  }
  return out;
}

}  // namespace formwork::csp
