// What rules see of a Dockerfile.
#include "language/dockerfile/reader.h"

#include <fmt/format.h>

#include <string>

namespace formwork::lang::docker {
namespace {

std::string text_of(Node node) {
  return node.is(Kind::null) ? std::string() : std::string(node.text());
}

}  // namespace

std::vector<Object> objects(Node root) {
  std::vector<Object> out;
  out.push_back({"dockerfile", "", root});
  std::size_t index = 0;
  for (const Node stage : root.find("stages")) {
    const std::string written = text_of(stage.find("name"));
    const std::string name = written.empty() ? std::to_string(index) : written;
    ++index;
    out.push_back({"dockerfile/stage", name, stage});
    for (const Node instruction : stage.find("instructions")) {
      out.push_back({"dockerfile/instruction",
                     fmt::format("{}:{}", name, instruction.find("line").as_int()), instruction});
    }
  }
  return out;
}

}  // namespace formwork::lang::docker
