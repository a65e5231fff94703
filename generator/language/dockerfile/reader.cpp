#include "language/dockerfile/reader.h"

#include "base/text.h"
#include "language/dockerfile/machine.h"
#include "language/lines.h"
#include "language/scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace formwork::lang::docker {
namespace {

/// One instruction, cut out of the text by the machine.
struct Piece {
  std::uint32_t begin = 0, end = 0;
};

struct Image {
  std::string_view from{}, name{};
};

constexpr std::string_view kBlanks = " \t";

class Reader {
 public:
  Reader(SourceId source, const SourceMap& sources, Diagnostics& diagnostics)
      : source_(source),
        sources_(sources),
        text_(sources.text(source)),
        diagnostics_(diagnostics) {}

  std::optional<Document> read();

 private:
  std::optional<std::vector<Piece>> pieces();
  bool check_directives();
  bool add(const Piece& piece);
  void add_stage(std::string_view arguments, Span span);
  /// `${NAME}` and `$NAME` of `text` by the ARGs before the first FROM.
  [[nodiscard]] std::string expand(std::string_view text) const;
  std::string_view error(std::uint32_t begin, std::uint32_t end, std::string message,
                         std::string help);
  [[nodiscard]] std::uint32_t line_end(std::uint32_t at) const {
    return static_cast<std::uint32_t>(std::min(text_.find('\n', at), text_.size()));
  }

  SourceId source_;
  const SourceMap& sources_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  Document document_;
  NodeId root_ = 0, stages_ = 0, instructions_ = 0;
  NodeId last_stage_ = 0;
  std::vector<std::pair<std::string, std::string>> arguments_;
};

/// Arguments as Docker reads them: lines joined, comments between them taken out. The bodies of
/// here-documents stay as they are.
std::string join_lines(std::string_view text) {
  std::string out;
  bool continues = true;  // before the first line too
  bool first = true;
  for (const std::string_view raw : split(text, '\n')) {
    std::string_view line = raw;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!continues) {
      out += '\n';
      out += line;
      continue;
    }
    const std::string_view trimmed = trim(line);
    if (!first && (trimmed.empty() || trimmed.starts_with('#'))) continue;
    if (!first) line = line.substr(std::min(line.find_first_not_of(kBlanks), line.size()));
    first = false;
    const std::size_t last = line.find_last_not_of(kBlanks);
    continues = last != std::string_view::npos && line[last] == '\\' &&
                !(last > 0 && line[last - 1] == '\\');
    out += continues ? line.substr(0, last) : line;
  }
  while (!out.empty() && (is_blank(out.back()) || out.back() == '\n')) out.pop_back();
  return out;
}

std::optional<std::vector<Piece>> Reader::pieces() {
  std::vector<Piece> out;
  Machine machine;
  const auto size = static_cast<std::uint32_t>(text_.size());
  for (std::uint32_t i = 0; i <= size; ++i) {
    if (i == size && text_.ends_with('\n')) break;
    const char c = i == size ? '\n' : text_[i];  // the last line may lack its end
    const bool outside = machine.mode == Mode::line_start;
    if (const auto problem = machine.step(c); !problem.empty()) {
      error(i, std::min(i + 1, size), std::string(problem), "");
      return {};
    }
    if (outside && machine.mode == Mode::instruction) out.push_back({.begin = i});
    if (!out.empty() && !outside && machine.mode == Mode::line_start && out.back().end == 0)
      out.back().end = i;
  }
  if (machine.mode != Mode::line_start) {
    const std::uint32_t begin = out.empty() ? 0 : out.back().begin;
    error(begin, line_end(begin), fmt::format("the file ends {}", machine.describe()),
          "end the instruction");
    return {};
  }
  return out;
}

std::string_view Reader::error(std::uint32_t begin, std::uint32_t end, std::string message,
                               std::string help) {
  diagnostics_.add(Code::FW6003, Span{source_, begin, end}, std::move(message), std::move(help));
  return {};
}

/// `# escape=` would change what every backslash means.
bool Reader::check_directives() {
  std::uint32_t at = 0;
  while (at < text_.size()) {
    const std::uint32_t end = line_end(at);
    std::string_view line = trim(text_.substr(at, end - at));
    if (!line.starts_with('#')) return true;
    line = trim(line.substr(1));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return true;
    std::string name(trim(line.substr(0, equals)));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name == "escape") {
      error(at, end, "the directive `escape` changes what a backslash means", "remove it");
      return false;
    }
    at = end + 1;
  }
  return true;
}

std::string Reader::expand(std::string_view text) const {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '$') {
      out += text[i++];
      continue;
    }
    const bool brace = i + 1 < text.size() && text[i + 1] == '{';
    const std::size_t begin = i + (brace ? 2 : 1);
    std::size_t end = begin;
    while (end < text.size() && is_word(text[end])) ++end;
    const std::string_view name = text.substr(begin, end - begin);
    const auto found = std::find_if(arguments_.begin(), arguments_.end(),
                                    [&](const auto& a) { return a.first == name; });
    const bool closed = !brace || (end < text.size() && text[end] == '}');
    if (found == arguments_.end() || !closed) {
      out += text[i++];
      continue;
    }
    out += found->second;
    i = end + (brace ? 1 : 0);
  }
  return out;
}

Image image_of(std::string_view arguments) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0;
       (at = arguments.find_first_not_of(kBlanks, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(arguments.find_first_of(kBlanks, at), arguments.size());
    words.push_back(arguments.substr(at, end - at));
    at = end;
  }
  words.erase(std::remove_if(words.begin(), words.end(),
                             [](std::string_view w) { return w.starts_with("--"); }),
              words.end());
  if (words.empty()) return {};
  if (words.size() == 3 && (words[1] == "AS" || words[1] == "as" || words[1] == "As"))
    return {words[0], words[2]};
  return words.size() == 1 ? Image{words[0], {}} : Image{};
}

void Reader::add_stage(std::string_view arguments, Span span) {
  const Image image = image_of(arguments);
  if (image.from.empty()) {
    error(span.begin, span.end, fmt::format("`FROM {}` does not name an image", arguments),
          "write `FROM image@sha256:… AS name`");
    return;
  }
  const std::string from = expand(image.from);
  const NodeId stage = document_.add_map(span);
  document_.append(
      stage, "name", span,
      image.name.empty() ? document_.add_null(span) : add_leaf(document_, image.name, span));
  document_.append(stage, "from", span, add_leaf(document_, from, span));
  document_.append(stage, "final", span, document_.add_bool(false, span));
  instructions_ = document_.add_list(span);
  document_.append(stage, "instructions", span, instructions_);
  document_.append(stages_, stage);
  last_stage_ = stage;
}

bool Reader::add(const Piece& piece) {
  const std::string_view whole = text_.substr(piece.begin, piece.end - piece.begin);
  const std::size_t blank = std::min(whole.find_first_of(" \t\r\n"), whole.size());
  const std::string_view word = whole.substr(0, blank);
  const Span word_span{source_, piece.begin, piece.begin + static_cast<std::uint32_t>(word.size())};
  const Instruction instruction = find_instruction(word);
  if (instruction == Instruction::none) {
    error(word_span.begin, word_span.end, fmt::format("unknown instruction `{}`", printable(word)),
          "");
    return false;
  }
  const std::string arguments =
      join_lines(whole.substr(std::min(whole.find_first_not_of(kBlanks, blank), whole.size())));
  if (arguments.empty()) {
    error(word_span.begin, word_span.end, fmt::format("`{}` has no arguments", word), "");
    return false;
  }
  const Span span{source_, piece.begin, piece.end};
  if (instruction == Instruction::from) {
    add_stage(arguments, span);
    return last_stage_ != 0;
  }
  if (last_stage_ == 0) {
    if (instruction != Instruction::arg) {
      error(word_span.begin, word_span.end, fmt::format("`{}` stands before the first FROM", word),
            "only ARG may stand there");
      return false;
    }
    const std::size_t equals = arguments.find('=');
    if (equals != std::string::npos) {
      std::string value = arguments.substr(equals + 1);
      if (value.size() > 1 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
      arguments_.emplace_back(arguments.substr(0, equals), std::move(value));
    }
  }
  const NodeId node = document_.add_map(span);
  std::string name(word);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  document_.append(node, "instruction", word_span, document_.add_string(name, word_span));
  document_.append(node, "arguments", span, add_leaf(document_, arguments, span));
  document_.append(node, "line", span, document_.add_int(sources_.begin(span).line, span));
  document_.append(instructions_, node);
  return true;
}

std::optional<Document> Reader::read() {
  if (!check_directives()) return {};
  const auto found = pieces();
  if (!found) return {};
  const Span all{source_, 0, static_cast<std::uint32_t>(text_.size())};
  root_ = document_.add_map(all);
  instructions_ = document_.add_list(all);
  document_.append(root_, "instructions", all, instructions_);
  stages_ = document_.add_list(all);
  document_.append(root_, "stages", all, stages_);
  bool good = true;
  for (const Piece& piece : *found) good = add(piece) && good;
  if (!good) return {};
  if (last_stage_ == 0) {
    error(0, line_end(0), "there is no `FROM`", "begin a stage with `FROM image@sha256:…`");
    return {};
  }
  const Node last = document_.node(last_stage_).find("final");
  document_.replace(last.id(), document_.add_bool(true, last.span()));
  document_.set_root(root_);
  return std::move(document_);
}

}  // namespace

std::optional<Document> read(SourceId source, const SourceMap& sources, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  check_characters(source, sources, diagnostics);
  if (diagnostics.size() != before) return {};
  return Reader(source, sources, diagnostics).read();
}

}  // namespace formwork::lang::docker
