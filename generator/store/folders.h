#pragma once
// Folders below a root, opened step by step by descriptor, never through a link. Only the chain to
// the last one stays open: files that come sorted by path cost one openat each and no descriptor is
// hoarded.
#include "diag/result.h"
#include "store/disk_calls.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// "infra/prod" of "infra/prod/api.yaml"; "" of "api.yaml".
[[nodiscard]] std::string_view folder_of(std::string_view path);
/// "api.yaml" of "infra/prod/api.yaml".
[[nodiscard]] const char* name_of(const std::string& path);

/// FW7002 for a system call that failed with `error` on `path`: "cannot write `a/b`: no space
/// left".
[[nodiscard]] Diagnostic disk_error(const std::string& path, std::string_view what, int error);

class Folders {
 public:
  /// `folder`: what absent folders are to be: made (and remembered in `made`), or left absent.
  enum class Absent : std::uint8_t { make, leave };

  [[nodiscard]] static Result<Folders> open(DiskCalls& calls, const std::string& root);
  Folders(Folders&& other) noexcept;
  Folders& operator=(Folders&&) = delete;
  ~Folders();

  /// Descriptor of `folder` ("" is the root), good until the next call; -1 where it is absent and
  /// left so. FW7012 where a link or file stands in the way.
  [[nodiscard]] Result<int> enter(std::string_view folder, Absent absent);

  /// Permission bits that a new file in the folder entered last was seen to get when it asked for
  /// them (a umask, a default ACL may take bits away).
  [[nodiscard]] mode_t& granted() { return chain_.back().granted; }

  /// The folders that were made, parents first.
  std::vector<std::string> made;

 private:
  struct Step {
    std::string path;
    int fd = -1;
    mode_t granted = 0;
  };
  Folders(DiskCalls& calls, int root) : calls_(&calls) { chain_.push_back({"", root, 0}); }
  [[nodiscard]] Result<int> step_into(const std::string& path, const std::string& name,
                                      Absent absent);
  void leave();

  DiskCalls* calls_;
  std::vector<Step> chain_;  // the root first
};

}  // namespace formwork
