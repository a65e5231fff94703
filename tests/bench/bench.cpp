// Ratios, not seconds: each benchmark measures its limit (plain writes, or read + SHA-256 of the
// same bytes) in the same run, in turn with the work, and reports work / limit as `ratio` (median
// of the repetitions).
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
#include <unistd.h>

namespace formwork::bench {
namespace {

constexpr unsigned kThreads = 2;

Workload& workload(std::size_t environments) {
  static std::map<std::size_t, std::unique_ptr<Workload>> all;
  auto& made = all[environments];
  if (!made) made = std::make_unique<Workload>(environments);
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
  const auto inputs = load_inputs(*tree, {}, sources, diagnostics);
  fail_on_findings(diagnostics);
  Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
  auto reports =
      inspect_all(*inputs, units_of(*inputs, false), *tree, sources, &verifier, kThreads, nullptr);
  const auto summary =
      write_all(*inputs, reports, *tree, sources, {work.root(), {}, {}}, diagnostics);
  fail_on_findings(diagnostics);
  return *summary;
}

void check(const Workload& work) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto tree = disk_tree(work.root());
  const auto inputs = load_inputs(*tree, {}, sources, diagnostics);
  fail_on_findings(diagnostics);
  Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
  auto reports =
      inspect_all(*inputs, units_of(*inputs, false), *tree, sources, &verifier, kThreads, nullptr);
  CheckOptions options;
  options.working_tree = false;
  for (UnitReport& report : reports) {
    diagnostics.append(std::move(report.output.diagnostics));
    report_drift(*inputs, report, *tree, sources, options, diagnostics);
  }
  fail_on_findings(diagnostics);
}

double timed(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void report(benchmark::State& state, const std::vector<double>& work,
            const std::vector<double>& limit, std::size_t files) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < work.size(); ++i) ratios.push_back(work[i] / limit[i]);
  state.counters["ratio"] = median(ratios);
  state.counters["limit_ms"] = median(limit) * 1e3;
  state.counters["files"] = static_cast<double>(files);
}

void cold_compile(benchmark::State& state) {
  Workload& work = workload(static_cast<std::size_t>(state.range(0)));
  work.clean();
  compile(work);
  const auto files = work.outputs();
  std::vector<double> times, limits;
  for (auto _ : state) {
    work.clean();
    limits.push_back(raw_write(files, work.root() + "/raw"));
    times.push_back(timed([&] { compile(work); }));
    state.SetIterationTime(times.back());
  }
  report(state, times, limits, files.size());
}

void full_check(benchmark::State& state) {
  Workload& work = workload(static_cast<std::size_t>(state.range(0)));
  compile(work);
  const auto files = work.outputs();
  std::vector<double> times, limits;
  for (auto _ : state) {
    limits.push_back(read_and_hash(files, work.root()));
    times.push_back(timed([&] { check(work); }));
    state.SetIterationTime(times.back());
  }
  report(state, times, limits, files.size());
}

void nothing_to_do(benchmark::State& state) {
  Workload& work = workload(static_cast<std::size_t>(state.range(0)));
  compile(work);
  const auto files = work.outputs();
  std::vector<double> times, limits;
  for (auto _ : state) {
    limits.push_back(read_and_hash(files, work.root()));
    times.push_back(timed([&] {
      if (compile(work).written != 0) throw std::runtime_error("something was written");
    }));
    state.SetIterationTime(times.back());
  }
  report(state, times, limits, files.size());
}

void one_line_changed(benchmark::State& state) {
  Workload& work = workload(static_cast<std::size_t>(state.range(0)));
  compile(work);
  const auto files = work.outputs();
  std::vector<double> times, limits;
  double written = 0;
  for (auto _ : state) {
    work.touch_one_line();
    limits.push_back(read_and_hash(files, work.root()));
    times.push_back(timed([&] { written = static_cast<double>(compile(work).written); }));
    state.SetIterationTime(times.back());
  }
  report(state, times, limits, files.size());
  state.counters["written"] = written;
}

struct Run {
  double seconds = 0;
  double peak_mb = 0;
};

// A whole process, with the kernel's own account of its memory.
Run run_process(const std::vector<std::string>& arguments) {
  Run out;
  out.seconds = timed([&] {
    const pid_t child = fork();
    if (child == 0) {
      const int null = open("/dev/null", O_WRONLY);
      dup2(null, STDOUT_FILENO);
      dup2(null, STDERR_FILENO);
      std::vector<char*> argv;
      for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
      throw std::runtime_error(arguments[0] + " failed");
    out.peak_mb = static_cast<double>(usage.ru_maxrss) / 1024.0;
  });
  return out;
}

void start_up(benchmark::State& state) {
  std::vector<double> times, limits;
  for (auto _ : state) {
    limits.push_back(run_process({"/bin/true"}).seconds);
    times.push_back(run_process({FORMWORK_BINARY, "--version"}).seconds);
    state.SetIterationTime(times.back());
  }
  report(state, times, limits, 0);
}

// Process, load, compile: what a developer waits for. `peak_mb` is the largest resident set.
void process_compile(benchmark::State& state) {
  Workload& work = workload(static_cast<std::size_t>(state.range(0)));
  compile(work);
  const auto files = work.outputs();
  std::vector<double> times, limits;
  double peak = 0;
  for (auto _ : state) {
    work.clean();
    limits.push_back(raw_write(files, work.root() + "/raw"));
    const Run run = run_process({FORMWORK_BINARY, "-C", work.root(), "compile", "-q"});
    times.push_back(run.seconds);
    peak = std::max(peak, run.peak_mb);
    state.SetIterationTime(times.back());
  }
  report(state, times, limits, files.size());
  state.counters["peak_mb"] = peak;
}

BENCHMARK(cold_compile)
    ->Arg(1)
    ->Arg(10)
    ->Arg(100)
    ->Iterations(5)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(cold_compile)->Arg(1000)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(full_check)
    ->Arg(1)
    ->Arg(10)
    ->Arg(100)
    ->Iterations(5)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(nothing_to_do)->Arg(100)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(one_line_changed)
    ->Arg(100)
    ->Iterations(5)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(process_compile)
    ->Arg(1)
    ->Arg(100)
    ->Iterations(5)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(start_up)->Iterations(20)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace formwork::bench

BENCHMARK_MAIN();
