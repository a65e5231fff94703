#pragma once
// The modules that packs write for all environments (`infra/modules/…`): read once for the foldings
// of all roots, and only in a workspace that has a root.
#include "language/bicep/fold.h"
#include "language/hcl/module.h"
#include "pack/pack.h"
#include "parity/table.h"
#include "pipeline/layout.h"

#include <memory>
#include <mutex>
#include <vector>

namespace formwork {

class RootMemory;
struct Inputs;

/// What the shared unit writes below a folder `modules`, in Terraform or Bicep.
class ModuleFiles {
 public:
  ModuleFiles();
  ~ModuleFiles();
  /// The files' own map; the source of file `i` is `i + 1`. Every other map that is to be folded
  /// with the libraries begins as a copy.
  void copy_to(SourceMap& sources) const;
  [[nodiscard]] const lang::hcl::ModuleLibrary& terraform() const { return *terraform_; }
  [[nodiscard]] const lang::bicep::ModuleLibrary& bicep() const { return *bicep_; }
  /// The pack's file that a source of the copies is written from; 0: none, it is not a module.
  [[nodiscard]] SourceId origin(SourceId source) const {
    return source == 0 || source > origins_.size() ? 0 : origins_[source - 1];
  }
  [[nodiscard]] std::size_t count() const { return origins_.size(); }

  /// The parity tables of the packs whose targets some environment has. Read when they are first
  /// asked for; what is wrong with them is told once. Thread-safe.
  const std::vector<const parity::Table*>& tables(const Inputs& inputs, const SourceMap& sources,
                                                  Diagnostics& diagnostics);
  [[nodiscard]] LayoutMemory& layouts() { return layouts_; }
  /// What was found of roots in this run.
  [[nodiscard]] RootMemory& memory() { return *memory_; }
  /// Reads the modules when it is first called. Thread-safe.
  const ModuleFiles& of(const Inputs& inputs, const SourceMap& sources);

 private:
  void read(const Inputs& inputs, const SourceMap& sources);

  LayoutMemory layouts_;
  std::unique_ptr<RootMemory> memory_;
  std::once_flag once_, tables_once_;
  std::vector<std::unique_ptr<const parity::Table>> owned_tables_;
  std::vector<const parity::Table*> tables_;
  SourceMap sources_;
  std::vector<SourceId> origins_;
  std::unique_ptr<lang::hcl::ModuleLibrary> terraform_;
  std::unique_ptr<lang::bicep::ModuleLibrary> bicep_;
};

/// True of a path in or below a folder called `modules`: what is there is called by roots and
/// deployed by none.
[[nodiscard]] bool is_module_path(std::string_view path);

/// `a/b` of `a/b/c.tf`.
[[nodiscard]] std::string folder_of(std::string_view path);

}  // namespace formwork
