#include "base/source_map.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <utility>

namespace formwork {

SourceId SourceMap::add(std::string path, std::string text) {
  const std::lock_guard lock(mutex_);
  if (sources_.size() >= kMostSources) throw std::length_error("more than 16 million texts");
  sources_.push_back({std::move(path), std::move(text), {}, {}});
  return static_cast<SourceId>(sources_.size());
}

const SourceMap::Source& SourceMap::get(SourceId id) const {
  static const Source kNone;
  const std::lock_guard lock(mutex_);
  assert(id <= sources_.size());
  return id == 0 || id > sources_.size() ? kNone : sources_[id - 1];
}

std::string_view SourceMap::path(SourceId id) const {
  return get(id).path;
}
std::string_view SourceMap::text(SourceId id) const {
  return get(id).text;
}

std::string_view SourceMap::text(Span span) const {
  const std::string_view all = text(span.source);
  if (span.begin >= all.size() || span.end < span.begin) return {};
  return all.substr(span.begin, span.end - span.begin);
}

const std::vector<std::uint32_t>& SourceMap::lines(const Source& source) const {
  const std::lock_guard lock(mutex_);
  auto& table = const_cast<Source&>(source).lines;
  if (table.empty()) {
    table.push_back(0);
    for (std::size_t i = 0; i < source.text.size(); ++i) {
      if (source.text[i] == '\n') table.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
  return table;
}

Position SourceMap::at(SourceId id, std::uint32_t offset) const {
  if (id == 0) return {};
  const Source& source = get(id);
  const auto& table = lines(source);
  const std::uint32_t end =
      std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(source.text.size()));
  const auto next = std::upper_bound(table.begin(), table.end(), end);
  const auto line = static_cast<std::uint32_t>(next - table.begin());
  std::uint32_t column = 1;
  for (std::uint32_t i = table[line - 1]; i < end; ++i) {
    if ((static_cast<unsigned char>(source.text[i]) & 0xC0U) != 0x80U) ++column;
  }
  return {line, column};
}

Span SourceMap::line_span(SourceId id, std::uint32_t line) const {
  if (id == 0 || line == 0) return {};
  const Source& source = get(id);
  const auto& table = lines(source);
  if (line > table.size()) return {};
  std::uint32_t begin = table[line - 1];
  std::uint32_t end =
      line < table.size() ? table[line] - 1 : static_cast<std::uint32_t>(source.text.size());
  if (end > begin && source.text[end - 1] == '\r') --end;
  return {id, begin, end};
}

std::string_view SourceMap::line(SourceId id, std::uint32_t line) const {
  return text(line_span(id, line));
}

std::size_t SourceMap::size() const {
  const std::lock_guard lock(mutex_);
  return sources_.size();
}

void SourceMap::hide(Span span) {
  if (!span.valid() || span.size() == 0) return;
  const std::lock_guard lock(mutex_);
  assert(span.source <= sources_.size());
  sources_[span.source - 1].hidden.push_back(span);
}

std::string SourceMap::shown(Span span) const {
  const std::string_view all = text(span);
  std::vector<bool> hidden(all.size(), false);
  for (const Span& h : get(span.source).hidden) {
    for (std::uint32_t i = std::max(h.begin, span.begin); i < std::min(h.end, span.end); ++i)
      hidden[i - span.begin] = true;
  }
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!hidden[i]) {
      out += all[i];
    } else if (i == 0 || !hidden[i - 1]) {
      out += "***";
    }
  }
  return out;
}

}  // namespace formwork
