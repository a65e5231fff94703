#include "expr/pattern.h"

#include <re2/re2.h>

namespace formwork {
namespace {

constexpr std::int64_t kMemory = 1 << 20;

}  // namespace

Pattern::Pattern(std::string text) : text_(std::move(text)) {}
Pattern::~Pattern() = default;

const re2::RE2& Pattern::compiled() const {
  std::call_once(once_, [this] {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMemory);
    compiled_ = std::make_unique<const re2::RE2>(text_, options);
  });
  return *compiled_;
}

std::string Pattern::error() const {
  return compiled().ok() ? std::string() : compiled().error();
}

bool Pattern::found_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled());
}

}  // namespace formwork
