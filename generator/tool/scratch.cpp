#include "tool/scratch.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <utility>

namespace formwork::tool {
namespace {

Diagnostic cannot(std::string_view what, const std::string& path) {
  return make(Code::FW7002, path,
              fmt::format("cannot {} `{}`: {}", what, path, std::strerror(errno)),
              "tools work in a scratch folder below TMPDIR");
}

}  // namespace

Result<Scratch> Scratch::make() {
  std::error_code failed;
  std::string pattern = std::filesystem::temp_directory_path(failed).string();
  if (failed) pattern = "/tmp";
  pattern += "/formwork-tools-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) return failure(cannot("make", pattern));
  return Scratch(pattern);
}

Scratch::Scratch(Scratch&& other) noexcept : path_(std::exchange(other.path_, {})) {}

Scratch::~Scratch() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<void> Scratch::write(const std::string& path, std::string_view bytes) const {
  const std::filesystem::path file = std::filesystem::path(path_) / path;
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  out.close();
  if (failed || !out) return failure(cannot("write", file.string()));
  return {};
}

}  // namespace formwork::tool
