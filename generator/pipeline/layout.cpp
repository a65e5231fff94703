#include "pipeline/layout.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace formwork {
namespace {

constexpr std::size_t kMostKnown = 1024;

/// Moves holes and pieces to where they stand in `after`, which differs from the rendered text in
/// what a formatter moves alone: blanks, and in Bicep line ends and separators.
void follow_layout(Rendered& rendered, std::string_view after) {
  const std::string_view before = rendered.text;
  const auto moves = [](char c) {
    return std::string_view(" \t\r\n,|").find(c) != std::string_view::npos;
  };
  std::vector<std::uint32_t> at(before.size() + 1);
  std::size_t to = 0;
  for (std::size_t from = 0; from < before.size(); ++from) {
    if (!moves(before[from])) {
      while (to < after.size() && after[to] != before[from]) ++to;
      at[from] = static_cast<std::uint32_t>(to++);
    } else {
      at[from] = static_cast<std::uint32_t>(to);
      if (to < after.size() && after[to] == before[from]) ++to;
    }
  }
  at[before.size()] = static_cast<std::uint32_t>(after.size());
  for (Hole& hole : rendered.holes) {
    hole.begin = at[hole.begin];
    hole.end = at[hole.end];
  }
  for (Piece& piece : rendered.pieces) {
    piece.begin = at[piece.begin];
    piece.end = at[piece.end];
  }
}

/// A hole of the skeleton, and what stands in it for the value.
struct StandIn {
  std::uint32_t begin = 0, end = 0;
  std::string_view text{};  // empty: the value itself
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Blanks at the end of `text`, behind a line end.
std::optional<std::size_t> indentation(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  if (last == std::string_view::npos || text[last] != '\n') return {};
  return text.size() - last - 1;
}

/// What may stand for a hole: in a value no layout looks into, since encoders write it as it is to
/// be, and in a comment.
std::string_view stand_in(const Hole& hole, std::string_view text, LanguageId language) {
  const std::string_view value = text.substr(hole.begin, hole.end - hole.begin);
  if (value.empty() || value.back() == ' ' || !is_ascii(value)) return {};
  if (hole.site->place == Place::comment) return "x";
  const bool ends_line = hole.end == text.size() || text[hole.end] == '\n';
  if (hole.site->place != Place::value || !ends_line) return {};
  const bool hcl = language == LanguageId::hcl;
  const bool map = value.front() == '{';
  const bool list = value.front() == '[';
  if (value.find('\n') != std::string_view::npos) {
    if (!indentation(value.substr(0, value.size() - 1))) return {};
    if (map) return hcl ? "{\n x = 1\n}" : "{\n x: 1\n}";
    return list ? (hcl ? "[\n 1,\n]" : "[\n 1\n]") : "";
  }
  if (value.size() == 2) return {};  // empty: it is the same everywhere
  if (hole.value.is(Kind::map) && map) return hcl ? "{ x = 1 }" : "{ x: 1 }";
  if (hole.value.is(Kind::list) && list) return "[1]";
  if (!hole.value.is(Kind::string) || value.front() != (hcl ? '"' : '\'')) return {};
  return hcl ? "\"x\"" : "'x'";
}

/// A stand-in as it is laid out, `indent` blanks in.
std::string laid_out(std::string_view stand_in, std::size_t indent) {
  std::string out;
  for (std::size_t at = 0; at < stand_in.size(); ++at) {
    out += stand_in[at];
    if (stand_in[at] != '\n') continue;
    const bool inner = stand_in[at + 1] == ' ';
    out.append(indent + (inner ? 2 : 0), ' ');
    at += inner ? 1 : 0;
  }
  return out;
}

/// Blanks at the beginning of the line that `at` stands in.
std::size_t line_indent(std::string_view text, std::size_t at) {
  const std::size_t begin = text.rfind('\n', at) + 1;  // npos + 1: the first line
  return std::min(text.find_first_not_of(' ', begin), text.size()) - begin;
}

bool in_place(const Hole& hole, std::string_view value, const StandIn& stand_in,
              std::string_view text, LayoutMemory::Known::Place at) {
  if (stand_in.text.empty()) return true;
  std::size_t indent = 0;
  if (hole.site->place == Place::value && value.find('\n') != std::string_view::npos) {
    indent = line_indent(text, at.begin);
    if (indentation(value.substr(0, value.size() - 1)) != indent) return false;
  }
  const bool ends_line = at.end == text.size() || text[at.end] == '\n';
  return text.substr(at.begin, at.end - at.begin) == laid_out(stand_in.text, indent) &&
         (ends_line || hole.site->place == Place::comment);
}

/// Lays out a text with stand-ins for values, and puts the values in. False if that is not the same
/// as to lay out all of it.
bool lay_out_around(const Language& language, Rendered& rendered, LayoutMemory& memory) {
  const std::string_view text = rendered.text;
  std::string skeleton(1, language.id() == LanguageId::hcl ? 'h' : 'b');
  std::vector<StandIn> holes;
  std::size_t at = 0;
  for (const Hole& hole : rendered.holes) {
    skeleton.append(text, at, hole.begin - at);
    StandIn& made = holes.emplace_back();
    made.text = stand_in(hole, text, language.id());
    made.begin = static_cast<std::uint32_t>(skeleton.size() - 1);
    skeleton += made.text.empty() ? text.substr(hole.begin, hole.end - hole.begin) : made.text;
    made.end = static_cast<std::uint32_t>(skeleton.size() - 1);
    at = hole.end;
  }
  skeleton.append(text, at);
  auto known = memory.find(skeleton);
  if (!known) {
    Rendered bare;
    bare.text = skeleton.substr(1);
    bare.holes = rendered.holes;
    for (std::size_t i = 0; i < holes.size(); ++i) {
      bare.holes[i].begin = holes[i].begin;
      bare.holes[i].end = holes[i].end;
    }
    auto made = std::make_shared<LayoutMemory::Known>();
    made->text = language.layout(bare.text);
    if (made->text != bare.text) follow_layout(bare, made->text);
    for (const Hole& hole : bare.holes) made->holes.push_back({hole.begin, hole.end});
    known = made;
    memory.add(skeleton, known);
  }
  std::string out;
  out.reserve(text.size() + 256);
  std::vector<LayoutMemory::Known::Place> places;
  std::size_t from = 0;
  for (std::size_t i = 0; i < holes.size(); ++i) {
    const Hole& hole = rendered.holes[i];
    const LayoutMemory::Known::Place place = known->holes[i];
    const std::string_view value = text.substr(hole.begin, hole.end - hole.begin);
    if (!in_place(hole, value, holes[i], known->text, place)) return false;
    out.append(known->text, from, place.begin - from);
    const auto begin = static_cast<std::uint32_t>(out.size());
    if (holes[i].text.empty())
      out.append(known->text, place.begin, place.end - place.begin);
    else
      out += value;
    places.push_back({begin, static_cast<std::uint32_t>(out.size())});
    from = place.end;
  }
  out.append(known->text, from);
  rendered.text = std::move(out);
  for (std::size_t i = 0; i < places.size(); ++i) {
    rendered.holes[i].begin = places[i].begin;
    rendered.holes[i].end = places[i].end;
  }
  return true;
}

/// Prints a file of JSON from the form of its shape. False where it is to be read for that.
bool print_form(const Artifact& artifact, Rendered& rendered, LayoutMemory& memory,
                const std::function<Node()>& tree) {
  if (artifact.row->dialect != Dialect::none) return false;
  const JsonForm* form = memory.form(artifact, rendered.shape, [&]() -> std::optional<JsonForm> {
    const Node root = tree ? tree() : Node();
    return root ? JsonForm::of(root.at(0), rendered) : std::nullopt;
  });
  std::string out;
  if (form == nullptr || !form->print(rendered, out)) return false;
  rendered.text = std::move(out);
  return true;
}

}  // namespace

std::shared_ptr<const LayoutMemory::Known> LayoutMemory::find(const std::string& text) const {
  const std::lock_guard lock(mutex_);
  const auto it = known_.find(text);
  return it == known_.end() ? nullptr : it->second;
}

void LayoutMemory::add(const std::string& text, std::shared_ptr<const Known> known) {
  const std::lock_guard lock(mutex_);
  if (known_.size() < kMostKnown) known_.emplace(text, std::move(known));
}

const JsonForm* LayoutMemory::form(const Artifact& artifact, std::uint64_t shape,
                                   const std::function<std::optional<JsonForm>()>& make) {
  const std::pair key(static_cast<const void*>(artifact.row), shape);
  const std::lock_guard lock(mutex_);
  auto found = forms_.find(key);
  if (found == forms_.end()) found = forms_.emplace(key, make()).first;
  return found->second ? &*found->second : nullptr;
}

void lay_out(const Artifact& artifact, Rendered& rendered, LayoutMemory* memory,
             const std::function<Node()>& tree) {
  if (!artifact.row->compiled) return;
  const Language& language = artifact.row->compiled->language();
  if (artifact.row->language == LanguageId::json) {
    if (memory != nullptr && print_form(artifact, rendered, *memory, tree)) return;
    rendered.text = language.layout(std::move(rendered.text));
  } else if (artifact.row->language == LanguageId::hcl ||
             artifact.row->language == LanguageId::bicep) {
    if (memory != nullptr && rendered.pieces.empty() && lay_out_around(language, rendered, *memory))
      return;
    std::string laid_out = language.layout(rendered.text);
    if (laid_out == rendered.text) return;
    follow_layout(rendered, laid_out);
    rendered.text = std::move(laid_out);
  }
}

}  // namespace formwork
