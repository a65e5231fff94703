#pragma once
// Private to bicep/: the files of a folding, and the names within one instance of a module.
#include "language/bicep/syntax.h"
#include "language/fold/configuration.h"
#include "language/fold/datum.h"
#include "language/fold/trace.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::lang::bicep {

using fold::Datum;
using fold::DatumKind;

/// A parsed file and its declarations by name.
struct File {
  Tree tree{};
  SourceId source = 0;
  std::string path{};
  using Names = std::map<std::string, Ref, std::less<>>;
  Names parameters{}, variables{}, functions{}, modules{}, outputs{};
  Names resources{};  // nested ones as `parent::child`
  struct Import {
    std::string path{};
    std::string name{};  // empty: the whole file, `* as name`
  };
  std::map<std::string, Import, std::less<>> imports{};
  std::string using_path{}, extends_path{};

  void collect();

 private:
  void collect_resource(Ref ref, const std::string& parent);
  void collect_import(Ref ref);
};

class ModuleLibrary;

/// What one folding shares.
struct Folding {
  Folding(const fold::Configuration& configuration, const SourceMap& source_map, Diagnostics& diags,
          const ModuleLibrary* shared, fold::Trace* traced);
  /// The file at `path`, parsed; null if it is not in the configuration or does not parse.
  const File* file(const std::string& path);
  /// True if the work done so far is within bounds; counts a step.
  bool step() { return ++steps <= kSteps; }

  static constexpr std::size_t kSteps = 2'000'000;
  static constexpr int kDepth = 400;  // of expressions
  static constexpr int kModules = 20;
  const SourceMap& sources;
  Diagnostics& diagnostics;
  const ModuleLibrary* library = nullptr;
  fold::Trace* trace = nullptr;  // told how values come about
  std::map<std::string, SourceId, std::less<>> paths{};
  std::map<std::string, std::unique_ptr<File>, std::less<>> files{};
  std::size_t steps = 0;
  int depth = 0;
  bool failed = false;
};

/// A name that a loop or function gives, and those around it.
struct Local {
  std::string_view name{};
  Datum value{};
  const Local* outer = nullptr;
};

/// One turn of a loop, or the only instance of what is not repeated.
struct Turn {
  std::string suffix{};  // "[0]", "[*]", or empty
  std::vector<Local> locals{};
};

/// Names and values within one instance of a file.
class Scope {
 public:
  /// `level`: how many modules are around it.
  Scope(Folding& folding, const File& file, std::map<std::string, Datum, std::less<>> given,
        int level = 0)
      : folding_(folding), file_(file), given_(std::move(given)), level_(level) {}

  [[nodiscard]] Datum eval(Ref ref, const Local* locals = nullptr);
  /// Appends the value to `document`; objects and arrays that are written out keep their places.
  [[nodiscard]] NodeId add(Document& document, Ref ref, const Local* locals = nullptr);
  /// Of a parameter, variable or imported variable.
  [[nodiscard]] Datum value_of(std::string_view name, std::string_view text);
  [[nodiscard]] Datum output(std::string_view name, std::string_view text);

  /// The turns of `[for …]`; one with unknown variables if the list is not known.
  [[nodiscard]] std::vector<Turn> turns(Ref loop, const Local* locals);
  /// A module's instance at a turn; null if its file is not there.
  struct Child {
    std::string suffix{};
    Datum condition = Datum::of_bool(true);
    std::unique_ptr<Scope> scope{};
  };
  [[nodiscard]] const std::vector<Child>& children(const std::string& module);
  /// The innermost object of `= [for …: if (…) {…}]`.
  [[nodiscard]] Ref object_of(Ref value) const;
  [[nodiscard]] Ref condition_of(Ref value) const;
  [[nodiscard]] Span span(Ref ref) const {
    return {file_.source, file_.tree.begin(ref), file_.tree.end(ref)};
  }
  [[nodiscard]] const File& file() const { return file_; }
  /// The bytes of a token or node, as a value that is not known is called by.
  [[nodiscard]] std::string_view source(Ref ref) const {
    if (folding_.trace != nullptr && !ref.is_token()) folding_.trace->quoted(span(ref));
    return file_.tree.source(ref);
  }
  [[nodiscard]] Folding& folding() { return folding_; }
  /// Path of a file that this one names.
  [[nodiscard]] std::string resolve(const std::string& path) const;

 private:
  [[nodiscard]] Ref child(Ref node, std::size_t i) const { return file_.tree.child(node, i); }
  [[nodiscard]] Datum unknown(Ref ref) const { return Datum::unknown(source(ref)); }
  template <class Compute>
  Datum once(const std::string& key, std::string_view text, const Compute& compute);

  // evaluate.cpp
  [[nodiscard]] Datum compute(Ref ref, const Local* locals);
  [[nodiscard]] Datum token(Ref ref, const Local* locals);
  [[nodiscard]] Datum text(Ref ref, const Local* locals);
  [[nodiscard]] Datum object(Ref ref, const Local* locals);
  [[nodiscard]] Datum array(Ref ref, const Local* locals);
  [[nodiscard]] Datum loop(Ref ref, const Local* locals);
  [[nodiscard]] Datum binary(Ref ref, const Local* locals);
  [[nodiscard]] Datum logic(Ref ref, bool either, const Local* locals);
  [[nodiscard]] Datum unary(Ref ref, const Local* locals);
  [[nodiscard]] Datum member(Ref ref, const Local* locals);
  [[nodiscard]] Datum index(Ref ref, const Local* locals);
  [[nodiscard]] std::optional<std::string> key_of(Ref key, const Local* locals);

  // references.cpp: what is declared elsewhere
  [[nodiscard]] std::optional<Datum> reference(Ref base, std::string_view name, Ref whole,
                                               const Local* locals);
  [[nodiscard]] std::optional<Datum> module_output(Ref module, std::string_view name, Ref whole,
                                                   const Local* locals);
  [[nodiscard]] Datum resource_field(const std::string& symbol, std::string_view field, Ref whole,
                                     std::optional<double> at);
  [[nodiscard]] std::string symbol_of(Ref base, const Local* locals) const;
  [[nodiscard]] Scope* imported(const File::Import& import);

  // functions.cpp
  [[nodiscard]] Datum call(Ref ref, const Local* locals);
  [[nodiscard]] Datum named_id(const std::vector<Ref>& written, const Local* locals);
  [[nodiscard]] Datum user_function(Ref function, const std::vector<Datum>& arguments,
                                    std::string_view text);
  [[nodiscard]] std::optional<Datum> call_with_lambda(std::string_view name,
                                                      const std::vector<Ref>& arguments, Ref whole,
                                                      const Local* locals);
  [[nodiscard]] Datum apply(Ref lambda, const std::vector<Datum>& values, const Local* locals);

  Folding& folding_;
  const File& file_;
  std::map<std::string, Datum, std::less<>> given_;
  int level_;
  std::map<std::string, Datum, std::less<>> known_{};
  std::set<std::string, std::less<>> computing_{};
  std::map<std::string, std::vector<Child>, std::less<>> children_{};
  std::map<std::string, std::unique_ptr<Scope>, std::less<>> imported_{};
};

/// A function of Bicep over values, some of which may be unknown; unknown with `text` if it is not
/// folded.
[[nodiscard]] Datum call_function(std::string_view name, const std::vector<Datum>& arguments,
                                  std::string_view text);
/// `.key` or `[key]`. `safe`: null where nothing is.
[[nodiscard]] Datum take(const Datum& from, const Datum& key, bool safe, bool from_end,
                         std::string_view text);
/// The places of the scalars that the expression at `span` of a file writes out, in their order.
[[nodiscard]] std::vector<Span> leaves(const Tree& tree, Span span);
/// Text that stands in a string; nothing where ARM's formatting is not obvious.
[[nodiscard]] std::optional<std::string> printed(const Datum& datum);

}  // namespace formwork::lang::bicep
