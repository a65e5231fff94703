#pragma once
// A shape printed as JSON once, with gaps where its holes' values go: artifacts of one shape differ
// in these alone, so none but the first is read to be printed (docs/adr/0029).
#include "document/node.h"
#include "template/template.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

class JsonForm {
 public:
  /// `root`: the value of a parsed shape (template/shape.h) of a template without a dialect, whose
  /// escapes only reading takes away again. Nothing where a hole is no value, key or part of a
  /// quoted text, or JSON has no form for what stands in the template.
  [[nodiscard]] static std::optional<JsonForm> of(Node root, const Rendered& rendered);
  /// The file of an artifact of the shape: what reading its text and printing it gives. False where
  /// JSON has no form for a value.
  [[nodiscard]] bool print(const Rendered& rendered, std::string& out) const;

 private:
  struct Gap {
    std::uint32_t at = 0;  // in text_
    std::uint32_t hole = 0;
    std::uint32_t indent = 0;  // of the line, in columns: where a list or map ends
    bool whole = false;        // a value of its own; else within a string
  };
  std::string text_{};
  std::vector<Gap> gaps_{};
};

}  // namespace formwork
