#include "language/hcl/functions.h"

#include <algorithm>

namespace formwork::lang::hcl {
namespace {

const Function* find_function(std::string_view name) {
  for (const std::vector<Function>* table :
       {&text_functions(), &list_functions(), &map_functions(), &number_functions()}) {
    for (const Function& function : *table) {
      if (function.name == name) return &function;
    }
  }
  return nullptr;
}

bool ready(const Function& function, const Datum& argument) {
  switch (function.asks) {
    case Asks::whole:
      return argument.wholly_known();
    case Asks::top:
      return argument.known() && !argument.open();
    case Asks::anything:
      return true;
  }
  return false;
}

}  // namespace

Datum call_function(std::string_view name, const Arguments& arguments, std::string_view text) {
  const Function* function = find_function(name);
  if (function == nullptr) return Datum::unknown(text);
  if (arguments.size() < function->least || arguments.size() > function->most)
    return Datum::failed(text);
  if (function->asks != Asks::anything) {
    const auto fails = [](const Datum& d) { return d.is(DatumKind::failed); };
    if (std::any_of(arguments.begin(), arguments.end(), fails)) return Datum::failed(text);
    if (!std::all_of(arguments.begin(), arguments.end(),
                     [&](const Datum& d) { return ready(*function, d); })) {
      return Datum::unknown(text);
    }
  }
  Datum value = function->apply(arguments);
  if (value.is(DatumKind::failed)) return Datum::failed(text);
  if (value.is(DatumKind::unknown) && value.text().empty()) return Datum::unknown(text);
  return value;
}

}  // namespace formwork::lang::hcl
