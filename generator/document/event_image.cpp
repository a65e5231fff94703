#include "document/event_image.h"

#include "document/yaml_build.h"

namespace formwork {
namespace {

// A byte of kind, style and `pooled`, then numbers of seven bits a byte, least first; a difference
// has its sign in the lowest bit.
class Writer {
 public:
  void number(std::uint32_t n) {
    for (; n >= 0x80U; n >>= 7U) out_ += static_cast<char>(n | 0x80U);
    out_ += static_cast<char>(n);
  }
  void difference(std::uint32_t from, std::uint32_t to) {
    number(to >= from ? (to - from) << 1U : (from - to) << 1U | 1U);
  }
  void byte(unsigned b) { out_ += static_cast<char>(b); }
  void bytes(std::string_view b) {
    number(static_cast<std::uint32_t>(b.size()));
    out_ += b;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class Cursor {
 public:
  explicit Cursor(std::string_view image) : at_(image.data()) {}
  unsigned byte() { return static_cast<unsigned char>(*at_++); }
  std::uint32_t number() {
    std::uint32_t n = byte();
    if (n < 0x80U) return n;
    n &= 0x7FU;
    for (unsigned shift = 7;; shift += 7) {
      const unsigned b = byte();
      n |= (b & 0x7FU) << shift;
      if (b < 0x80U) return n;
    }
  }
  std::uint32_t difference(std::uint32_t from) {
    const std::uint32_t n = number();
    return (n & 1U) != 0 ? from - (n >> 1U) : from + (n >> 1U);
  }
  std::string_view bytes() {
    const std::size_t size = number();
    const std::string_view out(at_, size);
    at_ += size;
    return out;
  }

 private:
  const char* at_;
};

bool has_value(EventKind kind) {
  return kind == EventKind::key || kind == EventKind::scalar;
}

}  // namespace

std::string encode_events(const Events& events) {
  Writer out;
  out.bytes(events.pool);
  out.number(static_cast<std::uint32_t>(events.pairs.size()));
  for (const JoinedPair& pair : events.pairs) {
    out.number(pair.begin);
    out.number(pair.character);
  }
  out.number(static_cast<std::uint32_t>(events.list.size()));
  std::uint32_t last = 0;
  for (const Event& event : events.list) {
    out.byte(static_cast<unsigned>(event.kind) | static_cast<unsigned>(event.style) << 3U |
             (event.pooled ? 0x20U : 0U));
    out.difference(last, event.begin);
    out.difference(event.begin, event.end);
    if (has_value(event.kind)) {
      out.difference(event.pooled ? 0 : event.begin, event.value);
      out.number(event.value_size);
    }
    last = event.begin;
  }
  return out.take();
}

Events decode_events(std::string_view image, std::string_view text) {
  Cursor in(image);
  Events events;
  events.text = text;
  events.pool = in.bytes();
  events.pairs.resize(in.number());
  for (JoinedPair& pair : events.pairs) {
    pair.begin = in.number();
    pair.character = in.number();
  }
  events.list.resize(in.number());
  std::uint32_t last = 0;
  for (Event& event : events.list) {
    const unsigned head = in.byte();
    event.kind = static_cast<EventKind>(head & 7U);
    event.style = static_cast<Style>(head >> 3U & 3U);
    event.pooled = (head & 0x20U) != 0;
    event.begin = in.difference(last);
    event.end = in.difference(event.begin);
    if (has_value(event.kind)) {
      event.value = in.difference(event.pooled ? 0 : event.begin);
      event.value_size = in.number();
    }
    last = event.begin;
  }
  return events;
}

std::optional<std::string> image_of(SourceId source, const SourceMap& sources,
                                    Diagnostics& diagnostics) {
  const auto events = read_yaml(source, sources, {}, diagnostics);
  if (!events || !parse_yaml(source, sources, diagnostics)) return std::nullopt;
  return encode_events(*events);
}

Document document_of(std::string_view image, SourceId source, const SourceMap& sources) {
  return spec_document(source, decode_events(image, sources.text(source)));
}

}  // namespace formwork
