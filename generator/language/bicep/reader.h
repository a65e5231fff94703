#pragma once
// Makes values of a parsed Bicep file. Expressions that are no literals become Kind::unknown with
// their text; comments are left out.
//
//   {kind: bicep | bicepparam, targetScope, metadata: {name: value}, using, extends,
//    parameters: {name: {type, default, <decorator>: value}} (of a parameter file: {name:
//    {value}}), variables: {name: {value}}, outputs: {name: {type, value}}, resources: {symbol:
//    {type, body}}, modules: {symbol: {path, name, params, …}}}
//
// Resources within resources are listed by `parent::child`, with the whole type; a body is what ARM
// gets, and before it type, apiVersion, condition, loop and existing.
#include "language/bicep/syntax.h"
#include "language/language.h"

#include <optional>
#include <vector>

namespace formwork::lang::bicep {

/// Errors are FW6010.
[[nodiscard]] std::optional<Document> read(SourceId source, const SourceMap& sources,
                                           Diagnostics& diagnostics);

/// `bicep`, `bicep/<resource type>`, `bicep/existing`, `bicep/module`, `bicep/param`, `bicep/var`,
/// `bicep/output`; of a parameter file `bicepparam` and `bicepparam/param`.
[[nodiscard]] std::vector<Object> objects(Node root);

/// True if the file at `path` with this text is a parameter file.
[[nodiscard]] bool is_parameter_file(std::string_view path, std::string_view text);

}  // namespace formwork::lang::bicep
