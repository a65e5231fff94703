#pragma once
// System calls of the writer that fail, stop short or end the process at call number `at`.
#include "store/disk_calls.h"

#include <cerrno>
#include <unistd.h>
#include <utility>
#include <vector>

namespace formwork::testing_support {

class FaultyCalls : public DiskCalls {
 public:
  enum class Fault { none, fail_once, fail_from_here, short_write, die_before, die_half_way };
  FaultyCalls(Fault fault, std::size_t at, int error = EIO)
      : fault_(fault), at_(at), error_(error) {}

  [[nodiscard]] std::size_t calls() const { return calls_; }

  int open(int folder, const char* name, int flags, mode_t mode) override {
    return strikes() ? -1 : DiskCalls::open(folder, name, flags, mode);
  }
  int make_folder(int folder, const char* name, mode_t mode) override {
    return strikes() ? -1 : DiskCalls::make_folder(folder, name, mode);
  }
  ssize_t write(int fd, const char* bytes, std::size_t size) override {
    const bool here = calls_ == at_;
    if (here && fault_ == Fault::die_half_way) {
      // As the kernel does: a killed write ends at the border of a page.
      [[maybe_unused]] const ssize_t n = DiskCalls::write(fd, bytes, size / 2 / 4096 * 4096);
      _exit(9);
    }
    if (here && fault_ == Fault::short_write && size > 1) {
      ++calls_;
      return DiskCalls::write(fd, bytes, size / 2);
    }
    return strikes() ? -1 : DiskCalls::write(fd, bytes, size);
  }
  int change_mode(int fd, mode_t mode) override {
    return strikes() ? -1 : DiskCalls::change_mode(fd, mode);
  }
  int sync(int) override { return strikes() ? -1 : 0; }
  int close(int fd) override {
    // Closing a folder cannot fail in any way that matters; the number of those calls is not
    // stable.
    struct stat st {};
    if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) return DiskCalls::close(fd);
    const bool fails = strikes();
    DiskCalls::close(fd);
    if (fails) errno = error_;
    return fails ? -1 : 0;
  }
  int status(int fd, struct stat* out) override {
    return strikes() ? -1 : DiskCalls::status(fd, out);
  }
  int status_at(int folder, const char* name, struct stat* out) override {
    return strikes() ? -1 : DiskCalls::status_at(folder, name, out);
  }
  int rename(int from_folder, const char* from, int to_folder, const char* to) override {
    return strikes() ? -1 : DiskCalls::rename(from_folder, from, to_folder, to);
  }
  int exchange(int folder, const char* a, const char* b) override {
    return strikes() ? -1 : DiskCalls::exchange(folder, a, b);
  }
  int link(int from_folder, const char* from, int to_folder, const char* to) override {
    return strikes() ? -1 : DiskCalls::link(from_folder, from, to_folder, to);
  }
  int remove(int folder, const char* name) override {
    return strikes() ? -1 : DiskCalls::remove(folder, name);
  }
  int remove_folder(int folder, const char* name) override {
    return strikes() ? -1 : DiskCalls::remove_folder(folder, name);
  }

 private:
  bool strikes() {
    const std::size_t call = calls_++;
    switch (fault_) {
      case Fault::none:
        return false;
      case Fault::short_write:
        if (call != at_ + 1)
          return false;  // the disk was full: so says the call after the short write
        break;
      case Fault::fail_once:
        if (call != at_) return false;
        break;
      case Fault::fail_from_here:
        if (call < at_) return false;
        break;
      case Fault::die_before:
      case Fault::die_half_way:
        if (call == at_) _exit(9);
        return false;
    }
    errno = error_;
    return true;
  }

  Fault fault_;
  std::size_t at_;
  int error_;
  std::size_t calls_ = 0;
};

/// What a call may run into and the run goes on: once, with half of a write, or from there on.
inline const std::vector<std::pair<FaultyCalls::Fault, int>>& faults() {
  using Fault = FaultyCalls::Fault;
  static const std::vector<std::pair<Fault, int>> all = {{Fault::fail_once, ENOSPC},
                                                         {Fault::fail_once, EIO},
                                                         {Fault::short_write, ENOSPC},
                                                         {Fault::fail_from_here, EIO}};
  return all;
}

/// A file system that can neither exchange nor link.
class PlainCalls : public FaultyCalls {
 public:
  using FaultyCalls::FaultyCalls;
  int exchange(int, const char*, const char*) override {
    errno = EINVAL;
    return -1;
  }
  int link(int, const char*, int, const char*) override {
    errno = EPERM;
    return -1;
  }
};

}  // namespace formwork::testing_support
