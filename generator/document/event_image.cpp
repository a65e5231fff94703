#include "document/event_image.h"

#include "base/image.h"
#include "document/yaml_build.h"

namespace formwork {
namespace {

// For each event a number of kind, style and `pooled`, then its offsets; a difference has its sign
// in the lowest bit.
class Writer : public ImageWriter<Writer> {
 public:
  Writer() : ImageWriter({}) {}
  void difference(std::uint32_t from, std::uint32_t to) {
    number(to >= from ? (to - from) << 1U : (from - to) << 1U | 1U);
  }
};

class Cursor : public ImageReader<Cursor> {
 public:
  explicit Cursor(std::string_view image) : ImageReader(image, kNone) {}
  std::uint32_t count() { return static_cast<std::uint32_t>(number()); }
  std::uint32_t difference(std::uint32_t from) {
    const std::uint32_t n = count();
    return (n & 1U) != 0 ? from - (n >> 1U) : from + (n >> 1U);
  }

 private:
  inline static const std::vector<SourceId> kNone{};  // events hold offsets alone
};

bool has_value(EventKind kind) {
  return kind == EventKind::key || kind == EventKind::scalar;
}

}  // namespace

std::string encode_events(const Events& events) {
  Writer out;
  out.text(events.pool);
  out.number(events.pairs.size());
  for (const JoinedPair& pair : events.pairs) {
    out.number(pair.begin);
    out.number(pair.character);
  }
  out.number(events.list.size());
  std::uint32_t last = 0;
  for (const Event& event : events.list) {
    out.number(static_cast<unsigned>(event.kind) | static_cast<unsigned>(event.style) << 3U |
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
  events.pool = in.text();
  events.pairs.resize(in.number());
  for (JoinedPair& pair : events.pairs) {
    pair.begin = in.count();
    pair.character = in.count();
  }
  events.list.resize(in.number());
  std::uint32_t last = 0;
  for (Event& event : events.list) {
    const std::uint32_t head = in.count();
    event.kind = static_cast<EventKind>(head & 7U);
    event.style = static_cast<Style>(head >> 3U & 3U);
    event.pooled = (head & 0x20U) != 0;
    event.begin = in.difference(last);
    event.end = in.difference(event.begin);
    if (has_value(event.kind)) {
      event.value = in.difference(event.pooled ? 0 : event.begin);
      event.value_size = in.count();
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
