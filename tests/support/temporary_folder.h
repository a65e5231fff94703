#pragma once
// A folder of its own for one test, removed at the end.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace formwork::testing_support {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    // In memory where that is to be had: some tests write thousands of trees.
    const bool memory = std::getenv("TMPDIR") == nullptr && access("/dev/shm", W_OK) == 0;
    std::string pattern = (memory ? "/dev/shm" : std::filesystem::temp_directory_path().string()) +
                          "/formwork-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }

  void write(std::string_view name, std::string_view bytes) const {
    const std::filesystem::path file = *this / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }

  [[nodiscard]] std::string read(std::string_view name) const {
    std::ifstream in(*this / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  /// Permission bits of `name`.
  [[nodiscard]] unsigned mode(std::string_view name) const {
    struct stat st {};
    return lstat((*this / name).c_str(), &st) == 0 ? st.st_mode & 0777U : 0U;
  }

  /// Every file below, with its bytes; links as "-> target", empty folders as "path/" -> "".
  [[nodiscard]] std::map<std::string, std::string> files() const {
    namespace fs = std::filesystem;
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
      const std::string name = entry.path().lexically_relative(path_).string();
      if (entry.is_symlink()) {
        out[name] = "-> " + fs::read_symlink(entry.path()).string();
      } else if (entry.is_regular_file()) {
        out[name] = read(name);
      } else if (entry.is_directory() && fs::is_empty(entry.path())) {
        out[name + "/"] = "";
      }
    }
    return out;
  }

 private:
  std::string path_;
};

/// What `found` has too much (+), too little (-) or otherwise (~), one path a line; empty if they
/// are equal.
inline std::string difference(const std::map<std::string, std::string>& expected,
                              const std::map<std::string, std::string>& found) {
  std::string out;
  for (const auto& [path, bytes] : expected) {
    const auto it = found.find(path);
    if (it == found.end()) out += "- " + path + "\n";
    if (it != found.end() && it->second != bytes) out += "~ " + path + "\n";
  }
  for (const auto& [path, bytes] : found) {
    if (!expected.contains(path)) out += "+ " + path + "\n";
  }
  return out;
}

}  // namespace formwork::testing_support
