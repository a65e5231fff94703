#include "base/text.h"
#include "files/safe_path.h"
#include "store/lock.h"
#include "store/lock_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <tuple>
#include <utility>

namespace formwork {
namespace {

constexpr std::size_t kMaxFindings = 20;  // of one lock; a binary file would give one for each line
constexpr std::size_t kMaxName = 4096;

// In the order in which they are written.
enum class Kind : std::uint8_t { formwork, in, sri, value, out, res, csp, group };
constexpr std::string_view kKinds[] = {"formwork", "in",  "sri", "value",
                                       "out",      "res", "csp", "group"};

bool is_lower_hex(std::string_view text, std::size_t size) {
  static constexpr auto kIsHex = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("0123456789abcdef"))
      table[static_cast<unsigned char>(c)] = true;
    return table;
  }();
  return text.size() == size && std::all_of(text.begin(), text.end(), [](char c) {
           return kIsHex[static_cast<unsigned char>(c)];
         });
}

/// `sha384-` and 48 bytes in base64, which need no padding.
bool is_integrity(std::string_view text) {
  constexpr std::string_view kAlgorithm = "sha384-";
  return text.size() == kAlgorithm.size() + 64 && text.starts_with(kAlgorithm) &&
         std::all_of(text.begin() + kAlgorithm.size(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '+' || c == '/';
         });
}

std::optional<std::string_view> unsafe_name(std::string_view name) {
  if (name.empty()) return "it is empty";
  if (name.size() > kMaxName) return "it is too long";
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7f; };
  if (std::all_of(name.begin(), name.end(), is_plain)) return std::nullopt;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_code_point(name, at);
    if (c == U'\n' || c == U'\r' || c == U'\t' || is_unprintable(c)) {
      return "it has a control character";
    }
  }
  return std::nullopt;
}

// A forged record must not make the writer replace or remove a lock.
bool is_lock_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == "formwork.lock" || name == "formwork.lock.new";
}

bool is_marker(std::string_view line) {
  for (const std::string_view marker : {"<<<<<<<", "|||||||", "=======", ">>>>>>>"}) {
    if (line.starts_with(marker) && (line.size() == 7 || line[7] == ' ')) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(SourceId source, const SourceMap& sources, Diagnostics& diagnostics)
      : source_(source), text_(sources.text(source)), diagnostics_(diagnostics) {}

  Lock read() {
    std::size_t begin = 0;
    if (text_.starts_with("\xEF\xBB\xBF")) {
      begin = 3;
      line_ends({0, 3}, "a byte order mark", "run `formwork compile`, which writes the lock anew");
    }
    bool newer = false;
    while (begin < text_.size() && !newer) {
      const std::size_t end = text_.find('\n', begin);
      if (end == std::string_view::npos) {
        malformed({begin, text_.size()}, "the last line of the lock has no end: it is cut short");
      }
      line_ = text_.substr(begin, end - begin);
      at_ = begin;
      if (line_.ends_with('\r')) {
        line_.remove_suffix(1);
        line_ends({begin + line_.size(), begin + line_.size() + 1}, "CRLF line ends",
                  "add `formwork.lock text eol=lf` to .gitattributes and check the file out again");
      }
      newer = !take_line();
      if (end == std::string_view::npos) break;
      begin = end + 1;
    }
    if (!newer && !has_header_) {
      malformed({0, 0}, text_.empty() ? "the lock is empty"
                                      : "the lock does not begin with its `formwork` record");
    }
    if (findings_ > kMaxFindings) {
      diagnostics_.add(Code::DR015, span({0, 0}),
                       fmt::format("and {} more of these in this lock", findings_ - kMaxFindings));
    }
    return std::move(lock_);
  }

 private:
  struct Range {
    std::size_t begin, end;
  };

  [[nodiscard]] Span span(Range range) const {
    return {source_, static_cast<std::uint32_t>(range.begin),
            static_cast<std::uint32_t>(range.end)};
  }
  [[nodiscard]] Span line_span() const { return span({at_, at_ + line_.size()}); }
  [[nodiscard]] Range place(const LockField& field) const {
    return {at_ + field.begin, at_ + field.end};
  }

  bool malformed(Range range, std::string message) {
    if (++findings_ <= kMaxFindings) {
      diagnostics_.add(Code::DR015, span(range), std::move(message),
                       "run `formwork compile`; it writes the lock anew");
    }
    return false;
  }

  void line_ends(Range range, const char* what, const char* help) {
    if (std::exchange(line_ends_told_, true)) return;
    diagnostics_.add(Code::DR012, span(range),
                     fmt::format("the lock has {}; formwork writes LF alone", what), help);
  }

  // False where reading must stop: a newer format may mean anything from here on.
  bool take_line() {
    if (is_marker(line_)) {
      if (!std::exchange(conflicted_, true)) {
        diagnostics_.add(Code::DR013, line_span(),
                         "the lock holds the markers of an unfinished merge",
                         "finish the merge of the specs, then run `formwork compile`");
      }
      return true;
    }
    if (const auto error = parse_lock_line(line_, record_)) {
      const std::size_t at = at_ + std::min(error->at, line_.size());
      malformed({at, std::min(at + 1, at_ + line_.size())},
                fmt::format("the lock cannot be read here: {}", error->why));
      return true;
    }
    const LockField* kind = record_.find("k");
    if (kind == nullptr) {
      malformed({at_, at_ + line_.size()}, "a record of the lock has no `k`");
      return true;
    }
    const auto* row = std::find(std::begin(kKinds), std::end(kKinds), kind->text);
    if (row == std::end(kKinds)) {
      malformed(place(*kind), fmt::format("unknown kind of record `{}`", printable(kind->text)));
      return true;
    }
    kind_ = static_cast<Kind>(row - std::begin(kKinds));
    if (kind_ == Kind::formwork) return take_header();
    take_record();
    return true;
  }

  bool take_header() {
    const LockField* format = field("lock", LockField::Kind::number, "a number");
    if (format == nullptr) return true;
    if (format->number > static_cast<std::uint32_t>(kLockFormat)) {
      const LockField* version = record_.find("version");
      diagnostics_.add(Code::DR016, span(place(*format)),
                       fmt::format("the lock has format {}, this formwork reads {}", format->number,
                                   kLockFormat),
                       version == nullptr || version->text.empty()
                           ? "use the formwork that wrote it"
                           : fmt::format("use formwork {} or later", printable(version->text)));
      return false;
    }
    if (format->number == 0) {
      malformed(place(*format), "there is no lock format 0");
      return true;
    }
    const LockField* version = field("version", LockField::Kind::text, "a string");
    if (version == nullptr) return true;
    if (!version->text.empty() && refused(*version, unsafe_name(version->text))) return true;
    if (!has_fields({"k", "lock", "version"}) || !in_order("", "")) return true;
    has_header_ = true;
    lock_.version = version->text;
    return true;
  }

  void take_record() {
    if (!has_header_ && !std::exchange(header_told_, true) && !conflicted_) {
      malformed({at_, at_ + line_.size()}, "the lock does not begin with its `formwork` record");
      has_header_ = true;  // told
    }
    switch (kind_) {
      case Kind::formwork:
        return;
      case Kind::in:
        return take_digest(lock_.inputs, path("p", kMaxName), 12);
      case Kind::sri:
        return take_integrity();
      case Kind::value:
        return take_digest(lock_.values, text("p"), 12);
      case Kind::group:
        return take_digest(lock_.groups, text("p"), 64);
      case Kind::out:
        return take_output();
      case Kind::res:
        return take_resource();
      case Kind::csp:
        return take_policy();
    }
  }

  void take_digest(std::map<std::string, std::string>& all, const LockField* p, std::size_t size) {
    if (p == nullptr || !digest(size) || !has_fields({"k", "p", "d"}) || !in_order(p->text, ""))
      return;
    put(all, std::string(p->text), digest_);
  }

  void take_integrity() {
    const LockField* p = path("p", kMaxName);
    if (p == nullptr) return;
    const LockField* found = record_.find("d");
    const bool undecided = found != nullptr && found->kind == LockField::Kind::null;
    if (!undecided) {
      if ((found = field("d", LockField::Kind::text, "a digest or null")) == nullptr) return;
      if (!is_integrity(found->text)) {
        malformed(place(*found), "a digest of the form `sha384-…` is expected");
        return;
      }
    }
    if (!has_fields({"k", "p", "d"}) || !in_order(p->text, "")) return;
    put(lock_.assets, std::string(p->text), undecided ? std::string_view() : found->text);
  }

  void take_output() {
    const LockField* p = path("p", kMaxPath);
    if (p == nullptr || !digest(64)) return;
    if (is_lock_file(p->text)) {
      malformed(place(*p), fmt::format("`{}` is a lock, never an output", printable(p->text)));
      return;
    }
    const LockField* x = record_.find("x");
    const LockField* b = record_.find("b");
    for (const LockField* flag : {x, b}) {
      if (flag == nullptr || (flag->kind == LockField::Kind::number && flag->number == 1)) continue;
      malformed(place(*flag), fmt::format("`{}` is 1 or absent", flag->key));
      return;
    }
    // A block has no bit of its own: never both.
    if (x != nullptr   ? !has_fields({"k", "p", "d", "x"})
        : b != nullptr ? !has_fields({"k", "p", "d", "b"})
                       : !has_fields({"k", "p", "d"}))
      return;
    if (!in_order(p->text, "")) return;
    LockOut output;
    if (!digest_.empty()) output.digest = digest_;
    output.executable = x != nullptr;
    output.block = b != nullptr;
    output.span = line_span();
    const std::size_t before = lock_.outputs.size();
    const auto there = lock_.outputs.try_emplace(lock_.outputs.end(), std::string(p->text), output);
    if (lock_.outputs.size() == before && there->second.digest != output.digest) {
      there->second.digest.reset();
    }
  }

  void take_resource() {
    const LockField* p = path("p", kMaxName);
    const LockField* address = p != nullptr ? text("a") : nullptr;
    if (address == nullptr || !digest(12)) return;
    LockResource resource;
    if (!optional_text("t", resource.type) || !optional_text("n", resource.name)) return;
    const bool type = !resource.type.empty(), name = !resource.name.empty();
    const bool fields = type && name ? has_fields({"k", "p", "a", "t", "n", "d"})
                        : type       ? has_fields({"k", "p", "a", "t", "d"})
                        : name       ? has_fields({"k", "p", "a", "n", "d"})
                                     : has_fields({"k", "p", "a", "d"});
    if (!fields || !in_order(p->text, address->text)) return;
    resource.digest = digest_;
    resource.span = line_span();
    LockResources& all = lock_.resources[std::string(p->text)];
    const std::size_t before = all.size();
    const auto there = all.try_emplace(all.end(), std::string(address->text), resource);
    if (all.size() == before && there->second.digest != resource.digest)
      there->second.digest.clear();
  }

  // Empty where it is not there; false if it may not stand here.
  bool optional_text(std::string_view key, std::string& out) {
    if (record_.find(key) == nullptr) return true;
    const LockField* found = text(key);
    if (found == nullptr) return false;
    out = found->text;
    return true;
  }

  void take_policy() {
    const LockField* edge = text("edge");
    const LockField* p = edge != nullptr ? path("p", kMaxName) : nullptr;
    if (p == nullptr) return;
    const LockField* policy = record_.find("policy");
    const bool undecided = policy != nullptr && policy->kind == LockField::Kind::null;
    if (!undecided && (policy = text("policy")) == nullptr) return;
    LockPolicy key{std::string(edge->text), std::string(p->text), {}};
    if (!optional_text("host", key.host)) return;
    const bool fields = key.host.empty() ? has_fields({"k", "edge", "p", "policy"})
                                         : has_fields({"k", "edge", "p", "host", "policy"});
    if (!fields || !in_order(edge->text, p->text, key.host)) return;
    put(lock_.policies, std::move(key), policy->text);
  }

  // Both sides of an unfinished merge are read; where they differ the record is left undecided.
  template <class Key>
  static void put(std::map<Key, std::string>& all, Key key, std::string_view value) {
    const std::size_t before = all.size();
    const auto there = all.try_emplace(all.end(), std::move(key), value);
    if (all.size() == before && there->second != value) there->second.clear();
  }

  // The reader of lines lets no other spelling pass; with the fields in their order, none more,
  // none twice, the record is what `write_lock` writes.
  bool has_fields(std::initializer_list<std::string_view> keys) {
    const auto same = [](const LockField& field, std::string_view key) { return field.key == key; };
    const auto [found, key] =
        std::mismatch(record_.fields.begin(), record_.fields.end(), keys.begin(), keys.end(), same);
    if (found == record_.fields.end()) return true;
    return malformed(place(*found),
                     fmt::format("`{}` does not stand here in a record that formwork writes",
                                 printable(found->key)));
  }

  const LockField* field(std::string_view key, LockField::Kind kind, std::string_view expected) {
    const LockField* found = record_.find(key);
    if (found == nullptr) {
      malformed({at_, at_ + line_.size()},
                fmt::format("this `{}` record has no `{}`", kKinds[static_cast<std::size_t>(kind_)],
                            key));
      return nullptr;
    }
    if (found->kind != kind) {
      malformed(place(*found), fmt::format("`{}` must be {}", key, expected));
      return nullptr;
    }
    return found;
  }
  const LockField* text(std::string_view key) {
    const LockField* found = field(key, LockField::Kind::text, "a string");
    if (found == nullptr) return nullptr;
    return refused(*found, unsafe_name(found->text)) ? nullptr : found;
  }
  const LockField* path(std::string_view key, std::size_t limit) {
    const LockField* found = field(key, LockField::Kind::text, "a string");
    if (found == nullptr) return nullptr;
    return refused(*found, unsafe_path(found->text, limit)) ? nullptr : found;
  }
  bool refused(const LockField& found, std::optional<std::string_view> why) {
    if (!why) return false;
    const bool cut = found.text.size() > 80;
    const std::string shown = printable(found.text.substr(0, 80)) + (cut ? "…" : "");
    malformed(place(found), fmt::format("`{}` cannot stand here: {}", shown, *why));
    return true;
  }

  // Leaves `d` in `digest_`, empty where it is null.
  bool digest(std::size_t size) {
    digest_.clear();
    const LockField* found = record_.find("d");
    if (found != nullptr && found->kind == LockField::Kind::null) return true;
    if ((found = field("d", LockField::Kind::text, "a digest or null")) == nullptr) return false;
    if (!is_lower_hex(found->text, size)) {
      return malformed(
          place(*found),
          fmt::format("a digest of {} lower-case hexadecimal digits is expected", size));
    }
    digest_ = found->text;
    return true;
  }

  // A record out of order is told and read all the same.
  bool in_order(std::string_view first, std::string_view second, std::string_view third = {}) {
    if (conflicted_) return true;
    const std::tuple key(kind_, first, second, third);
    const std::tuple<Kind, std::string_view, std::string_view, std::string_view> last(
        last_kind_, last_first_, last_second_, last_third_);
    const Range here{at_, at_ + line_.size()};
    if (any_ && key == last) return malformed(here, "this record stands here twice");
    if (any_ && key < last) {
      malformed(here, "the records are not sorted: this one belongs further up");
      return true;
    }
    any_ = true;
    last_kind_ = kind_;
    last_first_ = first;
    last_second_ = second;
    last_third_ = third;
    return true;
  }

  SourceId source_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  Lock lock_;

  std::string_view line_;
  std::size_t at_ = 0;  // of the line
  LockLine record_;
  Kind kind_ = Kind::formwork;
  std::string digest_;
  bool any_ = false;
  Kind last_kind_ = Kind::formwork;
  std::string last_first_, last_second_, last_third_;
  bool has_header_ = false, header_told_ = false, conflicted_ = false, line_ends_told_ = false;
  std::size_t findings_ = 0;
};

}  // namespace

Lock read_lock(SourceId source, const SourceMap& sources, Diagnostics& diagnostics) {
  return Reader(source, sources, diagnostics).read();
}

}  // namespace formwork
