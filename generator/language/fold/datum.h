#pragma once
// A value of a folded expression, as far as it is known. Copies are cheap: lists and maps are
// shared and never changed once made.
#include "document/node.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::fold {

enum class DatumKind : std::uint8_t {
  unknown,  // text: the expression nothing is known of
  failed,   // the target itself would report an error: what `try` steps over
  null,
  boolean,
  number,
  string,
  list,
  set,  // sorted, each once
  map,
};

enum class Truth : std::uint8_t { no, yes, unknown };

class Trace;
struct Step;

class Datum {
 public:
  struct Entry;
  using Entries = std::vector<Entry>;

  Datum() = default;  // null
  static Datum unknown(std::string_view text);
  static Datum failed(std::string_view text);
  static Datum of_bool(bool value);
  static Datum of_number(double value);
  static Datum of_string(std::string text);
  static Datum of_list(Entries entries);  // keys are ignored
  static Datum of_set(Entries entries);
  /// Sorted by key, as Terraform orders maps; of equal keys the last one counts.
  static Datum of_map(Entries entries);
  /// A map of which not every key is known: another key is unknown, not absent.
  static Datum of_open_map(Entries entries, std::string_view text);

  [[nodiscard]] DatumKind kind() const { return kind_; }
  [[nodiscard]] bool is(DatumKind kind) const { return kind_ == kind; }
  /// Neither unknown nor failed; entries may still be unknown.
  [[nodiscard]] bool known() const {
    return kind_ != DatumKind::unknown && kind_ != DatumKind::failed;
  }
  /// Nothing in it is unknown.
  [[nodiscard]] bool wholly_known() const;
  [[nodiscard]] bool open() const { return open_; }
  [[nodiscard]] bool truth() const { return number() != 0; }
  [[nodiscard]] double number() const {
    if (step_ != nullptr) look();
    return number_;
  }
  [[nodiscard]] const std::string& text() const {
    if (step_ != nullptr) look();
    return text_;
  }
  /// Where a trace has the value from; null: it is what it is (trace.h).
  [[nodiscard]] const Step* step() const { return step_; }
  /// What `number` and `text` give, unseen by the trace: for what notes itself how it is used.
  [[nodiscard]] double raw_number() const { return number_; }
  [[nodiscard]] const std::string& raw_text() const { return text_; }
  [[nodiscard]] bool is_sequence() const {
    return kind_ == DatumKind::list || kind_ == DatumKind::set;
  }
  /// Of lists, sets and maps; empty for all else.
  [[nodiscard]] const Entries& entries() const;
  /// The entry of `key` of a map, or null.
  [[nodiscard]] const Datum* find(std::string_view key) const;

 private:
  friend class Trace;
  void look() const;

  DatumKind kind_ = DatumKind::null;
  bool open_ = false;
  double number_ = 0;
  std::string text_{};
  std::shared_ptr<const Entries> entries_{};
  const Step* step_ = nullptr;
};

struct Datum::Entry {
  std::string key{};
  Datum value{};
};

/// Deep, without conversions: `"1"` is not `1`. Unknown if a part that decides is.
[[nodiscard]] Truth equal(const Datum& a, const Datum& b);
/// The text of a string, number or boolean; nothing for all else.
[[nodiscard]] std::optional<std::string> to_text(const Datum& datum);
/// The same as a string.
[[nodiscard]] std::optional<Datum> as_text(const Datum& datum);
/// The number of a number, or of a string that is one.
[[nodiscard]] std::optional<double> to_number(const Datum& datum);
/// The truth of a boolean, or of `"true"` and `"false"`.
[[nodiscard]] std::optional<bool> to_bool(const Datum& datum);
/// The same with whatever is unknown in it called `text`, `text["key"]`, `text[0]`: a caller knows
/// an output by its own name only.
[[nodiscard]] Datum renamed(const Datum& datum, std::string_view text);
/// Items of one type, as lists and sets have them: of texts beside numbers or booleans all become
/// texts.
[[nodiscard]] Datum::Entries unified(Datum::Entries entries);
/// The value of a literal of a Document.
[[nodiscard]] Datum from_node(Node node);
/// Appends it to `document` as nodes at `span`; what failed becomes unknown. A traced scalar is of
/// Kind::hole, its text the number of its step.
[[nodiscard]] NodeId add(Document& document, const Datum& datum, Span span);

}  // namespace formwork::fold
