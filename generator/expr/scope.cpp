#include "expr/expr.h"

#include <algorithm>

namespace formwork {
namespace {

std::string_view first_name(std::string_view path) {
  return path.substr(0, path.find('.'));
}

}  // namespace

std::size_t Scope::push(Variable variable) {
  variables_.push_back(std::move(variable));
  return variables_.size() - 1;
}

std::size_t Scope::slot_of(std::string_view name) const {
  for (std::size_t slot = variables_.size(); slot-- > 1;) {
    if (variables_[slot].name == name) return slot;
  }
  return 0;
}

void Scope::narrow(std::string path) {
  const std::size_t slot = slot_of(first_name(path));
  narrowed_.push_back({slot, std::move(path)});
}

bool Scope::is_narrowed(std::string_view path) const {
  if (narrowed_.empty()) return false;
  const std::size_t slot = slot_of(first_name(path));
  return std::any_of(narrowed_.begin(), narrowed_.end(), [&](const Narrowed& n) {
    return n.slot == slot && n.path.starts_with(path) &&
           (n.path.size() == path.size() || n.path[path.size()] == '.');
  });
}

FunctionTable::FunctionTable(std::vector<Function> functions) : functions_(std::move(functions)) {
  std::sort(functions_.begin(), functions_.end(),
            [](const Function& a, const Function& b) { return a.name < b.name; });
}

const Function* FunctionTable::find(std::string_view name) const {
  const auto it =
      std::lower_bound(functions_.begin(), functions_.end(), name,
                       [](const Function& f, std::string_view n) { return f.name < n; });
  return it != functions_.end() && it->name == name ? &*it : nullptr;
}

}  // namespace formwork
