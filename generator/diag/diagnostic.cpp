#include "diag/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace formwork {

Diagnostic make(Code code, Span span, std::string message, std::string help) {
  Diagnostic out;
  out.code = code;
  out.severity = info(code).severity;
  out.span = span;
  out.message = std::move(message);
  out.help = std::move(help);
  return out;
}

Diagnostic make(Code code, std::string path, std::string message, std::string help) {
  Diagnostic out = make(code, Span{}, std::move(message), std::move(help));
  out.path = std::move(path);
  return out;
}

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  items_.push_back(std::move(diagnostic));
  return items_.back();
}

void Diagnostics::append(Diagnostics&& other) {
  errors_ += other.errors_;
  std::move(other.items_.begin(), other.items_.end(), std::back_inserter(items_));
  other = Diagnostics();
}

// A caller may raise the severity of a diagnostic it was handed by reference.
bool Diagnostics::raised() const {
  return std::any_of(items_.begin(), items_.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::vector<Diagnostic> Diagnostics::sorted(const SourceMap& sources) const {
  std::vector<Diagnostic> out = items_;
  const auto path = [&](const auto& d) {
    return d.span.valid() ? sources.path(d.span.source) : std::string_view(d.path);
  };
  const auto key = [&](const Diagnostic& d) {
    return std::tuple(path(d), d.span.begin, d.span.end, info(d.code).id, std::string_view(d.rule),
                      std::string_view(d.message));
  };
  const auto before = [&](const Note& a, const Note& b) {
    return std::tuple(path(a), a.span.begin, a.span.end, std::string_view(a.text)) <
           std::tuple(path(b), b.span.begin, b.span.end, std::string_view(b.text));
  };
  // Of identical ones the gravest stays, else the one that says least: never the one that came
  // first.
  const auto less = [&](const Diagnostic& a, const Diagnostic& b) {
    if (key(a) != key(b)) return key(a) < key(b);
    if (a.severity != b.severity) return a.severity > b.severity;
    if (a.help != b.help) return a.help < b.help;
    if (a.detail != b.detail) return a.detail < b.detail;
    return std::lexicographical_compare(a.notes.begin(), a.notes.end(), b.notes.begin(),
                                        b.notes.end(), before);
  };
  std::sort(out.begin(), out.end(), less);
  out.erase(std::unique(out.begin(), out.end(),
                        [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
            out.end());
  return out;
}

int Diagnostics::exit_status(Severity fail_on) const {
  int status = 0;
  for (const Diagnostic& d : items_) {
    if (d.severity >= fail_on) status = std::max(status, info(d.code).exit);
  }
  return status;
}

}  // namespace formwork
