#include "pack/built_in_schema.h"

#include "pack/embedded.h"

namespace formwork {
namespace {

std::vector<SourceId> add_texts(BuiltInSchema which, SourceMap& sources) {
  const std::string path =
      "schemas/" + std::string(name(which)) + (which == BuiltInSchema::environment ? "/" : ".yaml");
  std::vector<SourceId> out;
  for (const EmbeddedFile& file : embedded_below(path))
    out.push_back(sources.add(std::string(file.path), std::string(file.bytes)));
  return out;
}

std::optional<Schema> compile_texts(const std::vector<SourceId>& texts, const SourceMap& sources,
                                    const FunctionTable& functions, Diagnostics& diagnostics) {
  std::vector<Document> sections;
  for (const SourceId text : texts) {
    auto section = parse_data(text, sources, diagnostics);
    if (!section) return std::nullopt;
    sections.push_back(std::move(*section));
  }
  std::vector<const Document*> pointers;
  for (const Document& section : sections) pointers.push_back(&section);
  return Schema::compile(pointers, functions, diagnostics, SchemaTrust::built_in);
}

}  // namespace

std::string_view name(BuiltInSchema which) {
  switch (which) {
    case BuiltInSchema::environment:
      return "environment";
    case BuiltInSchema::pack:
      return "pack";
    case BuiltInSchema::workspace:
      return "workspace";
  }
  return "environment";
}

std::optional<Schema> compile_schema(BuiltInSchema which, SourceMap& sources,
                                     const FunctionTable& functions, Diagnostics& diagnostics) {
  return compile_texts(add_texts(which, sources), sources, functions, diagnostics);
}

std::optional<std::string> schema_image(BuiltInSchema which, SourceMap& sources,
                                        const FunctionTable& functions, Diagnostics& diagnostics) {
  const std::vector<SourceId> texts = add_texts(which, sources);
  const auto schema = compile_texts(texts, sources, functions, diagnostics);
  if (!schema) return std::nullopt;
  return schema->image(texts, functions);
}

Schema schema_of(BuiltInSchema which, std::string_view image, SourceMap& sources,
                 const FunctionTable& functions) {
  return Schema::of_image(image, add_texts(which, sources), functions);
}

}  // namespace formwork
