#include "parity/table.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <initializer_list>

namespace formwork::parity {
namespace {

class Loader {
 public:
  Loader(Table& table, Diagnostics& diagnostics) : table_(table), diagnostics_(diagnostics) {}

  void load(Node root) {
    if (!fields(root, {"version", "reasons", "resources", "modules"})) return;
    if (root.find("version").text() != "1")
      return fail(root.find("version"), "the table is not of version 1");
    reasons_ = root.find("reasons");
    for (const Node row : root.find("resources")) type(row);
    for (const Node module : root.find("modules")) {
      std::vector<Pair>& pairs = table_.modules[std::string(module.key())];
      for (const Node row : module) pair(row, pairs);
    }
  }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  void fail(Node at, std::string message, std::string help = {}) {
    ok_ = false;
    diagnostics_.add(Code::FW6037, at ? at.span() : Span{}, std::move(message), std::move(help));
  }

  bool fields(Node map, std::initializer_list<std::string_view> known) {
    if (!map.is(Kind::map)) {
      fail(map, "a map is expected here");
      return false;
    }
    for (const Node child : map) {
      if (std::find(known.begin(), known.end(), child.key()) != known.end()) continue;
      ok_ = false;
      diagnostics_.add(Code::FW6037, child.key_span(),
                       fmt::format("`{}` is not of the grammar of a parity table", child.key()),
                       "see docs/parity.md");
      return false;
    }
    return true;
  }

  static std::string text(Node map, std::string_view key) {
    const Node node = map.find(key);
    return node && node.is_scalar() && !is_null(node) ? std::string(node.text()) : std::string();
  }
  static bool is_null(Node node) {
    return node.is(Kind::null) || (node.style() == Style::plain && node.text() == "null");
  }
  static bool is_true(Node node) { return node && node.text() == "true"; }

  void type(Node row) {
    if (!fields(row,
                {"terraform", "arm", "reason", "at", "key", "children", "lists", "properties"}))
      return;
    Type out;
    out.terraform = text(row, "terraform");
    out.arm = text(row, "arm");
    out.at = text(row, "at");
    out.key = text(row, "key");
    out.span = row.span();
    if (out.terraform.empty()) return fail(row, "a type needs `terraform`");
    if (out.arm.empty() && text(row, "reason").empty())
      return fail(row, "a type without `arm` needs a `reason`");
    for (const Node child : row.find("children")) out.children.emplace_back(child.text());
    for (const Node list : row.find("lists")) {
      if (!fields(list, {"terraform", "arm", "of", "key"})) return;
      out.lists.push_back(
          {text(list, "terraform"), text(list, "arm"), text(list, "of"), text(list, "key")});
      if (out.lists.back().key.empty()) return fail(list, "a list needs the `key` of its elements");
    }
    for (const Node property : row.find("properties")) this->property(property, out);
    const std::string name = out.terraform;
    if (!table_.types.emplace(name, std::move(out)).second)
      fail(row, fmt::format("`{}` is there twice", name));
  }

  void property(Node row, Type& type) {
    if (!fields(row, {"terraform", "arm", "of", "map", "capture", "list", "ref", "only", "reason",
                      "value", "owner", "named"}))
      return;
    Property out;
    out.terraform = text(row, "terraform");
    out.arm = text(row, "arm");
    out.of = text(row, "of");
    out.named = text(row, "named");
    if (!out.named.empty() && out.of.empty())
      return fail(row.find("named"), "`named` is the name of a child, whose type `of` says");
    out.span = row.span();
    const std::string only = text(row, "only");
    if (only == "terraform")
      out.only = Property::Only::terraform;
    else if (only == "bicep")
      out.only = Property::Only::bicep;
    else if (!only.empty())
      return fail(row.find("only"), "`only` is `terraform` or `bicep`");
    const bool fits = out.only == Property::Only::no
                          ? !out.terraform.empty() && !out.arm.empty()
                          : out.terraform.empty() == (out.only == Property::Only::bicep) &&
                                out.arm.empty() == (out.only == Property::Only::terraform);
    if (!fits)
      return fail(row,
                  "a row has `terraform` and `arm`, or one of them and the `only` that says so");
    if (out.only != Property::Only::no && text(row, "reason").empty())
      return fail(row, "what one side has alone needs a `reason`");
    if (const std::string reason = text(row, "reason");
        !reason.empty() && reason.find(' ') == std::string::npos && !reasons_.find(reason))
      return fail(row.find("reason"), fmt::format("there is no reason `{}`", reason));
    if (const Node value = row.find("value")) out.value = std::string(value.text());
    out.owned = static_cast<bool>(row.find("owner"));
    out.separator = text(row, "list");
    for (const Node value : row.find("map"))
      out.values.emplace(value.key(), is_null(value) ? "null" : std::string(value.text()));
    if (const Node capture = row.find("capture")) {
      if (!fields(capture, {"terraform", "arm"})) return;
      out.capture_terraform = pattern(capture.find("terraform"));
      out.capture_arm = pattern(capture.find("arm"));
    }
    if (!path(row.find("terraform"), out.terraform, out.terraform_path) ||
        !path(row.find("arm"), out.arm, out.arm_path))
      return;
    type.properties.push_back(std::move(out));
  }

  std::shared_ptr<re2::RE2> pattern(Node node) {
    if (!node) return nullptr;
    auto out = std::make_shared<re2::RE2>(re2::StringPiece(node.text().data(), node.text().size()),
                                          RE2::Quiet);
    if (out->ok() && out->NumberOfCapturingGroups() == 1) return out;
    fail(node, "this is no pattern with one group");
    return nullptr;
  }

  // `a.b[].c`, `[type=X]`, `[http]`, `{}`
  bool path(Node at, std::string_view text, Path& out) {
    while (!text.empty()) {
      if (text.front() == '.') text.remove_prefix(1);
      const std::size_t end = std::min(text.find_first_of(".[{"), text.size());
      if (end != 0) out.push_back({Step::Kind::key, std::string(text.substr(0, end))});
      text.remove_prefix(end);
      if (text.empty() || text.front() == '.') {
        if (end == 0) break;
        continue;
      }
      const char close = text.front() == '[' ? ']' : '}';
      const std::size_t stop = text.find(close);
      if (stop == std::string_view::npos) {
        fail(at, fmt::format("`{}` has no end", text));
        return false;
      }
      const std::string_view inner = text.substr(1, stop - 1);
      const std::size_t equals = inner.find('=');
      if (close == '}')
        out.push_back({Step::Kind::keys});
      else if (inner.empty())
        out.push_back({Step::Kind::each});
      else if (equals == std::string_view::npos)
        out.push_back({Step::Kind::having, std::string(inner)});
      else
        out.push_back({Step::Kind::where, std::string(inner.substr(0, equals)),
                       std::string(inner.substr(equals + 1))});
      text.remove_prefix(stop + 1);
    }
    return true;
  }

  void pair(Node row, std::vector<Pair>& out) {
    if (!fields(row, {"terraform", "bicep"})) return;
    Pair made;
    made.terraform = text(row, "terraform");
    made.span = row.span();
    for (const Node symbol : row.find("bicep")) made.bicep.emplace_back(symbol.text());
    made.type = table_.type(std::string_view(made.terraform).substr(0, made.terraform.find('.')));
    if (made.type == nullptr)
      return fail(row, fmt::format("the table has no type for `{}`", made.terraform));
    if (made.bicep.empty() != made.type->arm.empty())
      return fail(row, fmt::format("`{}` {}", made.terraform,
                                   made.bicep.empty() ? "needs its symbols in `bicep`"
                                                      : "has no counterpart in ARM"));
    out.push_back(std::move(made));
  }

  Table& table_;
  Diagnostics& diagnostics_;
  Node reasons_{};
  bool ok_ = true;
};

}  // namespace

const Type* Table::type(std::string_view terraform) const {
  const auto it = types.find(terraform);
  return it == types.end() ? nullptr : &it->second;
}

std::unique_ptr<const Table> load_table(const Document& document, Diagnostics& diagnostics) {
  auto table = std::make_unique<Table>();
  Loader loader(*table, diagnostics);
  loader.load(document.root());
  if (!loader.ok()) return nullptr;
  return table;
}

}  // namespace formwork::parity
