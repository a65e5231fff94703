#pragma once
// The headers of a response while filters and actions go over them. Private to the room.
#include "csp/carried.h"

#include <optional>
#include <string>
#include <vector>

namespace formwork::csp {

/// Nothing where the name is not known: it could be any.
using HeaderName = std::optional<std::string>;

[[nodiscard]] HeaderName header_name(Node node, const Reading& read);
[[nodiscard]] std::optional<std::string> header_value(Node node, const Reading& read);

class Response {
 public:
  void set(const HeaderName& name, std::optional<std::string> value, Node node = {});
  void add(const HeaderName& name, std::optional<std::string> value, Node node = {});
  /// Behind the value that is there, without anything between; else as `add`.
  void append(const HeaderName& name, const std::optional<std::string>& value);
  void remove(const HeaderName& name);
  /// Something was done that is not known, or not to every response.
  void blur() { add({}, {}); }
  /// A carrier with the headers: those with a policy, and the others.
  [[nodiscard]] Carrier carrier(std::string place, Node node) &&;

 private:
  std::vector<Header> headers_;
};

}  // namespace formwork::csp
