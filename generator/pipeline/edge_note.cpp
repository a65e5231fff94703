#include "pipeline/edge_note.h"

#include "csp/security_headers.h"
#include "pipeline/other_edges.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace formwork {
namespace {

using Sent = std::map<std::string, std::set<std::string>>;
constexpr std::string_view kPolicy = "content-security-policy";
constexpr std::size_t kShown = 4;  // places of a root that a finding names

/// Whether `check` tells of the file that it is not what the spec renders.
bool differs(const FileFact& fact) {
  switch (fact.verdict) {
    case Verdict::stale_spec:
    case Verdict::stale_template:
    case Verdict::stale_compiler:
    case Verdict::edited:
    case Verdict::forged:
    case Verdict::stale_and_edited:
    case Verdict::merged:
      return fact.artifact != SIZE_MAX;
    default:
      return false;
  }
}

void add_sent(const std::vector<csp::Carrier>& carriers, Sent& out) {
  for (const csp::Carrier& carrier : carriers) {
    for (const auto* headers : {&carrier.policies, &carrier.others}) {
      for (const csp::Header& header : *headers) out[header.name].insert(header.value.value_or(""));
    }
  }
}

/// Headers that are sent with other texts than were rendered, and no other meaning.
std::vector<std::string> written_otherwise(const Sent& rendered, const Sent& committed) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& name) {
    std::string text = name.starts_with(kPolicy)
                           ? "the content security policy is written otherwise, with the same "
                             "meaning"
                           : fmt::format(
                                 "the header `{}` is written otherwise, with the same "
                                 "meaning",
                                 csp::header_title(name));
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  };
  for (const auto& [name, values] : committed) {
    const auto was = rendered.find(name);
    if (was != rendered.end() && was->second != values &&
        (csp::is_security_header(name) || name.starts_with(kPolicy)))
      add(name);
  }
  return out;
}

/// A file as it stands, read as its language reads it.
struct AsItStands {
  Document document{};
  std::vector<Object> objects{};
  Verifier::Parsed parsed{};
};

bool read_file(const Artifact& artifact, SourceId source, const SourceMap& sources, AsItStands& out,
               Diagnostics& diagnostics) {
  const Language* reader = language(artifact.row->language);
  auto document = reader->parse(source, sources, artifact.row->dialect, diagnostics);
  if (!document || !document->root()) return false;
  out.document = std::move(*document);
  out.objects = reader->objects(out.document.root(), artifact.row->dialect);
  out.parsed.root = out.document.root();
  out.parsed.objects = &out.objects;
  out.parsed.value = [](Node leaf) { return Value::of(leaf); };
  out.parsed.key = [](std::string_view key) { return std::string(key); };
  out.parsed.origin = [](Node node) { return node.span(); };
  return true;
}

Note note_of(const Diagnostic& d) {
  return {d.span, "", "DR020: " + d.message};
}

Note unreadable(const Diagnostics& why) {
  const Diagnostic* first = why.empty() ? nullptr : &why.items().front();
  return {first != nullptr ? first->span : Span{}, "",
          fmt::format("DR020: what it sends cannot be read{}{}", first != nullptr ? ": " : "",
                      first != nullptr ? first->message : std::string())};
}

bool wants_some(const std::vector<SentPolicy>& policies) {
  return std::any_of(policies.begin(), policies.end(), [](const SentPolicy& one) {
    return !one.expected.policy.empty() || (one.expected.others && !one.expected.others->empty());
  });
}

}  // namespace

CommittedEdges::CommittedEdges(const Inputs& inputs, const UnitReport& report, const Tree& tree,
                               SourceMap& sources)
    : inputs_(inputs), report_(report), tree_(tree), sources_(sources) {}

std::vector<Note> CommittedEdges::notes(const Artifact& artifact, const Rendered& rendered,
                                        SourceId committed) {
  if (artifact.row->block) return {};  // a few lines of a file of others
  if (!is_root_file(artifact.path, artifact.row->language))
    return notes_of_file(artifact, rendered, committed);
  std::vector<Note> out;
  std::size_t more = 0;
  for (const Told& one : told_of_roots()) {
    if (one.path != artifact.path) continue;
    if (out.size() < kShown)
      out.push_back(one.note);
    else
      ++more;
  }
  if (more != 0) out.push_back({{}, "", fmt::format("DR020: and {} more", more)});
  return out;
}

std::vector<Note> CommittedEdges::notes_of_file(const Artifact& artifact, const Rendered& rendered,
                                                SourceId committed) const {
  std::vector<SentPolicy> policies;
  const bool declared = !artifact.row->csp.edge.empty();
  for (const SentPolicy& one : report_.output.policies) {
    if (declared && one.path == artifact.path) policies.push_back(one);
  }
  if (policies.empty() && !may_be_edge(artifact, sources_.text(committed))) return {};
  if (!policies.empty() && is_folded_edge(policies.front().edge->id)) return {};
  AsItStands file;
  Diagnostics found;
  if (!read_file(artifact, committed, sources_, file, found))
    return wants_some(policies) ? std::vector<Note>{unreadable(found)} : std::vector<Note>();
  found = {};
  std::vector<csp::Carrier> carriers;
  if (policies.empty()) {
    std::vector<OtherEdge> edges;
    read_other_edges(artifact, file.parsed, edges);
    prove_other_edges(edges, report_.output.policies, report_.unit.document->root(), found);
    for (OtherEdge& edge : edges)
      std::move(edge.carriers.begin(), edge.carriers.end(), std::back_inserter(carriers));
  } else {
    prove_parsed(artifact, file.parsed, policies, found);
    carriers = carriers_of(*policies.front().edge, file.parsed);
  }
  std::vector<Note> out;
  for (const Diagnostic& d : found.items()) out.push_back(note_of(d));
  if (policies.empty() || !found.empty()) return out;
  // What it was is read the same way.
  SourceMap apart;
  Diagnostics ignored;
  AsItStands before;
  if (!read_file(artifact, apart.add(artifact.path, rendered.text), apart, before, ignored))
    return out;
  Sent was, is;
  add_sent(carriers_of(*policies.front().edge, before.parsed), was);
  add_sent(carriers, is);
  for (std::string& text : written_otherwise(was, is)) out.push_back({{}, "", std::move(text)});
  return out;
}

const std::vector<CommittedEdges::Told>& CommittedEdges::told_of_roots() {
  if (!told_) told_ = judge_roots();
  return *told_;
}

// One file of the root is told of it: that whose row carries the policy, else the first.
std::string CommittedEdges::told_at(const std::string& root,
                                    const std::vector<FoldedEdge>& edges) const {
  std::string first;
  for (const FileFact& fact : report_.files) {
    if (!differs(fact)) continue;
    const Artifact& artifact = report_.output.artifacts[fact.artifact];
    if (!is_root_file(artifact.path, artifact.row->language) || !stands_in(artifact.path, root))
      continue;
    if (std::any_of(edges.begin(), edges.end(),
                    [&](const FoldedEdge& edge) { return edge.artifact == &artifact; }))
      return artifact.path;
    if (first.empty()) first = artifact.path;
  }
  return first;
}

CommittedEdges::Sent CommittedEdges::rendered_roots() const {
  Roots roots(fmt::format("infra/{}", report_.unit.name));
  Document scratch;
  Rendered rendered;
  for (const Artifact& artifact : report_.output.artifacts) {
    if (!is_root_file(artifact.path, artifact.row->language)) continue;
    scratch.clear();
    if (print_artifact(artifact, sources_, scratch, Trace::no, rendered)) return {};
    roots.collect(artifact, rendered);
  }
  Sent out;
  Diagnostics ignored;
  if (!roots.fold(inputs_, sources_, ignored)) return {};
  for (const Root& root : roots.all()) add_sent(carriers_of(root), out);
  return out;
}

std::vector<CommittedEdges::Told> CommittedEdges::judge_roots() {
  std::vector<FoldedEdge> edges;
  bool some = false;
  for (const Artifact& artifact : report_.output.artifacts) {
    if (!is_folded_edge(artifact.row->csp.edge)) continue;
    FoldedEdge& edge = edges.emplace_back(FoldedEdge{&artifact, {}});
    for (const SentPolicy& one : report_.output.policies) {
      if (one.path == artifact.path) edge.policies.push_back(one);
    }
    some = some || wants_some(edge.policies);
  }
  // The root as it stands, strangers in its folder as well.
  Roots roots(fmt::format("infra/{}", report_.unit.name));
  std::map<std::string, SourceId> differing;
  for (const FileFact& fact : report_.files) {
    const bool ours = fact.artifact != SIZE_MAX;
    const std::string& path = fact.state.path;
    const LanguageId language =
        ours ? report_.output.artifacts[fact.artifact].row->language
             : (path.find(".bicep") != std::string::npos ? LanguageId::bicep : LanguageId::hcl);
    if (fact.kind != FileKind::regular || fact.unread != 0 || !is_root_file(path, language))
      continue;
    auto bytes = tree_.read(path);
    if (!bytes) continue;
    some = some || bytes->find("cdn_frontdoor") != std::string::npos ||
           bytes->find("Microsoft.Cdn") != std::string::npos;
    if (differs(fact)) differing.emplace(path, sources_.add(path, *bytes));
    roots.collect(path, language, std::move(*bytes));
  }
  if (!some || roots.empty()) return {};

  std::vector<Told> out;
  const auto tell = [&](const std::string& root, Note note) {
    const std::string path =
        note.span.valid() ? std::string(sources_.path(note.span.source)) : told_at(root, edges);
    if (!path.empty()) out.push_back({path, std::move(note)});
  };
  Diagnostics found;
  if (!roots.fold(inputs_, sources_, found)) {
    Note note = unreadable(found);
    note.span = {};
    const std::string at = found.empty() ? std::string() : found.items().front().path;
    if (differing.contains(at))
      out.push_back({at, std::move(note)});
    else
      tell(at.find('/') == std::string::npos ? at : folder_of(at), std::move(note));
    return out;
  }
  // Of what is found only what stands in a file that differs has a place of its own.
  const auto place = [&](Node node) {
    if (!node || !node.span().valid()) return Span{};
    const auto it = differing.find(roots.path(node.span()));
    return it == differing.end() ? Span{} : Span{it->second, node.span().begin, node.span().end};
  };
  prove_roots(roots, edges, report_.unit.document->root(), place, found);
  Sent is;
  for (const Root& root : roots.all()) add_sent(carriers_of(root), is);
  for (const Diagnostic& d : found.items()) {
    Note note = note_of(d);
    const bool own = std::any_of(differing.begin(), differing.end(),
                                 [&](const auto& one) { return one.second == note.span.source; });
    if (!own) note.span = {};
    tell(d.path, std::move(note));
  }
  if (!found.empty() || is.empty()) return out;
  for (std::string& text : written_otherwise(rendered_roots(), is))
    tell(roots.all().front().path, {{}, "", std::move(text)});
  return out;
}

}  // namespace formwork
