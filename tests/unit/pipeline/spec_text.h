#pragma once
// A spec as a list of texts, values and keys, any of which can be replaced by another one.
#include "document/node.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace formwork::testing {

class SpecText {
 public:
  struct Leaf {
    std::string path;   // "services.api.config.ACCESS_TTL"
    std::string value;  // what stands there; of a key the key
    bool key = false;
  };

  /// `keep` says of each value whether it is part of the spec: what is computed is not. `users`
  /// says whose keys are the user's; only those are leaves.
  SpecText(Node root, std::function<bool(Node)> keep, std::function<bool(Node)> users)
      : keep_(std::move(keep)), users_(std::move(users)) {
    add(root);
  }

  /// The texts, in the order of the spec.
  [[nodiscard]] const std::vector<Leaf>& leaves() const { return leaves_; }

  /// As JSON, each leaf written as `text(index)` gives it. What is above U+FFFF is a surrogate
  /// pair.
  std::string print(const std::function<std::string(std::size_t)>& text) {
    std::string out;
    places_.assign(leaves_.size(), {});
    for (const Part& part : parts_) {
      out += part.literal;
      if (part.leaf == kNone) continue;
      const std::size_t begin = out.size();
      out += nlohmann::json(text(part.leaf)).dump(-1, ' ', true);
      places_[part.leaf] = {begin, out.size()};
    }
    return out + '\n';
  }

  static constexpr std::size_t kNone = SIZE_MAX;

  /// The leaf that stands at `offset` of the text printed last, or kNone.
  [[nodiscard]] std::size_t at(std::size_t offset) const {
    for (std::size_t i = 0; i < places_.size(); ++i)
      if (places_[i].first <= offset && offset < places_[i].second) return i;
    return kNone;
  }

 private:
  struct Part {
    std::string literal{};
    std::size_t leaf = kNone;  // stands behind the literal
  };

  void write(const std::string& text) {
    if (parts_.empty() || parts_.back().leaf != kNone) parts_.push_back({});
    parts_.back().literal += text;
  }

  void leaf(Leaf made) {
    write("");
    parts_.back().leaf = leaves_.size();
    leaves_.push_back(std::move(made));
  }

  void add(Node node) {
    if (node.is(Kind::map) || node.is(Kind::list)) {
      const bool map = node.is(Kind::map);
      write(map ? "{" : "[");
      bool first = true;
      for (const Node child : node) {
        if (!keep_(child)) continue;
        write(first ? "\n" : ",\n");
        first = false;
        if (map && users_(child)) {
          leaf({child.path(), std::string(child.key()), true});
          write(": ");
        } else if (map) {
          write(nlohmann::json(std::string(child.key())).dump() + ": ");
        }
        add(child);
      }
      write(map ? "}" : "]");
    } else if (node.is(Kind::string)) {
      leaf({node.path(), std::string(node.text()), false});
    } else {
      write(node.is(Kind::null) ? "null" : std::string(node.text()));
    }
  }

  std::function<bool(Node)> keep_, users_;
  std::vector<Part> parts_;
  std::vector<Leaf> leaves_;
  std::vector<std::pair<std::size_t, std::size_t>> places_;
};

}  // namespace formwork::testing
