#include "document/reader_impl.h"
#include "document/scan.h"

#include <algorithm>
#include <utility>

namespace formwork {

Reader::Reader(SourceId source, std::string_view text, const ReaderOptions& options,
               Diagnostics& diagnostics)
    : options_(options), diagnostics_(diagnostics), source_(source), text_(text) {
  at_ = line_ = bom_size(text);
  out_.text = text;
}

std::size_t Reader::line_end(std::size_t at) const {
  const std::size_t feed = std::min(text_.find('\n', at), text_.size());
  return feed > at && text_[feed - 1] == '\r' ? feed - 1 : feed;
}

std::size_t Reader::next_line(std::size_t at) const {
  if (at < text_.size() && text_[at] == '\r') ++at;
  if (at < text_.size() && text_[at] == '\n') ++at;
  return at;
}

std::size_t Reader::skip_blanks(std::size_t at) const {
  while (at < text_.size() && is_blank(text_[at])) ++at;
  return at;
}

std::size_t Reader::skip_spaces(std::size_t at) const {
  while (at < text_.size() && text_[at] == ' ') ++at;
  return at;
}

std::size_t Reader::trim_end(std::size_t begin, std::size_t end) const {
  while (end > begin && is_blank(text_[end - 1])) --end;
  return end;
}

bool Reader::gap() {
  for (;;) {
    at_ = skip_blanks(at_);
    if (at_end()) return true;
    if (text_[at_] == '#') {
      if (at_ == token_end_ && at_ != line_) {
        return fail(Code::FW1007, span(at_, at_ + 1), "`#` follows a value without a space",
                    "write a space before `#` to begin a comment");
      }
      at_ = line_end(at_);
    }
    if (at_end() || !is_line_end(at_)) return true;
    line_ = at_ = next_line(at_);
  }
}

std::size_t Reader::tab_before() const {
  const std::size_t begin = std::max(line_, token_end_);
  const std::size_t tab = text_.substr(begin, at_ - begin).find('\t');
  return tab == kNowhere ? kNowhere : begin + tab;
}

bool Reader::is_marker(std::string_view marker, std::size_t at) const {
  return text_.substr(at).starts_with(marker) && is_space_or_end(at + marker.size());
}

bool Reader::is_any_marker(std::size_t at) const {
  return is_marker("---", at) || is_marker("...", at);
}

Span Reader::span(std::size_t begin, std::size_t end) const {
  return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Span Reader::word_span(std::size_t at) const {
  std::size_t end = at;
  while (!is_space_or_end(end)) ++end;
  return span(at, end);
}

std::string Reader::excerpt(std::size_t begin, std::size_t end) const {
  constexpr std::size_t kMost = 40;
  const std::string_view all = text_.substr(begin, end - begin);
  if (all.size() <= kMost) return std::string(all);
  std::size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(all[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string(all.substr(0, cut)) + "...";
}

std::string Reader::word(std::size_t at) const {
  const Span all = word_span(at);
  return excerpt(all.begin, all.end);
}

Diagnostic& Reader::refuse(Code code, Span where, std::string message, std::string help) {
  refused_ = true;
  return diagnostics_.add(code, where, std::move(message), std::move(help));
}

bool Reader::fail(Code code, Span where, std::string message, std::string help, Note note) {
  if (refused_) return false;
  Diagnostic& made = refuse(code, where, std::move(message), std::move(help));
  if (note.span.valid()) made.notes.push_back(std::move(note));
  return false;
}

bool Reader::fail_tab(std::size_t at) {
  return fail(Code::FW1024, span(at, at + 1), "a tab is used as indentation", "indent with spaces");
}

}  // namespace formwork
