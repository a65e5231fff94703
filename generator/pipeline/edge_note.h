#pragma once
// What the edges in a file that differs send now. DR020 is a note where the bytes differ as well:
// the proof reads the committed file as it reads what is rendered, so that both say the same.
#include "diag/diagnostic.h"
#include "pipeline/edge_proof.h"
#include "pipeline/inspect.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace formwork {

/// The committed side of one unit. Its roots are folded when one of their files is asked about.
class CommittedEdges {
 public:
  CommittedEdges(const Inputs& inputs, const UnitReport& report, const Tree& tree,
                 SourceMap& sources);

  /// Notes on the file of `artifact`, whose text in the tree is `committed`; `rendered` is laid
  /// out. What is said of a root is said of one of its files: the one where it stands, else the one
  /// that the manifest says carries the policy.
  [[nodiscard]] std::vector<Note> notes(const Artifact& artifact, const Rendered& rendered,
                                        SourceId committed);

 private:
  /// The values of each header that is sent, by its name in lower case.
  using Sent = std::map<std::string, std::set<std::string>>;
  struct Told {
    std::string path{};
    Note note{};
  };
  [[nodiscard]] std::vector<Note> notes_of_file(const Artifact& artifact, const Rendered& rendered,
                                                SourceId committed) const;
  [[nodiscard]] const std::vector<Told>& told_of_roots();
  [[nodiscard]] std::vector<Told> judge_roots();
  [[nodiscard]] std::string told_at(const std::string& root,
                                    const std::vector<FoldedEdge>& edges) const;
  [[nodiscard]] Sent rendered_roots() const;

  const Inputs& inputs_;
  const UnitReport& report_;
  const Tree& tree_;
  SourceMap& sources_;
  std::optional<std::vector<Told>> told_{};
};

}  // namespace formwork
