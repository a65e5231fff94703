#pragma once
// What a browser asks of policies, in cases: requests, elements, `eval`, sandboxes. Private to the
// room.
#include "csp/match.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

/// A policy's say in one matter: the directive that governs it.
struct Governor {
  const Directive* directive = nullptr;  // null: nothing restricts it
  SourceList list{};
  bool trusted_types = false;  // some policy beside it requires them for scripts
};

/// Nothing where it is blocked; else the source that lets it pass, which may be empty.
using Pass = std::optional<std::string_view>;

struct Case {
  std::function<Pass(const Governor&)> ask{};
  std::function<std::string()> text{};
};

/// One directive's matters, each governed by the directive that `find` gives.
struct Matter {
  std::string_view directive{};  // the effective one
  std::function<const Directive*(const Policy&)> find{};
  /// `governors` are all of both sides that restrict it.
  std::function<std::vector<Case>(const std::vector<const Governor*>& governors)> cases{};
};

struct CaseOptions {
  Origin origin{};
  bool names = true;     // also what only names tell apart
  bool together = true;  // some side has several policies
};

/// Every matter, by directive. `options` must outlive them.
[[nodiscard]] std::vector<Matter> all_matters(const CaseOptions& options);

}  // namespace formwork::csp
