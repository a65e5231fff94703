#include "report/comparison.h"

#include <fmt/format.h>

namespace formwork {
namespace {

char sign(const std::string& action) {
  return action == "add" ? '+' : action == "remove" ? '-' : '~';
}

std::string value_line(const Comparison::Change& one) {
  if (one.action == "change")
    return fmt::format("  ~ {}: {} -> {}\n", one.path, one.before, one.after);
  return fmt::format("  {} {}: {}\n", sign(one.action), one.path,
                     one.action == "add" ? one.after : one.before);
}

// Policies are long: they stand one under the other.
std::string policy_line(const Comparison::Change& one) {
  if (one.action == "change")
    return fmt::format("  ~ {}\n      {}\n      {}\n", one.path, one.before, one.after);
  return value_line(one);
}

}  // namespace

std::string comparison_text(const Comparison& comparison) {
  std::string out;
  if (!comparison.environment.empty()) out += comparison.environment + ": ";
  out += fmt::format("{} -> {}\n", comparison.from, comparison.to);
  if (comparison.empty()) return out + "no difference\n";
  if (!comparison.values.empty()) out += "values\n";
  for (const Comparison::Change& one : comparison.values) out += value_line(one);
  if (!comparison.outputs.empty()) out += "outputs\n";
  for (const Comparison::Change& one : comparison.outputs)
    out += fmt::format("  {} {}\n", sign(one.action), one.path);
  if (!comparison.resources.empty() || comparison.other_resources != 0) out += "resources\n";
  for (const Comparison::Change& one : comparison.resources) {
    out += fmt::format("  {} {}{}\n", sign(one.action), one.path,
                       one.type.empty() ? "" : fmt::format(" ({})", one.type));
  }
  if (comparison.other_resources != 0) {
    out +=
        fmt::format("  ~ {} of both, with other names or arguments\n", comparison.other_resources);
  }
  if (!comparison.policies.empty()) out += "content security policy\n";
  for (const Comparison::Change& one : comparison.policies) out += policy_line(one);
  return out;
}

}  // namespace formwork
