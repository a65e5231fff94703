// The only user of yaml-cpp. Its exceptions end here.
#include "document/second_reader.h"

#include "document/scan.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace formwork {
namespace {

constexpr std::uint32_t kPair = 12;    // bytes of `\ud83d\ude00`
constexpr std::uint32_t kJoined = 10;  // bytes of `\U0001f600`

// Thrown through yaml-cpp to stop it.
struct Difference {};

class Comparer : public YAML::EventHandler {
 public:
  Comparer(const Events& events, std::uint32_t shift) : events_(events), shift_(shift) {}

  /// The event that comes next; the last one where there is none.
  [[nodiscard]] const Event& current() const {
    return events_.list[std::min(next_, events_.list.size() - 1)];
  }
  [[nodiscard]] bool done() const { return next_ == events_.list.size(); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override { expect(EventKind::document); }
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {
    throw Difference();
  }
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t anchor) override {
    const Event& event = scalar();
    if (anchor != 0 || event.style != Style::plain || !is_null_word(events_.value(event))) {
      throw Difference();
    }
    ++next_;
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const Event& event = scalar();
    const bool plain = event.style == Style::plain;
    if (anchor != 0 || tag != (plain ? "?" : "!") || value != events_.value(event) ||
        mark.pos < 0 ||
        static_cast<std::uint32_t>(mark.pos) + shift_ + joined(event.begin) != event.begin) {
      throw Difference();
    }
    ++next_;
  }
  void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    untagged(tag, anchor);
    expect(EventKind::list);
  }
  void OnSequenceEnd() override { expect(EventKind::end); }
  void OnMapStart(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    untagged(tag, anchor);
    expect(EventKind::map);
  }
  void OnMapEnd() override { expect(EventKind::end); }

 private:
  /// The bytes by which for_yaml_cpp() made the text before `place` shorter.
  [[nodiscard]] std::uint32_t joined(std::uint32_t place) const {
    const auto end =
        std::lower_bound(events_.pairs.begin(), events_.pairs.end(), place,
                         [](const JoinedPair& pair, std::uint32_t at) { return pair.begin < at; });
    return static_cast<std::uint32_t>(end - events_.pairs.begin()) * (kPair - kJoined);
  }
  static void untagged(const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0 || (tag != "?" && !tag.empty())) throw Difference();
  }
  void expect(EventKind kind) {
    if (done() || current().kind != kind) throw Difference();
    ++next_;
  }
  const Event& scalar() const {
    if (done() || (current().kind != EventKind::key && current().kind != EventKind::scalar)) {
      throw Difference();
    }
    return current();
  }

  const Events& events_;
  std::uint32_t shift_;
  std::size_t next_ = 0;
};

// yaml-cpp stumbles over a tab on an otherwise empty line, where nobody sees it.
bool report_blank_tab(SourceId source, std::string_view text, Diagnostics& diagnostics) {
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::size_t tab = text.find('\t', line);
    const std::size_t other = text.find_first_not_of(" \t\r", line);
    if (tab < end && other >= end) {
      diagnostics.add(
          Code::FW1024,
          Span{source, static_cast<std::uint32_t>(tab), static_cast<std::uint32_t>(tab) + 1},
          "a tab stands on an otherwise empty line", "remove it");
      return true;
    }
    line = end + 1;
  }
  return false;
}

/// The text as yaml-cpp takes it: without a byte order mark, surrogate pairs as one escape, a line
/// end at its end, without which yaml-cpp keeps a block text there without its line feed.
std::string for_yaml_cpp(const Events& events, std::uint32_t bom) {
  std::string out;
  std::size_t at = bom;
  for (const JoinedPair& pair : events.pairs) {
    out += events.text.substr(at, pair.begin - at);
    out += fmt::format("\\U{:08x}", static_cast<std::uint32_t>(pair.character));
    at = pair.begin + kPair;
  }
  out += events.text.substr(at);
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

}  // namespace

bool agree(SourceId source, const Events& events, Diagnostics& diagnostics) {
  std::size_t documents = 0;
  for (const Event& event : events.list) documents += event.kind == EventKind::document ? 1 : 0;
  if (documents == 0) return true;
  const std::uint32_t bom = bom_size(events.text);
  std::istringstream stream(for_yaml_cpp(events, bom));
  Comparer comparer(events, bom);
  try {
    YAML::Parser parser(stream);
    for (std::size_t i = 0; i < documents; ++i) {
      if (!parser.HandleNextDocument(comparer)) throw Difference();
    }
    if (comparer.done()) return true;
  } catch (const Difference&) {
  } catch (const YAML::Exception&) {
  }
  if (report_blank_tab(source, events.text, diagnostics)) return false;
  const Event& event = comparer.current();
  diagnostics.add(Code::FW1030, Span{source, event.begin, event.end},
                  "two YAML readers understand the text from here on differently",
                  "write it more plainly: double quotes on one line, indentation by two spaces");
  return false;
}

}  // namespace formwork
