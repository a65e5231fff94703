#include "pipeline/file_part.h"

namespace formwork {

FilePart part_of(const Artifact& artifact, std::string_view file) {
  FilePart out;
  const auto style = artifact.row->block ? comment_style(artifact.path) : std::nullopt;
  if (!style) {
    out.bytes = file;
    return out;
  }
  const FoundBlock found = find_block(file, *style);
  out.bytes = found.inside;
  out.first_line = found.first_line;
  out.absent = found.state == FoundBlock::State::absent;
  out.damaged = found.state == FoundBlock::State::damaged;
  // What stands behind the first mark is shown as what was edited.
  if (out.damaged) out.bytes = file.substr(found.begin);
  return out;
}

std::string whole_of(const Artifact& artifact, std::string_view file, std::string_view rendered) {
  const auto style = artifact.row->block ? comment_style(artifact.path) : std::nullopt;
  return style ? with_block(file, rendered, *style) : std::string(rendered);
}

}  // namespace formwork
