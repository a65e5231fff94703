#include "rules/redact.h"

#include <algorithm>
#include <set>

namespace formwork {
namespace {

constexpr std::string_view kMask = "***";
// This much of a token is the token: its issuer's prefix is at most eleven characters long, and
// what follows it is random.
constexpr std::size_t kKnown = 8;

bool blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// How much of `secret` stands at the start of `text`; messages write a line end as a blank.
std::size_t common(std::string_view text, std::string_view secret) {
  std::size_t n = 0;
  while (n < text.size() && n < secret.size() &&
         (text[n] == secret[n] || (blank(text[n]) && blank(secret[n]))))
    ++n;
  return n;
}

void mask(std::string& text, const HiddenText& hidden) {
  const std::size_t least = hidden.before.empty() ? std::min(kKnown, hidden.text.size()) : 1;
  const std::string start = hidden.before + hidden.text.substr(0, least);
  if (hidden.text.empty()) return;
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
    at += hidden.before.size();
    text.replace(at, common(std::string_view(text).substr(at), hidden.text), kMask);
    at += kMask.size();
  }
}

// A private key that a message quotes has lost its end: no more than the quotation is taken out.
std::size_t quoted_end(std::string_view text, const SecretMatch& match) {
  const std::size_t end = match.begin + match.size;
  return match.kind == "private key" ? std::min(text.find('`', match.begin), end) : end;
}

void mask(Diagnostic& d, const std::vector<HiddenText>& hidden) {
  for (std::string* text : {&d.message, &d.path, &d.detail, &d.help}) *text = redact(*text, hidden);
  for (Note& note : d.notes) {
    note.text = redact(note.text, hidden);
    note.path = redact(note.path, hidden);
  }
  if (d.fix && redact(d.fix->replacement, hidden) != d.fix->replacement) d.fix.reset();
}

}  // namespace

HiddenText hidden_text(std::string_view text, const SecretMatch& match) {
  HiddenText out;
  out.text = std::string(text.substr(match.begin, match.size));
  // A password may be a word as any other: it is known by the user's name before it.
  const std::size_t scheme = text.substr(0, match.begin).rfind("://");
  if (match.begin != 0 && text[match.begin - 1] == ':' && scheme != std::string_view::npos)
    out.before = std::string(text.substr(scheme, match.begin - scheme));
  return out;
}

std::string redact(std::string_view text, const std::vector<HiddenText>& hidden) {
  std::string out(text);
  for (const HiddenText& one : hidden) mask(out, one);
  std::size_t from = 0;
  while (const auto found = find_secret(std::string_view(out).substr(from))) {
    const std::string_view rest = std::string_view(out).substr(from);
    const std::size_t end = quoted_end(rest, *found);
    out.replace(from + found->begin, end - found->begin, kMask);
    // Kinds are looked for one after another: begin again, unless nothing was taken out.
    if (end == found->begin) from += found->begin + 1;
  }
  return out;
}

void redact(std::vector<Diagnostic>& diagnostics, SourceMap& sources) {
  std::set<SourceId> cited;
  std::vector<HiddenText> hidden;
  for (Diagnostic& d : diagnostics) {
    cited.insert(d.span.source);
    for (const Note& note : d.notes) cited.insert(note.span.source);
    std::move(d.hidden.begin(), d.hidden.end(), std::back_inserter(hidden));
    d.hidden.clear();
  }
  cited.erase(SourceId{0});
  for (const SourceId id : cited) {
    const std::string_view text = sources.text(id);
    for (const SecretMatch& match : find_secrets(text)) {
      hidden.push_back(hidden_text(text, match));
      sources.hide(Span{id, static_cast<std::uint32_t>(match.begin),
                        static_cast<std::uint32_t>(match.begin + match.size)});
    }
  }
  for (Diagnostic& d : diagnostics) mask(d, hidden);
}

}  // namespace formwork
