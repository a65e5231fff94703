#pragma once
// Secrets in what a user wrote: FW4010 at each, and nothing of it in any finding of the run.
// Everything an output can hold comes from a spec, an overlay or the binary, so looking at the
// first two is enough.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"

namespace formwork {

/// Those in the text of `source`, each at its place.
void refuse_secrets(SourceId source, SourceMap& sources, Diagnostics& diagnostics);

/// The same for a document: keys and values as they read, so that no escape hides one, then
/// whatever else the text holds, such as a comment.
void refuse_secrets(const Document& document, SourceId source, SourceMap& sources,
                    Diagnostics& diagnostics);

}  // namespace formwork
