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

// An id that looks like one, and is the same in every run.
std::string guid(const std::string& of) {
  const std::string hex = sha256(of).hex();
  return fmt::format("{}-{}-4{}-a{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(13, 3),
                     hex.substr(17, 3), hex.substr(20, 12));
}

// Of Kubernetes eleven services, each with nine or ten files, and ten jobs: about 120 files with
// the namespace and the edge. Of Azure two roots, with an app for each service and a job for each
// job.
std::string base(Targets targets, bool observed) {
  std::string out =
      "apiVersion: formwork.dev/v1alpha1\nkind: Environment\nmetadata: {owner: team-bench}\n"
      "naming: {organisation: acme, workload: bench}\n"
      "secrets: {store: {name: vault}, entries: {token: {}}}\n";
  if (targets == Targets::kubernetes) {
    out +=
        "targets: [kubernetes]\nregistry: {server: ghcr.io/acme}\n"
        "database: {host: bench.postgres.acme.internal}\n"
        "edge: {hosts: {s0: {domain: bench.acme.example}}}\n";
  } else {
    out +=
        "targets: [kubernetes, terraform, bicep, github-actions]\n"
        "platform:\n  runtime: container-apps\n"
        "  tenant: " +
        guid("tenant") +
        "\n  regions: {primary: westeurope, secondary: northeurope}\n"
        "database: {version: \"16\"}\n"
        "edge: {csp: {policy: {img-src: [\"'self'\", \"data:\"], connect-src: [\"'self'\"]}}}\n"
        "repository: {owner: acme, name: bench, plan: enterprise, "
        "runner: {labels: [self-hosted, linux, x64]}}\n";
  }
  if (!observed) out += "observability: {alerts: {enabled: false}, dashboards: {enabled: false}}\n";
  out += "services:\n";
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

std::string environment(std::size_t i, Targets targets, bool touched) {
  std::string out = fmt::format(
      "extends: [base.yaml]\napiVersion: formwork.dev/v1alpha1\nkind: Environment\n"
      "metadata: {{name: e{}, tier: {}}}\nservices: {{s3: {{config: {{SETTING_1: \"{}\"}}}}}}\n",
      i,
      i % 3 == 0   ? "production"
      : i % 3 == 1 ? "staging"
                   : "development",
      touched ? "other" : "own");
  if (targets == Targets::kubernetes) return out;
  const std::string name = fmt::format("e{}", i);
  out += fmt::format("platform: {{subscription: {}}}\nnetwork: {{cidr: 10.{}.0.0/16}}\n",
                     guid("subscription " + name), i % 250);
  out += fmt::format("registry: {{server: cracmebench{}.azurecr.io}}\n", name);
  out += fmt::format(
      "database: {{server: {{administrators: {{operators: {{object_id: {}, principal_name: "
      "bench-{}-operators}}}}}}}}\n",
      guid("operators " + name), name);
  out += fmt::format("edge: {{hosts: {{app: {{domain: bench.{}.acme.example, service: s0}}}}}}\n",
                     name);
  out +=
      fmt::format("delivery: {{infrastructure: {{client: {}, principal: {}, plan_client: {}}}}}\n",
                  guid("client " + name), guid("principal " + name), guid("plan " + name));
  return out;
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

Workload::Workload(std::size_t environments, Targets targets, bool observed) : targets_(targets) {
  const fs::path where = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
  std::string pattern = (where / "formwork-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  root_ = pattern;
  put(fs::path(root_) / "formwork.yaml", "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n");
  put(fs::path(root_) / "environments/base.yaml", base(targets, observed));
  for (std::size_t i = 0; i < environments; ++i) {
    put(fs::path(root_) / fmt::format("environments/e{}.yaml", i), environment(i, targets, false));
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
  put(fs::path(root_) / "environments/e0.yaml", environment(0, targets_, touched_));
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
