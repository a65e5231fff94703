#pragma once
// What tells one finding from another while lines move: id, file and message, with a counter for
// equal ones of a run.
#include "base/sha256.h"
#include "report/formats.h"

#include <map>
#include <string>

namespace formwork {

class Fingerprints {
 public:
  /// 64 hexadecimal digits; of each finding once, in their order.
  [[nodiscard]] std::string of(const Diagnostic& diagnostic, const std::string& path) {
    const std::string key = shown_id(diagnostic) + '\n' + path + '\n' + diagnostic.message;
    return sha256(key + '\n' + std::to_string(repeats_[key]++)).hex();
  }

 private:
  std::map<std::string, int> repeats_;
};

}  // namespace formwork
