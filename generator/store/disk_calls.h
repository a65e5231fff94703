#pragma once
// The system calls of the writer, one for one, so that tests can fail or stop at any of them.
#include <cstddef>
#include <sys/stat.h>
#include <sys/types.h>

namespace formwork {

/// Each function is the call it is named after: -1 and errno where it fails.
class DiskCalls {
 public:
  virtual ~DiskCalls() = default;
  virtual int open(int folder, const char* name, int flags, mode_t mode);
  virtual int make_folder(int folder, const char* name, mode_t mode);
  virtual ssize_t write(int fd, const char* bytes, std::size_t size);
  virtual int change_mode(int fd, mode_t mode);
  virtual int sync(int fd);
  virtual int close(int fd);
  virtual int status(int fd, struct stat* out);
  virtual int status_at(int folder, const char* name, struct stat* out);  // links are not followed
  virtual int rename(int from_folder, const char* from, int to_folder, const char* to);
  virtual int exchange(int folder, const char* a, const char* b);
  virtual int link(int from_folder, const char* from, int to_folder, const char* to);
  virtual int remove(int folder, const char* name);
  virtual int remove_folder(int folder, const char* name);

  /// The real ones.
  static DiskCalls& system();
};

}  // namespace formwork
