#pragma once
// A parsed HCL file as data: Terraform's own JSON configuration mapping (developer.hashicorp.com,
// "JSON Configuration Syntax"), and the objects that rules see.
#include "document/node.h"
#include "language/hcl/syntax.h"
#include "language/language.h"

#include <vector>

namespace formwork::lang::hcl {

/// Attributes by name; blocks as `type: {label: {label: [body, …]}}`, those without labels as
/// `type: [body, …]`. What is not a literal is `unknown` with its source text; so is a name that
/// holds both arguments and blocks or blocks with different numbers of labels, and a block type
/// that a `dynamic` block may add to. Texts with marks of a shape are holes.
[[nodiscard]] Document to_document(const File& file, const SourceMap& sources);

/// A literal of `tree`, or unknown with the expression's text.
[[nodiscard]] NodeId add_literal(Document& document, const fold::Tree& tree, fold::ExprId id,
                                 const SourceMap& sources);

/// `terraform/<resource type>` by address, `terraform/data/<type>`, `terraform/ephemeral/<type>`,
/// `terraform/variable`, `output`, `module`, `provider`, `locals`, `terraform`, `moved`, `removed`,
/// `import`, `check`; a file without blocks is `terraform/tfvars`.
[[nodiscard]] std::vector<Object> objects(Node root);

}  // namespace formwork::lang::hcl
