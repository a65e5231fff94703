#pragma once
// A policy as a `<meta>` element of a page carries it (HTML, "Content security policy state"; CSP3,
// section 3.3).
#include "csp/csp.h"

#include <string>
#include <vector>

namespace formwork::csp {

struct MetaElement {
  std::string element{};  // `<meta http-equiv="Content-Security-Policy" content="…">`
  std::vector<std::string> dropped{};  // directives that browsers pass over there, by name
};

/// The element for `policy`, without `frame-ancestors`, `report-uri` and `sandbox`, which have no
/// effect in it, and `report-to`, whose endpoints a header names. It has to stand before what it
/// governs.
[[nodiscard]] MetaElement meta_element(const Policy& policy);

}  // namespace formwork::csp
