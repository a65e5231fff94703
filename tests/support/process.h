#pragma once
// Runs a program of the machine a test is on, where there is one.
#include <optional>
#include <string>
#include <vector>

namespace formwork::process {

/// The path of `program` on PATH.
[[nodiscard]] std::optional<std::string> find(const std::string& program);

/// A temporary folder, gone with its object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string read(const std::string& name) const;

 private:
  std::string path_;
};

/// Runs `arguments[0]` with `input` as its standard input, through files in a temporary folder; the
/// standard output, or nothing if it fails.
[[nodiscard]] std::optional<std::string> run(const std::vector<std::string>& arguments,
                                             const std::string& input);

}  // namespace formwork::process
