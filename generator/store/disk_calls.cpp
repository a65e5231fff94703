#include "store/disk_calls.h"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace formwork {

int DiskCalls::open(int folder, const char* name, int flags, mode_t mode) {
  return ::openat(folder, name, flags | O_CLOEXEC, mode);
}
int DiskCalls::make_folder(int folder, const char* name, mode_t mode) {
  return ::mkdirat(folder, name, mode);
}
ssize_t DiskCalls::write(int fd, const char* bytes, std::size_t size) {
  return ::write(fd, bytes, size);
}
int DiskCalls::change_mode(int fd, mode_t mode) {
  return ::fchmod(fd, mode);
}
int DiskCalls::sync(int fd) {
  return ::fsync(fd);
}
int DiskCalls::close(int fd) {
  return ::close(fd);
}
int DiskCalls::status(int fd, struct stat* out) {
  return ::fstat(fd, out);
}
int DiskCalls::status_at(int folder, const char* name, struct stat* out) {
  return ::fstatat(folder, name, out, AT_SYMLINK_NOFOLLOW);
}
int DiskCalls::rename(int from_folder, const char* from, int to_folder, const char* to) {
  return ::renameat(from_folder, from, to_folder, to);
}
int DiskCalls::exchange(int folder, const char* a, const char* b) {
  return ::renameat2(folder, a, folder, b, RENAME_EXCHANGE);
}
int DiskCalls::link(int from_folder, const char* from, int to_folder, const char* to) {
  return ::linkat(from_folder, from, to_folder, to, 0);
}
int DiskCalls::remove(int folder, const char* name) {
  return ::unlinkat(folder, name, 0);
}
int DiskCalls::remove_folder(int folder, const char* name) {
  return ::unlinkat(folder, name, AT_REMOVEDIR);
}

DiskCalls& DiskCalls::system() {
  static DiskCalls calls;
  return calls;
}

}  // namespace formwork
