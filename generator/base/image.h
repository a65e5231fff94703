#pragma once
// Values as bytes: what the build of formwork makes once, for each run to read. One build writes
// and reads them, so they carry no version and nothing in them is checked. The members of a type
// are listed once, for both ways:
//   template <class Image> void members(Image& image, Is<Step> auto& step) { image(step.name); }
#include "base/span.h"

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace formwork {

template <class T, class Plain>
concept Is = std::same_as<std::remove_const_t<T>, Plain>;

/// Numbers of seven bits a byte, least first; texts behind their size. `Self` is the image that is
/// written: it may know more ways to write than this (`members` is found for it).
template <class Self>
class ImageWriter {
 public:
  static constexpr bool kReads = false;
  /// The sources that spans lie in, in the order in which the reader will be given theirs; others
  /// are taken in behind these as they are met.
  explicit ImageWriter(std::vector<SourceId> sources) : sources_(std::move(sources)) {}

  void number(std::uint64_t n) {
    for (; n >= 0x80U; n >>= 7U) bytes_ += static_cast<char>(n | 0x80U);
    bytes_ += static_cast<char>(n);
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  void source(SourceId source) {
    if (source == 0) return number(0);
    std::size_t at = 0;
    while (at < sources_.size() && sources_[at] != source) ++at;
    if (at == sources_.size()) sources_.push_back(source);
    number(at + 1);
  }
  template <class... T>
  void operator()(const T&... values) {
    (item(values), ...);
  }
  [[nodiscard]] const std::vector<SourceId>& sources() const { return sources_; }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  template <class T>
  void item(const T& value) {
    if constexpr (std::is_enum_v<T> || std::same_as<T, bool>) {
      number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::unsigned_integral<T>) {
      number(value);
    } else if constexpr (std::signed_integral<T>) {
      const auto bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
      number(bits << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0));
    } else if constexpr (std::same_as<T, double>) {
      const auto bits = std::bit_cast<std::array<char, sizeof(double)>>(value);
      bytes_.append(bits.data(), bits.size());
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
      text(value);
    } else {
      composite(value);
    }
  }
  void composite(const Span& span) {
    source(span.source);
    number(span.begin);
    number(span.end - span.begin);
  }
  template <class T>
  void composite(const std::optional<T>& value) {
    number(value ? 1 : 0);
    if (value) item(*value);
  }
  template <class A, class B>
  void composite(const std::pair<A, B>& value) {
    item(value.first);
    item(value.second);
  }
  template <class T, std::size_t N>
  void composite(const std::array<T, N>& values) {
    for (const T& value : values) item(value);
  }
  template <class T>
  void composite(const std::vector<T>& values) {
    number(values.size());
    for (const T& value : values) item(value);
  }
  template <class T>
  void composite(const std::deque<T>& values) {
    number(values.size());
    for (const T& value : values) item(value);
  }
  template <class T>
  void composite(const T& value) {
    members(static_cast<Self&>(*this), value);
  }

  std::vector<SourceId> sources_;
  std::string bytes_;
};

/// Reads what an ImageWriter wrote. Views that it gives lie in `bytes`.
template <class Self>
class ImageReader {
 public:
  static constexpr bool kReads = true;
  ImageReader(std::string_view bytes, const std::vector<SourceId>& sources)
      : at_(bytes.data()), sources_(&sources) {}

  [[nodiscard]] std::uint64_t number() {
    std::uint64_t n = byte();
    if (n < 0x80U) return n;
    n &= 0x7FU;
    for (unsigned shift = 7;; shift += 7) {
      const std::uint64_t b = byte();
      n |= (b & 0x7FU) << shift;
      if (b < 0x80U) return n;
    }
  }
  [[nodiscard]] std::string_view text() {
    const std::size_t size = number();
    const std::string_view out(at_, size);
    at_ += size;
    return out;
  }
  [[nodiscard]] SourceId source() {
    const std::uint64_t n = number();
    return n == 0 ? 0 : (*sources_)[n - 1];
  }
  template <class... T>
  void operator()(T&... values) {
    (item(values), ...);
  }

 private:
  [[nodiscard]] std::uint8_t byte() { return static_cast<std::uint8_t>(*at_++); }

  template <class T>
  void item(T& value) {
    if constexpr (std::is_enum_v<T> || std::same_as<T, bool> || std::unsigned_integral<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::signed_integral<T>) {
      const std::uint64_t n = number();
      value = static_cast<T>(static_cast<std::int64_t>(n >> 1U ^ (~(n & 1U) + 1)));
    } else if constexpr (std::same_as<T, double>) {
      std::memcpy(&value, at_, sizeof value);
      at_ += sizeof value;
    } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>) {
      value = text();
    } else {
      composite(value);
    }
  }
  void composite(Span& span) {
    span.source = source();
    span.begin = static_cast<std::uint32_t>(number());
    span.end = span.begin + static_cast<std::uint32_t>(number());
  }
  template <class T>
  void composite(std::optional<T>& value) {
    if (number() != 0) item(value.emplace());
  }
  template <class A, class B>
  void composite(std::pair<A, B>& value) {
    item(value.first);
    item(value.second);
  }
  template <class T, std::size_t N>
  void composite(std::array<T, N>& values) {
    for (T& value : values) item(value);
  }
  template <class T>
  void composite(std::vector<T>& values) {
    values.resize(number());
    for (T& value : values) item(value);
  }
  template <class T>
  void composite(std::deque<T>& values) {
    values.resize(number());
    for (T& value : values) item(value);
  }
  template <class T>
  void composite(T& value) {
    members(static_cast<Self&>(*this), value);
  }

  const char* at_;
  const std::vector<SourceId>* sources_;
};

}  // namespace formwork
