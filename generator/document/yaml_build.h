#pragma once
// Private to document/: from events to nodes; what a scalar becomes is the caller's.
#include "document/events.h"
#include "document/node.h"
#include "document/reader.h"

#include <optional>
#include <string_view>

namespace formwork {

/// Everything up to the events: scan, the strict reader, the second opinion.
[[nodiscard]] std::optional<Events> read_yaml(SourceId source, const SourceMap& sources,
                                              const ReaderOptions& options,
                                              Diagnostics& diagnostics);

/// The document of a spec, a schema or the like: scalars stay text, words for null are null.
/// `events` hold at least one node.
[[nodiscard]] Document spec_document(SourceId source, const Events& events);

/// The node that begins at `events.list[at]`; moves `at` past it. `scalar` makes a NodeId of a
/// scalar event.
template <class Scalar>
NodeId build(Document& document, SourceId source, const Events& events, std::size_t& at,
             const Scalar& scalar) {
  const Event& event = events.list[at++];
  if (event.kind == EventKind::scalar) return scalar(event);
  const Span span{source, event.begin, event.end};
  const bool is_map = event.kind == EventKind::map;
  const NodeId made = is_map ? document.add_map(span) : document.add_list(span);
  while (events.list[at].kind != EventKind::end) {
    if (!is_map) {
      document.append(made, build(document, source, events, at, scalar));
      continue;
    }
    const Event& key = events.list[at++];
    const NodeId value = build(document, source, events, at, scalar);
    document.append(made, events.value(key), Span{source, key.begin, key.end}, value);
  }
  ++at;
  return made;
}

}  // namespace formwork
