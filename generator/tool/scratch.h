#pragma once
// A folder for tools to work in, so that they never write in the workspace. Gone with its object.
#include "diag/result.h"

#include <string>
#include <string_view>

namespace formwork::tool {

class Scratch {
 public:
  /// Below TMPDIR, else /tmp; nobody else may look into it. FW7002 if it cannot be made.
  [[nodiscard]] static Result<Scratch> make();
  ~Scratch();
  Scratch(Scratch&& other) noexcept;
  Scratch& operator=(Scratch&&) = delete;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Writes `bytes` at `path`, below the folder, with the folders on the way. `path` was checked to
  /// stay below (pack/pack.h, bad_path).
  [[nodiscard]] Result<void> write(const std::string& path, std::string_view bytes) const;

 private:
  explicit Scratch(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace formwork::tool
