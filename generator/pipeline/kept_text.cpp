#include "pipeline/kept_text.h"

#include <algorithm>
#include <cstring>

namespace formwork {
namespace {

// How many bytes both begin with.
std::size_t common(std::string_view a, std::string_view b) {
  constexpr std::size_t kBlock = 64;
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n + kBlock <= most && std::memcmp(a.data() + n, b.data() + n, kBlock) == 0) n += kBlock;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

std::size_t line_end(std::string_view text, std::size_t from) {
  return std::min(text.find('\n', from), text.size());
}

}  // namespace

KeptText::KeptText(std::string_view text, const Base& base) {
  const bool fits = base != nullptr && base->size() < UINT32_MAX && text.size() < UINT32_MAX;
  std::size_t of_base = 0;
  std::size_t of_text = 0;
  bool whole = !fits || text.empty();
  while (!whole && of_text < text.size()) {
    const std::string_view theirs = std::string_view(*base).substr(of_base);
    const std::string_view ours = text.substr(of_text);
    const std::size_t same = common(theirs, ours);
    const std::size_t end = line_end(ours, same);
    parts_.push_back({static_cast<std::uint32_t>(of_base), static_cast<std::uint32_t>(same),
                      static_cast<std::uint32_t>(end - same)});
    own_.append(ours, same, end - same);
    of_base += line_end(theirs, same);
    of_text += end;
    whole = size() >= text.size();
  }
  if (whole)
    *this = KeptText(text);
  else
    base_ = base;
}

std::size_t KeptText::size() const {
  const bool all = parts_.empty() && base_ != nullptr;
  return all ? base_->size() : own_.size() + parts_.size() * sizeof(Part);
}

std::string_view KeptText::text(std::string& buffer) const {
  if (parts_.empty()) return *base_;
  buffer.clear();
  std::size_t of_own = 0;
  for (const Part& part : parts_) {
    buffer.append(*base_, part.from, part.shared);
    buffer.append(own_, of_own, part.own);
    of_own += part.own;
  }
  return buffer;
}

}  // namespace formwork
