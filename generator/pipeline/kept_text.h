#pragma once
// Rendered texts, kept until they are written. Environments of one structure differ in few lines:
// of each but the first the lines in which it differs are kept.
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// How many bytes are kept for the second pass, by all units of a run together: what was kept is
/// not rendered again. The rest is, so that memory does not grow with the workspace.
class KeptBytes {
 public:
  static constexpr std::int64_t kMost = std::int64_t{48} << 20U;
  explicit KeptBytes(std::int64_t most = kMost) : left_(most) {}
  /// True if `size` more may be kept. May be asked by several threads.
  [[nodiscard]] bool take(std::size_t size) {
    return left_.fetch_sub(static_cast<std::int64_t>(size)) >= static_cast<std::int64_t>(size);
  }
  /// False once nothing more may be kept.
  [[nodiscard]] bool any_left() const { return left_ > 0; }

 private:
  std::atomic<std::int64_t> left_;
};

/// One text, or nothing.
class KeptText {
 public:
  using Base = std::shared_ptr<const std::string>;

  KeptText() = default;
  /// Keeps the whole of `text`.
  explicit KeptText(std::string_view text) : base_(std::make_shared<const std::string>(text)) {}
  /// Keeps what `text` has and `base` has not, line by line; the whole of it where that is no less.
  KeptText(std::string_view text, const Base& base);

  [[nodiscard]] explicit operator bool() const { return base_ != nullptr; }
  /// How many bytes it holds for itself.
  [[nodiscard]] std::size_t size() const;
  /// The text; put together in `buffer` where it is not kept whole.
  [[nodiscard]] std::string_view text(std::string& buffer) const;
  /// Where the whole of it was kept: what others may be kept by.
  [[nodiscard]] const Base& base() const { return base_; }

 private:
  /// So many bytes of the base from `from` on, then so many of its own.
  struct Part {
    std::uint32_t from = 0;
    std::uint32_t shared = 0;
    std::uint32_t own = 0;
  };
  Base base_{};
  std::vector<Part> parts_{};  // none: the base is the text
  std::string own_{};
};

}  // namespace formwork
