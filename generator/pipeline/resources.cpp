#include "pipeline/resources.h"

#include "base/sha256.h"
#include "base/text.h"
#include "rules/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace formwork {
namespace {

constexpr std::size_t kShown = 8;  // addresses a finding names

/// Its length ends it: no escapes are needed.
void append_text(std::string_view text, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{}\"", text.size());
  out += text;
}

/// Paths of `ignore_changes`: `template[0].container[0].image`; `all` ignores everything.
class Ignored {
 public:
  explicit Ignored(Node body) {
    for (const Node block : body.find("lifecycle")) {
      const Node paths = block.find("ignore_changes");
      if (paths.is(Kind::list)) {
        for (const Node path : paths) paths_.emplace_back(path.text());
      } else if (paths) {
        all_ = paths.text() == "all";
      }
    }
  }
  [[nodiscard]] bool all() const { return all_; }
  [[nodiscard]] bool has(std::string_view path) const {
    return std::find(paths_.begin(), paths_.end(), path) != paths_.end();
  }
  [[nodiscard]] bool empty() const { return paths_.empty(); }

 private:
  bool all_ = false;
  std::vector<std::string> paths_{};
};

/// Canonical text of a body: one spelling for one meaning. What is not known is marked, so that it
/// is never the same as a text.
class Canonical {
 public:
  using Pieces = std::vector<RecordShape::Piece>;
  explicit Canonical(const Ignored& ignored) : ignored_(ignored) {}
  Pieces take(Node body) {
    add(body);
    if (!out_.empty()) pieces_.push_back({std::move(out_), {}});
    return std::move(pieces_);
  }

 private:
  void add(Node node) {
    switch (node.kind()) {
      case Kind::map: {
        out_ += '{';
        const std::size_t length = path_.size();
        for (const Node child : by_key(node)) {
          if (!ignored_.empty()) {
            if (length != 0) path_ += '.';
            path_ += child.key();
          }
          if (ignored_.empty() || !ignored_.has(path_)) {
            text(child.key());
            out_ += ':';
            add(child);
            out_ += ',';
          }
          path_.resize(length);
        }
        out_ += '}';
        return;
      }
      case Kind::list: {
        out_ += '[';
        const std::size_t length = path_.size();
        std::size_t at = 0;
        for (const Node item : node) {
          if (!ignored_.empty()) path_ += fmt::format("[{}]", at++);
          if (ignored_.empty() || !ignored_.has(path_)) add(item);
          path_.resize(length);
          out_ += ',';
        }
        out_ += ']';
        return;
      }
      case Kind::null:
        out_ += '0';
        return;
      case Kind::boolean:
      case Kind::integer:
      case Kind::number:
        out_ += node.text();
        return;
      case Kind::unknown:
        out_ += '?';
        text(node.text());
        return;
      case Kind::hole:
        pieces_.push_back({std::exchange(out_, {}), {}});
        pieces_.push_back({{}, std::stoul(std::string(node.text()))});
        return;
      default:
        text(node.text());
        return;
    }
  }
  void text(std::string_view text) { append_text(text, out_); }

  const Ignored& ignored_;
  std::string path_{};
  std::string out_{};
  Pieces pieces_{};
};

bool printable_name(std::string_view text) {
  return !text.empty() && text.size() <= 256 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// The address that an expression is, as a reference is written in `moved`: its own text, without
/// blanks.
std::string reference(Node node, const SourceMap& sources) {
  std::string out;
  for (const char c : sources.text(node.span())) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

const LockResources& of(const Lock& lock, const std::string& root) {
  static const LockResources kNone;
  const auto it = lock.resources.find(root);
  return it == lock.resources.end() ? kNone : it->second;
}

/// The name of what is lost, where its address is another resource's now.
std::string called(const ResourceChange& lost) {
  return lost.note.empty() ? std::string() : fmt::format(", which is called `{}`,", lost.note);
}

bool in_production(const UnitReport& report) {
  return report.unit.environment == nullptr || report.unit.environment->rank == 2;
}

}  // namespace

std::vector<RecordShape> record_shapes(const Root& root) {
  std::vector<RecordShape> out;
  const bool bicep = root.language == LanguageId::bicep;
  for (const Object& object : root.folded.objects) {
    const std::string_view type = object.type;
    const bool module = type.ends_with("/module");
    if (!module &&
        (!is_folded_type(type) || type == "bicep/existing" || type.starts_with("terraform/data/")))
      continue;
    RecordShape& made = out.emplace_back();
    made.address = object.name;
    if (module)
      made.type = "module";
    else if (bicep)
      made.type = type.substr(6);
    if (const Node name = object.body.find("name"); name && !module && !name.is(Kind::unknown)) {
      if (name.is(Kind::hole))
        made.name.step = std::stoul(std::string(name.text()));
      else if (name.is_scalar())
        made.name.literal = name.text();
    }
    const Ignored ignored(object.body);
    if (!ignored.all()) made.body = Canonical(ignored).take(object.body);
  }
  // Of two that have one address, the first.
  std::stable_sort(out.begin(), out.end(), [](const RecordShape& a, const RecordShape& b) {
    return a.address < b.address;
  });
  return out;
}

LockResources records_of(const std::vector<RecordShape>& shapes, fold::Trace::Run* run) {
  LockResources out;
  std::string body;
  for (const RecordShape& shape : shapes) {
    LockResource record;
    record.type = shape.type;
    const std::string_view name =
        shape.name.step ? run->text(*shape.name.step) : std::string_view(shape.name.literal);
    if (printable_name(name)) record.name = name;
    body.clear();
    for (const RecordShape::Piece& piece : shape.body) {
      body += piece.literal;
      if (!piece.step) continue;
      if (run->kind(*piece.step) == fold::DatumKind::string)
        append_text(run->text(*piece.step), body);
      else
        body += run->text(*piece.step);
    }
    record.digest = sha256(body).short_hex();
    out.emplace_hint(out.end(), shape.address, std::move(record));
  }
  return out;
}

std::vector<AddressMove> moves_of(const Root& root, const SourceMap& sources, fold::Trace* trace) {
  std::vector<AddressMove> out;
  for (const Object& object : root.folded.objects) {
    const bool moved = object.type == "terraform/moved";
    if (!moved && object.type != "terraform/removed") continue;
    const std::string prefix = object.name.empty() ? "" : object.name + ".";
    const Node from = object.body.find("from");
    const Node to = object.body.find("to");
    if (!from || (moved && !to)) continue;
    if (trace != nullptr) trace->quoted(object.body.span());
    AddressMove move{prefix + reference(from, sources)};
    if (moved) move.to = prefix + reference(to, sources);
    for (const Node block : object.body.find("lifecycle")) {
      const Node destroy = block.find("destroy");
      if (destroy.is(Kind::boolean)) move.destroys = destroy.as_bool();
    }
    out.push_back(std::move(move));
  }
  return out;
}

std::vector<RootChanges> resource_changes(const UnitReport& report, bool first) {
  std::vector<RootChanges> out;
  const UnitOutput& now = report.output;
  if (!report.old || !now.resources_known || (!report.lock_present && !first)) return out;
  std::map<std::string, std::vector<AddressMove>> roots = now.moves;
  for (const auto& [root, resources] : report.old->resources) roots.try_emplace(root);
  for (const auto& [root, resources] : now.lock.resources) roots.try_emplace(root);
  for (const auto& [root, moves] : roots) {
    auto changes = compare_addresses(of(*report.old, root), of(now.lock, root), moves);
    if (!changes.empty()) out.push_back({root, std::move(changes)});
  }
  return out;
}

void report_losses(const UnitReport& report, Diagnostics& diagnostics) {
  for (const RootChanges& root : resource_changes(report, false)) {
    std::vector<const ResourceChange*> lost;
    for (const ResourceChange& change : root.changes) {
      if (change.action == ResourceAction::lose &&
          !waived("DR019", root.root, change.address, report.output.waivers))
        lost.push_back(&change);
    }
    if (lost.empty()) continue;
    const ResourceChange& one = *lost.front();
    const bool bicep = !of(*report.old, root.root).at(one.address).type.empty();
    const char* fate =
        bicep ? "would be left behind in Azure, managed by nothing" : "would be destroyed";
    Diagnostic d =
        make(Code::DR019, report.unit.lock_path,
             lost.size() == 1
                 ? fmt::format("`{}`{} of `{}` {}", one.address, called(one), root.root, fate)
                 : fmt::format("{} resources of `{}` {}", lost.size(), root.root, fate),
             fmt::format("bring it back in the spec, or say that it goes: {}a waiver of DR019 for "
                         "`{}#{}`",
                         bicep ? "" : "a `moved` or `removed` block in the root's template, or ",
                         root.root, lost.size() == 1 ? one.address : "**"));
    d.span = one.record;
    d.severity = in_production(report) ? Severity::error : Severity::warning;
    if (lost.size() > 1) {
      for (std::size_t i = 0; i < lost.size() && i < kShown; ++i)
        d.notes.push_back(
            {lost[i]->record, "", fmt::format("`{}`{}", lost[i]->address, called(*lost[i]))});
      if (lost.size() > kShown)
        d.notes.push_back({{}, "", fmt::format("and {} more", lost.size() - kShown)});
    }
    diagnostics.add(std::move(d));
  }
}

}  // namespace formwork
