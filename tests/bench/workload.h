#pragma once
// The benchmark's workspaces: N environments of about 120 files each, in a folder of their own.
// Eleven services and ten jobs, either on Kubernetes alone, or with all four targets: manifests,
// and the Terraform and Bicep roots of Azure Container Apps, whose names, ids and networks differ
// from environment to environment as they would in life.
#include <cstddef>
#include <string>
#include <vector>

namespace formwork::bench {

struct File {
  std::string path;
  std::string bytes;
};

enum class Targets { kubernetes, all };

/// A workspace of `environments` environments below a new temporary folder, in memory if there is
/// such a file system.
class Workload {
 public:
  /// `observed`: with alerts, their tests and dashboards, half as many files again and four times
  /// the bytes; without them an environment of Kubernetes is about 120 files.
  Workload(std::size_t environments, Targets targets, bool observed);
  ~Workload();
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;

  [[nodiscard]] const std::string& root() const { return root_; }
  /// Removes every output and lock.
  void clean() const;
  /// Changes one line of the first environment's spec (alternately between two values).
  void touch_one_line();
  /// Every output as it stands on disk.
  [[nodiscard]] std::vector<File> outputs() const;

 private:
  std::string root_;
  Targets targets_;
  bool touched_ = false;
};

/// Seconds of the clock, and of processor time over all threads: on a machine that has other work
/// to do only the second means something.
struct Cost {
  double wall = 0;
  double cpu = 0;
};

/// Starts when it is made.
class Stopwatch {
 public:
  Stopwatch();
  [[nodiscard]] Cost read() const;

 private:
  Cost start_;
};

/// The limits: plain open + write + close of the files into fresh folders; read + SHA-256 of them.
/// One thread.
[[nodiscard]] Cost raw_write(const std::vector<File>& files, const std::string& below);
[[nodiscard]] Cost read_and_hash(const std::vector<File>& files, const std::string& root);

}  // namespace formwork::bench
