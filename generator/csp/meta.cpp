#include "csp/meta.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace formwork::csp {
namespace {

/// The value of an attribute in double quotes.
std::string attribute(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '<')
      out += "&lt;";
    else
      out += c;
  }
  return out;
}

}  // namespace

MetaElement meta_element(const Policy& policy) {
  static constexpr std::array<std::string_view, 4> kOfHeaders = {"frame-ancestors", "report-to",
                                                                 "report-uri", "sandbox"};
  MetaElement out;
  Policy carried;
  for (const Directive& directive : policy.directives) {
    if (std::find(kOfHeaders.begin(), kOfHeaders.end(), directive.name) != kOfHeaders.end())
      out.dropped.push_back(directive.name);
    else
      carried.directives.push_back(directive);
  }
  out.element = "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
                attribute(serialize(carried)) + "\">";
  return out;
}

}  // namespace formwork::csp
