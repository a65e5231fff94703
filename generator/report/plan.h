#pragma once
// What `plan` found, as data: printed as text for people, and as one JSON document with the
// findings.
#include <string>
#include <vector>

namespace formwork {

struct PlanReport {
  struct File {
    std::string action{};  // add, change, remove
    std::string path{};
    std::string cause{};
    std::string difference{};  // with --diff
  };
  struct Resource {
    std::string action{};  // add, change, replace, move, forget, destroy
    std::string address{};
    std::string from{};  // of move
    std::string note{};
    bool accounted = true;  // false: nothing says that it goes (DR019)
  };
  struct Root {
    std::string path{};
    std::vector<Resource> resources{};
  };
  struct Unit {
    std::string name{};
    std::vector<File> files{};
    std::vector<Root> roots{};
    std::vector<std::string> irreversible{};  // accepted by name
    std::string from{}, to{};    // versions of formwork, where another one compiled it last
    std::size_t by_upgrade = 0;  // of the files, those that change by that alone
  };
  std::vector<Unit> units{};
};

/// For people: units that change, then what is irreversible, then the sums.
[[nodiscard]] std::string plan_text(const PlanReport& plan);

}  // namespace formwork
