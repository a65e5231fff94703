// Ratios, not seconds: each benchmark measures its limit (plain writes, or read + SHA-256 of the
// same bytes) in the same run, in turn with the work, and reports work / limit as `ratio` (median
// of the repetitions).
#include "memory.h"
#include "pipeline/check.h"
#include "pipeline/compile.h"
#include "workload.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>
#include <utility>
#include <vector>

namespace formwork::bench {
namespace {

constexpr unsigned kThreads = 2;

/// range(0): environments; range(1): 4 for all four targets, 1 for Kubernetes alone; range(2): 1
/// with alerts, their tests and dashboards.
Workload& workload(const benchmark::State& state) {
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
  static std::map<Key, std::unique_ptr<Workload>> all;
  auto& made = all[{state.range(0), state.range(1), state.range(2)}];
  if (!made) {
    made = std::make_unique<Workload>(static_cast<std::size_t>(state.range(0)),
                                      state.range(1) == 1 ? Targets::kubernetes : Targets::all,
                                      state.range(2) == 1);
  }
  return *made;
}

void fail_on_findings(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics.items()) {
    if (d.severity == Severity::error) throw std::runtime_error(d.message);
  }
}

// The whole job, as the command does it: load, render, verify, compare, write.
CompileSummary compile(const Workload& work) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto tree = disk_tree(work.root());
  const auto inputs = load_inputs(*tree, {.jobs = [] { return kThreads; }}, sources, diagnostics);
  fail_on_findings(diagnostics);
  Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
  KeptBytes kept;
  auto reports = inspect_all(*inputs, units_of(*inputs, false), *tree, sources, &verifier, kThreads,
                             nullptr, &kept);
  const auto summary =
      write_all(*inputs, reports, *tree, sources, {work.root(), {}, {}, kThreads}, diagnostics);
  fail_on_findings(diagnostics);
  return *summary;
}

void check(const Workload& work) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto tree = disk_tree(work.root());
  const auto inputs = load_inputs(*tree, {.jobs = [] { return kThreads; }}, sources, diagnostics);
  fail_on_findings(diagnostics);
  Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
  auto reports =
      inspect_all(*inputs, units_of(*inputs, false), *tree, sources, &verifier, kThreads, nullptr);
  const CheckOptions options;
  for (UnitReport& report : reports) {
    diagnostics.append(std::move(report.output.diagnostics));
    report_drift(*inputs, report, *tree, sources, options, diagnostics);
  }
  fail_on_findings(diagnostics);
}

Cost timed(const std::function<void()>& work) {
  const Stopwatch watch;
  work();
  return watch.read();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// `ratio`: by the clock. `cpu_ratio`: processor time of all threads to that of the limit.
void report(benchmark::State& state, const std::vector<Cost>& work, const std::vector<Cost>& limit,
            std::size_t files) {
  std::vector<double> wall, cpu, limits;
  for (std::size_t i = 0; i < work.size(); ++i) {
    wall.push_back(work[i].wall / limit[i].wall);
    if (limit[i].cpu > 0) cpu.push_back(work[i].cpu / limit[i].cpu);
    limits.push_back(limit[i].wall);
  }
  state.counters["ratio"] = median(wall);
  if (!cpu.empty()) state.counters["cpu_ratio"] = median(cpu);
  state.counters["limit_ms"] = median(limits) * 1e3;
  state.counters["files"] = static_cast<double>(files);
}

void cold_compile(benchmark::State& state) {
  Workload& work = workload(state);
  work.clean();
  compile(work);
  const auto files = work.outputs();
  std::vector<Cost> times, limits;
  for (auto _ : state) {
    work.clean();
    limits.push_back(raw_write(files, work.root() + "/raw"));
    times.push_back(timed([&] { compile(work); }));
    state.SetIterationTime(times.back().wall);
  }
  report(state, times, limits, files.size());
}

void full_check(benchmark::State& state) {
  Workload& work = workload(state);
  compile(work);
  const auto files = work.outputs();
  std::vector<Cost> times, limits;
  for (auto _ : state) {
    limits.push_back(read_and_hash(files, work.root()));
    times.push_back(timed([&] { check(work); }));
    state.SetIterationTime(times.back().wall);
  }
  report(state, times, limits, files.size());
}

void nothing_to_do(benchmark::State& state) {
  Workload& work = workload(state);
  compile(work);
  const auto files = work.outputs();
  std::vector<Cost> times, limits;
  for (auto _ : state) {
    limits.push_back(read_and_hash(files, work.root()));
    times.push_back(timed([&] {
      if (compile(work).written != 0) throw std::runtime_error("something was written");
    }));
    state.SetIterationTime(times.back().wall);
  }
  report(state, times, limits, files.size());
}

void one_line_changed(benchmark::State& state) {
  Workload& work = workload(state);
  compile(work);
  const auto files = work.outputs();
  std::vector<Cost> times, limits;
  double written = 0;
  for (auto _ : state) {
    work.touch_one_line();
    limits.push_back(read_and_hash(files, work.root()));
    times.push_back(timed([&] { written = static_cast<double>(compile(work).written); }));
    state.SetIterationTime(times.back().wall);
  }
  report(state, times, limits, files.size());
  state.counters["written"] = written;
}

struct Run {
  Cost cost;
  double peak_mb = 0;
  bool ok = false;
};

// A process is started by one that was forked before anything was loaded: the kernel counts what a
// parent held towards its child's largest resident set.
class Launcher {
 public:
  Launcher() {
    if (pipe(to_) != 0 || pipe(from_) != 0) throw std::runtime_error("pipe");
    if (fork() != 0) return;
    close(to_[1]);
    serve();
    _exit(0);
  }

  // `line`: the arguments, a zero byte behind each.
  Run run(const std::string& line) {
    const std::size_t size = line.size();
    Run out;
    if (write(to_[1], &size, sizeof size) < 0 || write(to_[1], line.data(), size) < 0 ||
        ::read(from_[0], &out, sizeof out) != sizeof out || !out.ok) {
      throw std::runtime_error("a process failed");
    }
    return out;
  }

 private:
  void serve() {
    std::size_t size = 0;
    while (::read(to_[0], &size, sizeof size) == sizeof size) {
      std::string line(size, '\0');
      if (::read(to_[0], line.data(), size) < 0) return;
      const Run out = start(line);
      if (write(from_[1], &out, sizeof out) < 0) return;
    }
  }

  static Run start(std::string& line) {
    Run out;
    const Stopwatch watch;
    const pid_t child = fork();
    if (child == 0) {
      const int null = open("/dev/null", O_WRONLY);
      dup2(null, STDOUT_FILENO);
      dup2(null, STDERR_FILENO);
      std::vector<char*> argv;
      for (std::size_t at = 0; at < line.size(); at = line.find('\0', at) + 1)
        argv.push_back(line.data() + at);
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    out.cost = watch.read();
    out.cost.cpu = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                   static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
    out.peak_mb = static_cast<double>(usage.ru_maxrss) / 1024.0;
    out.ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return out;
  }

  int to_[2] = {-1, -1};
  int from_[2] = {-1, -1};
};

Launcher& launcher() {
  static Launcher only;
  return only;
}

Run run_process(const std::vector<std::string>& arguments) {
  std::string line;
  for (const std::string& a : arguments) (line += a) += '\0';
  return launcher().run(line);
}

void start_up(benchmark::State& state) {
  std::vector<Cost> times, limits;
  for (auto _ : state) {
    limits.push_back(run_process({"/bin/true"}).cost);
    times.push_back(run_process({FORMWORK_BINARY, "--version"}).cost);
    state.SetIterationTime(times.back().wall);
  }
  report(state, times, limits, 0);
}

// Process, load, compile: what a developer waits for. `peak_mb` is the largest resident set.
void process_compile(benchmark::State& state) {
  Workload& work = workload(state);
  compile(work);
  const auto files = work.outputs();
  std::vector<Cost> times, limits;
  double peak = 0;
  for (auto _ : state) {
    work.clean();
    limits.push_back(raw_write(files, work.root() + "/raw"));
    const Run run = run_process({FORMWORK_BINARY, "-C", work.root(), "compile", "-q"});
    times.push_back(run.cost);
    peak = std::max(peak, run.peak_mb);
    state.SetIterationTime(times.back().wall);
  }
  report(state, times, limits, files.size());
  state.counters["peak_mb"] = peak;
}

void process_check(benchmark::State& state) {
  Workload& work = workload(state);
  compile(work);
  const auto files = work.outputs();
  std::vector<Cost> times, limits;
  double peak = 0;
  for (auto _ : state) {
    limits.push_back(read_and_hash(files, work.root()));
    const Run run = run_process({FORMWORK_BINARY, "-C", work.root(), "check", "-q"});
    times.push_back(run.cost);
    peak = std::max(peak, run.peak_mb);
    state.SetIterationTime(times.back().wall);
  }
  report(state, times, limits, files.size());
  state.counters["peak_mb"] = peak;
}

void few(benchmark::internal::Benchmark* made, const std::vector<std::int64_t>& environments) {
  made->ArgNames({"environments", "targets", "observed"})
      ->ArgsProduct({environments, {1, 4}, {0, 1}})
      ->Iterations(5)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}
void from_one(benchmark::internal::Benchmark* made) {
  few(made, {1, 10, 100});
}
void hundred(benchmark::internal::Benchmark* made) {
  few(made, {100});
}
void one_and_hundred(benchmark::internal::Benchmark* made) {
  few(made, {1, 100});
}

BENCHMARK(cold_compile)->Apply(from_one);
BENCHMARK(cold_compile)
    ->ArgNames({"environments", "targets", "observed"})
    ->ArgsProduct({{1000}, {1, 4}, {0, 1}})
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(full_check)->Apply(from_one);
BENCHMARK(nothing_to_do)->Apply(hundred);
BENCHMARK(one_line_changed)->Apply(hundred);
BENCHMARK(process_compile)->Apply(one_and_hundred);
BENCHMARK(process_check)->Apply(one_and_hundred);
BENCHMARK(start_up)->Iterations(20)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

void start_launcher() {
  (void)launcher();
}

}  // namespace formwork::bench

int main(int argc, char** argv) {
  formwork::bench::start_launcher();
  formwork::ask_for_huge_pages();  // as the program does
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
