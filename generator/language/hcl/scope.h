#pragma once
// Private to hcl/: a module's parsed files, and the names within one instance of it.
#include "language/fold/configuration.h"
#include "language/fold/evaluate.h"
#include "language/hcl/syntax.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace formwork::lang::hcl {

/// A block or an expression, and the file it stands in.
struct BlockAt {
  const File* file = nullptr;
  const Block* block = nullptr;
};
struct ExprAt {
  const File* file = nullptr;
  fold::ExprId expr = 0;
};

/// All files of one folder, their declarations by name.
struct Module {
  std::string folder{};
  std::vector<BlockAt> blocks{};  // in written order
  std::map<std::string, BlockAt, std::less<>> variables{}, outputs{}, calls{};
  std::map<std::string, BlockAt, std::less<>> resources{};  // "type.name"
  std::map<std::string, ExprAt, std::less<>> locals{};

  void add(const File& file);
};

class ModuleLibrary;

/// What one folding shares.
struct Folding {
  const SourceMap& sources;
  const ModuleLibrary* library = nullptr;
  std::map<std::string, Module> modules{};  // by folder
  std::deque<File> files{};
  fold::Budget budget{};

  /// The module of a folder; null if it is not known.
  [[nodiscard]] const Module* module(const std::string& folder) const;
};

/// One instance of a `count` or `for_each`: the suffix of its address, and what `each` and `count`
/// are in it.
struct Repetition {
  std::string suffix{};
  fold::Datum each{}, count{};
  bool repeated = false;
};
/// The instances of a block, and how they are looked up.
struct Repetitions {
  enum class By : std::uint8_t { single, count, key, unknown };
  By by = By::single;
  std::vector<Repetition> all{};
};

/// Names within one instance of a module. Every value is computed when it is first asked for; one
/// that hangs on itself is unknown.
class ModuleScope : public fold::Scope {
 public:
  /// The root: variables are `values`, or their defaults.
  ModuleScope(Folding& folding, const Module& module,
              std::map<std::string, fold::Datum, std::less<>> values);
  /// The module that `call` in `parent` makes.
  ModuleScope(Folding& folding, const Module& module, ModuleScope& parent, BlockAt call,
              Repetition at, int depth);

  [[nodiscard]] fold::Datum name(std::string_view name, std::string_view text) override;
  [[nodiscard]] std::optional<fold::Datum> member(std::string_view name, std::string_view member,
                                                  std::string_view text) override;
  [[nodiscard]] std::optional<fold::Datum> member(std::string_view name, std::string_view member,
                                                  std::string_view second,
                                                  std::string_view text) override;
  [[nodiscard]] fold::Datum call(std::string_view function,
                                 const std::vector<fold::Datum>& arguments,
                                 std::string_view text) override;
  [[nodiscard]] fold::Datum call_traced(fold::Trace& trace, std::string_view function,
                                        const std::vector<fold::Datum>& arguments,
                                        std::string_view text) override;

  [[nodiscard]] const Module& module() const { return module_; }
  [[nodiscard]] fold::Evaluator evaluator(const File& file) {
    return {file.tree, folding_.sources, *this, folding_.budget};
  }
  [[nodiscard]] Repetitions repetitions(BlockAt at);
  /// The instances of a module call; none if its folder is not known or modules nest too deep.
  struct Child {
    Repetition at{};
    std::unique_ptr<ModuleScope> scope{};
  };
  struct Children {
    Repetitions::By by = Repetitions::By::single;
    std::vector<Child> all{};
    bool opaque = false;
  };
  [[nodiscard]] const Children& children(const std::string& call);

 private:
  template <class Compute>
  fold::Datum once(const std::string& key, std::string_view text, const Compute& compute);
  [[nodiscard]] fold::Datum variable(const std::string& name, std::string_view text);
  [[nodiscard]] fold::Datum given(const std::string& name, bool& found);
  [[nodiscard]] fold::Datum output(const std::string& name, std::string_view text);
  [[nodiscard]] fold::Datum resource(const std::string& name, std::string_view text);
  [[nodiscard]] fold::Datum attributes(BlockAt at, const Repetition& repetition,
                                       std::string_view text);
  [[nodiscard]] fold::Datum outputs(const std::string& call, std::string_view text);

  Folding& folding_;
  const Module& module_;
  std::map<std::string, fold::Datum, std::less<>> values_{};
  ModuleScope* parent_ = nullptr;
  BlockAt call_{};
  Repetition at_{};
  int depth_ = 0;
  std::map<std::string, fold::Datum, std::less<>> computed_{};
  std::set<std::string, std::less<>> computing_{};
  std::map<std::string, Children, std::less<>> children_{};
};

/// `each` and `count` of an instance as names; lives as long as the names are used.
class InstanceNames {
 public:
  explicit InstanceNames(const Repetition& at);
  InstanceNames(const InstanceNames&) = delete;
  InstanceNames& operator=(const InstanceNames&) = delete;
  [[nodiscard]] const fold::Local* locals() const { return repeated_ ? &each_ : nullptr; }

 private:
  fold::Local count_{}, each_{};
  bool repeated_ = false;
};

}  // namespace formwork::lang::hcl
