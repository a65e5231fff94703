#include "pipeline/causes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace formwork {
namespace {

// "prod:pins.toolchains.rust" of the shared unit's lock without its environment.
std::string_view without_environment(std::string_view path) {
  const std::size_t colon = path.find(':');
  const std::size_t dot = path.find_first_of(".[");
  return colon != std::string_view::npos && (dot == std::string_view::npos || colon < dot)
             ? path.substr(colon + 1)
             : path;
}

// What both paths begin with, in whole fields; empty if that is nothing.
std::string_view common_path(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  const auto ends = [](std::string_view path, std::size_t at) {
    return at == path.size() || path[at] == '.' || path[at] == '[';
  };
  std::size_t end = 0;
  for (std::size_t i = 0; i <= shorter; ++i) {
    if (ends(a, i) && ends(b, i)) end = i;
    if (i == shorter || a[i] != b[i]) break;
  }
  return a.substr(0, end);
}

}  // namespace

std::vector<MovedInputs::Moved> by_line(const std::vector<MovedInputs::Moved>& moved,
                                        const SourceMap& sources) {
  std::vector<MovedInputs::Moved> out;
  std::map<std::pair<SourceId, std::uint32_t>, std::size_t> lines;
  for (const MovedInputs::Moved& one : moved) {
    if (!one.span.valid()) {
      out.push_back(one);
      continue;
    }
    const auto [it, is_first] =
        lines.try_emplace({one.span.source, sources.begin(one.span).line}, out.size());
    if (is_first) {
      out.push_back(one);
      continue;
    }
    MovedInputs::Moved& held = out[it->second];
    const std::string_view path = without_environment(one.path);
    const std::string_view known = without_environment(held.path);
    if (known == path && held.path != one.path) {
      held.path = std::string(known);
    } else if (known != path) {
      const std::string_view both = common_path(known, path);
      if (both.empty()) {
        out.push_back(one);
      } else {
        held.path = std::string(both);
      }
    }
  }
  return out;
}

std::vector<MovedInputs::Moved> moved_values_read(const Inputs& inputs, const UnitReport& report,
                                                  const Artifact& artifact,
                                                  const SourceMap& sources) {
  if (report.moved.values.empty()) return {};
  const auto read = values_read(inputs, report.unit, artifact, sources);
  std::vector<MovedInputs::Moved> out;
  for (const MovedInputs::Moved& moved : report.moved.values) {
    if (std::binary_search(read.begin(), read.end(), moved.path)) out.push_back(moved);
  }
  return by_line(out, sources);
}

std::vector<std::string> moved_assets_read(const Inputs& inputs, const UnitReport& report,
                                           const Artifact& artifact, const SourceMap& sources) {
  std::vector<std::string> all, read;
  for (const MovedInputs::Moved& moved : report.moved.assets) all.push_back(moved.path);
  if (all.empty()) return all;
  const auto known = assets_read(inputs, report.unit, artifact, sources);
  std::copy_if(all.begin(), all.end(), std::back_inserter(read), [&](const std::string& path) {
    return std::binary_search(known.begin(), known.end(), path);
  });
  return read.empty() ? all : read;
}

}  // namespace formwork
