#pragma once
// Tests run as root in containers, where no mode keeps anybody out. While one of these lives, files
// are reached with the rights of nobody.
#include <sys/fsuid.h>
#include <unistd.h>

namespace formwork::testing_support {

class AsNobody {
 public:
  AsNobody() {
    if (geteuid() != 0) return;
    setfsgid(kNobody);
    setfsuid(kNobody);
  }
  ~AsNobody() {
    if (geteuid() != 0) return;
    setfsuid(0);
    setfsgid(0);
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  static constexpr unsigned kNobody = 65534;
};

}  // namespace formwork::testing_support
