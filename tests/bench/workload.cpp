#include "workload.h"

#include "base/sha256.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

namespace formwork::bench {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// Eleven services, each with nine or ten files, and ten jobs: about 120 files with the namespace
// and the edge.
std::string base() {
  std::string out =
      "apiVersion: formwork.dev/v1alpha1\nkind: Environment\nmetadata: {owner: team-bench}\n"
      "targets: [kubernetes]\nnaming: {organisation: acme, workload: bench}\nregistry: {server: "
      "ghcr.io/acme}\n"
      "secrets: {store: {name: vault}, entries: {token: {}}}\ndatabase: {host: "
      "bench.postgres.acme.internal}\n"
      "edge: {hosts: {s0: {domain: bench.acme.example}}}\nservices:\n";
  for (int i = 0; i < 11; ++i) {
    out += fmt::format("  s{}:\n    needs: [database]\n    secrets: {{token: {{}}}}\n    config:\n",
                       i);
    for (int k = 0; k < 12; ++k)
      out += fmt::format("      SETTING_{}: \"value {} of service {}\"\n", k, k, i);
  }
  out += "jobs:\n";
  for (int i = 0; i < 10; ++i) {
    out += fmt::format(
        "  j{}: {{service: s0, command: [/app/s0, work-{}], schedule: \"{} 3 * * *\"}}\n", i, i,
        i + 1);
  }
  return out;
}

std::string release() {
  std::string out = "services:\n";
  for (int i = 0; i < 11; ++i) {
    out += fmt::format("  s{}: {{image: {{tag: v1.0.{}, digest: \"sha256:{}\"}}}}\n", i, i,
                       sha256(std::to_string(i)).hex());
  }
  return out;
}

std::string environment(std::size_t i, bool touched) {
  return fmt::format(
      "extends: [base.yaml]\napiVersion: formwork.dev/v1alpha1\nkind: Environment\n"
      "metadata: {{name: e{}, tier: {}}}\nservices: {{s3: {{config: {{SETTING_1: \"{}\"}}}}}}\n",
      i,
      i % 3 == 0   ? "production"
      : i % 3 == 1 ? "staging"
                   : "development",
      touched ? "other" : "own");
}

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

Cost now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto wall = std::chrono::steady_clock::now().time_since_epoch();
  return {std::chrono::duration<double>(wall).count(),
          seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

}  // namespace

Stopwatch::Stopwatch() : start_(now()) {}

Cost Stopwatch::read() const {
  const Cost end = now();
  return {end.wall - start_.wall, end.cpu - start_.cpu};
}

Workload::Workload(std::size_t environments) {
  const fs::path where = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
  std::string pattern = (where / "formwork-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  root_ = pattern;
  put(fs::path(root_) / "formwork.yaml", "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n");
  put(fs::path(root_) / "environments/base.yaml", base());
  for (std::size_t i = 0; i < environments; ++i) {
    put(fs::path(root_) / fmt::format("environments/e{}.yaml", i), environment(i, false));
    put(fs::path(root_) / fmt::format("releases/e{}.yaml", i), release());
  }
}

Workload::~Workload() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

void Workload::clean() const {
  fs::remove_all(fs::path(root_) / "infra");
  fs::remove(fs::path(root_) / "formwork.lock");
}

void Workload::touch_one_line() {
  touched_ = !touched_;
  put(fs::path(root_) / "environments/e0.yaml", environment(0, touched_));
}

std::vector<File> Workload::outputs() const {
  std::vector<File> out;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(root_) / "infra")) {
    if (!entry.is_regular_file() || entry.path().filename() == "formwork.lock") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out.push_back(
        {fs::relative(entry.path(), root_), std::string(std::istreambuf_iterator<char>(in), {})});
  }
  return out;
}

Cost raw_write(const std::vector<File>& files, const std::string& below) {
  fs::remove_all(below);
  std::set<fs::path> folders;
  for (const File& file : files) folders.insert((fs::path(below) / file.path).parent_path());
  for (const fs::path& folder : folders) fs::create_directories(folder);
  std::vector<std::string> paths;
  for (const File& file : files) paths.push_back(below + "/" + file.path);
  const Stopwatch watch;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const int fd = open(paths[i].c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || write(fd, files[i].bytes.data(), files[i].bytes.size()) < 0)
      throw std::runtime_error("write");
    close(fd);
  }
  const Cost cost = watch.read();
  fs::remove_all(below);
  return cost;
}

Cost read_and_hash(const std::vector<File>& files, const std::string& root) {
  std::vector<std::string> paths;
  for (const File& file : files) paths.push_back(root + "/" + file.path);
  std::string buffer;
  const Stopwatch watch;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const int fd = open(paths[i].c_str(), O_RDONLY | O_CLOEXEC);
    buffer.resize(files[i].bytes.size());
    if (fd < 0 || read(fd, buffer.data(), buffer.size()) < 0) throw std::runtime_error("read");
    close(fd);
    if (sha256(buffer) == Digest{}) throw std::runtime_error("digest");
  }
  return watch.read();
}

}  // namespace formwork::bench
