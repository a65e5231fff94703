#pragma once
// Terraform and Bicep roots: what a unit's own files and the modules they call would make, as
// resources with addresses and the values that are known before anything is deployed.
//
// A root is a folder of the unit's outputs that is not below one called `modules` and holds `.tf`
// files, or Bicep that is deployed: a parameter file (`using` says what), else `main.bicep`.
#include "language/fold/configuration.h"
#include "pipeline/module_files.h"
#include "pipeline/root_inputs.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

struct RecalledRoots;
class Verifier;

/// A folded root. Spans are those of `Roots::sources`.
struct Root {
  std::string path{};  // its folder; of several parameter files in one folder the file
  LanguageId language = LanguageId::hcl;
  fold::Folded folded{};
};

/// Where something of a root comes from, for findings.
struct RootPlace {
  Span span{};         // of the template, or of the pack's module; may be nothing
  std::string path{};  // of the output
  struct Value {
    std::string name{};
    Span span{};
  };
  std::vector<Value> values{};  // of the spec, that the line is made of
};

/// The roots of one unit. First its files are collected, then all is folded at once, or recalled
/// (root_memory.h).
class Roots {
 public:
  /// `own`: the unit's folder.
  explicit Roots(std::string own);
  ~Roots();
  /// Keeps the bytes if the file may belong to a root. `rendered` is laid out.
  void collect(const Artifact& artifact, const Rendered& rendered);
  /// A file as it stands in the tree: nothing is known of how it was made.
  void collect(std::string path, LanguageId language, std::string bytes);
  [[nodiscard]] bool empty() const { return files_.empty(); }
  /// False if a file does not parse, or there is nothing to deploy where a parameter file says so.
  bool fold(const Inputs& inputs, const SourceMap& sources, Diagnostics& diagnostics);
  /// Folds what was folded again, for a trace.
  [[nodiscard]] std::vector<Root> fold(fold::Trace& trace);

  [[nodiscard]] const std::string& own() const { return own_; }
  [[nodiscard]] RootInputs& inputs() { return inputs_; }
  /// The same with the sources that `sources` gives the files.
  [[nodiscard]] std::vector<fold::InputRange> ranges() const;
  /// Not null: nothing was folded, and all that follows from it is here.
  [[nodiscard]] RecalledRoots* recalled() const { return recalled_.get(); }
  void recall(std::unique_ptr<RecalledRoots> recalled);

  [[nodiscard]] const std::vector<Root>& all() const { return roots_; }
  [[nodiscard]] const SourceMap& sources() const { return sources_; }
  /// Renders the file again to trace what stands at `span`.
  [[nodiscard]] RootPlace place(Span span, const SourceMap& sources) const;
  /// Where a value at `span` of the resource `address` comes from: itself, then the argument its
  /// module is given, then the variable's value. Parses the root's files again.
  [[nodiscard]] std::vector<Span> origins(const Root& root, const std::string& address,
                                          Span span) const;
  /// The output a span is of.
  [[nodiscard]] std::string path(Span span) const {
    return std::string(sources_.path(span.source));
  }

 private:
  struct File {
    const Artifact* artifact = nullptr;  // null: it was not rendered
    std::string path{};
    LanguageId language = LanguageId::hcl;
    std::string bytes{};
    SourceId source = 0;
  };
  [[nodiscard]] Span given(const std::string& root, bool bicep, const std::string& type,
                           const std::string& name, std::string_view argument) const;
  /// One folding: what it is given, and what it gives.
  struct Folding {
    std::vector<Root>& roots;
    Diagnostics& diagnostics;
    fold::Trace* trace = nullptr;
  };
  void read(const Inputs& inputs, const SourceMap& sources);
  bool fold(const Folding& folding) const;
  bool fold_terraform(const std::string& folder, const Folding& folding) const;
  bool fold_bicep(const std::string& folder, const Folding& folding) const;

  std::string own_;
  std::deque<File> files_{};
  RootInputs inputs_{};
  const ModuleFiles* modules_ = nullptr;
  SourceMap sources_{};  // the modules' files first
  std::vector<Root> roots_{};
  std::unique_ptr<RecalledRoots> recalled_{};
};

/// True of a file that may belong to a root.
[[nodiscard]] bool is_root_file(std::string_view path, LanguageId language);

/// True of the types that folding gives: resources and data sources. Rules ask for them where they
/// are deployed, with their values, not in each file.
[[nodiscard]] bool is_folded_type(std::string_view type);

}  // namespace formwork
