#include "csp/response.h"

#include "csp/grammar.h"

#include <algorithm>

namespace formwork::csp {
namespace {

constexpr std::string_view kEnforced = "content-security-policy";
constexpr std::string_view kReported = "content-security-policy-report-only";

}  // namespace

HeaderName header_name(Node node, const Reading& read) {
  const auto name = header_value(node, read);
  return name ? HeaderName(lower(*name)) : std::nullopt;
}

std::optional<std::string> header_value(Node node, const Reading& read) {
  return node.is_scalar() ? read.text(node) : std::nullopt;
}

void Response::set(const HeaderName& name, std::optional<std::string> value, Node node) {
  if (name) remove(name);
  add(name, std::move(value), node);
}

void Response::add(const HeaderName& name, std::optional<std::string> value, Node node) {
  if (name)
    headers_.push_back({*name, std::move(value), node});
  else
    headers_.push_back({std::string(kEnforced), std::nullopt, node});
}

void Response::append(const HeaderName& name, const std::optional<std::string>& value) {
  const auto it = std::find_if(headers_.begin(), headers_.end(),
                               [&](const Header& h) { return name && h.name == *name; });
  if (it == headers_.end()) return add(name, value);
  if (it->value && value)
    *it->value += *value;
  else
    it->value.reset();
}

void Response::remove(const HeaderName& name) {
  if (!name) return blur();
  std::erase_if(headers_, [&](const Header& h) { return h.name == *name; });
}

Carrier Response::carrier(std::string place, Node node) && {
  Carrier out{.place = std::move(place), .node = node};
  for (Header& header : headers_) {
    const bool policy = header.name == kEnforced || header.name == kReported;
    (policy ? out.policies : out.others).push_back(std::move(header));
  }
  return out;
}

}  // namespace formwork::csp
