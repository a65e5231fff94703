#include "parity/values.h"

#include "base/text.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace formwork::parity {
namespace {

void add_leaf(Node node, const std::string& context, const Leaves& leaves,
              std::vector<Found>& out) {
  if (!node || node.is(Kind::null)) return;
  if (node.is(Kind::list)) {
    for (const Node item : node) add_leaf(item, context, leaves, out);
    return;
  }
  out.push_back({context, node, leaves.of(node), node.span(), node.is(Kind::unknown)});
}

void add_unknown(Node node, const std::string& context, std::vector<Found>& out) {
  out.push_back({context, node, text_of(node.text()), node.span(), true});
}

std::string element_context(const std::string& context, Node element, const std::string& key,
                            const Leaves& leaves) {
  const Node name = element.find(key);
  return fmt::format("{}[{}]", context, name && name.is_scalar() ? leaves.of(name).text() : "?");
}

class Walk {
 public:
  Walk(const Path& path, const Leaves& leaves, std::vector<Found>& out)
      : path_(path), leaves_(leaves), out_(out) {}

  void terraform(Node node, std::size_t at, const std::string& context, std::string dotted,
                 const Type& type) {
    if (at == path_.size()) return add_leaf(node, context, leaves_, out_);
    if (!node || node.is(Kind::null)) return;
    if (node.is(Kind::unknown)) return add_unknown(node, context, out_);
    if (node.is(Kind::list)) {
      const auto keyed = std::find_if(type.lists.begin(), type.lists.end(),
                                      [&](const Keyed& k) { return k.terraform == dotted; });
      for (const Node block : node)
        terraform(block, at,
                  keyed == type.lists.end() ? context
                                            : element_context(context, block, keyed->key, leaves_),
                  dotted, type);
      return;
    }
    if (!dotted.empty()) dotted += '.';
    dotted += path_[at].name;
    terraform(node.find(path_[at].name), at + 1, context, std::move(dotted), type);
  }

  void arm(Node node, std::size_t at, const std::string& context, std::string dotted,
           const Type& type) {
    if (at == path_.size()) return add_leaf(node, context, leaves_, out_);
    if (!node || node.is(Kind::null)) return;
    if (node.is(Kind::unknown)) return add_unknown(node, context, out_);
    const Step& step = path_[at];
    switch (step.kind) {
      case Step::Kind::key:
        if (!dotted.empty()) dotted += '.';
        dotted += step.name;
        return arm(node.find(step.name), at + 1, context, std::move(dotted), type);
      case Step::Kind::keys:
        for (const Node child : node) {
          if (at + 1 == path_.size())
            out_.push_back({context, {}, text_of(child.key()), child.key_span(), false});
          else
            arm(child, at + 1, context, dotted + "{}", type);
        }
        return;
      case Step::Kind::each:
        return elements(node, at, context, dotted + "[]", type, [](Node) { return Same::yes; });
      case Step::Kind::having:
        return elements(node, at, context, fmt::format("{}[{}]", dotted, step.name), type,
                        [&](Node e) { return e.find(step.name) ? Same::yes : Same::no; });
      case Step::Kind::where:
        return elements(node, at, context, fmt::format("{}[{}={}]", dotted, step.name, step.value),
                        type, [&](Node e) {
                          const Node value = e.find(step.name);
                          if (!value) return Same::no;
                          if (value.is(Kind::unknown)) return Same::unknown;
                          return is_equal(leaves_.of(value), text_of(step.value)) ? Same::yes
                                                                                  : Same::no;
                        });
    }
  }

 private:
  template <class Wanted>
  void elements(Node list, std::size_t at, const std::string& context, const std::string& dotted,
                const Type& type, const Wanted& wanted) {
    if (!list.is(Kind::list)) return;
    const auto keyed = std::find_if(type.lists.begin(), type.lists.end(),
                                    [&](const Keyed& k) { return k.arm == dotted; });
    for (const Node element : list) {
      if (element.is(Kind::unknown)) {
        add_unknown(element, context, out_);
        continue;
      }
      const Same fits = wanted(element);
      if (fits == Same::no) continue;
      const std::string inner = keyed == type.lists.end()
                                    ? context
                                    : element_context(context, element, keyed->key, leaves_);
      if (fits == Same::unknown)
        add_unknown(element, inner, out_);
      else
        arm(element, at + 1, inner, dotted, type);
    }
  }

  const Path& path_;
  const Leaves& leaves_;
  std::vector<Found>& out_;
};

/// A value as it is compared: `1.0` is `1`.
std::string plain(std::string_view text) {
  if (text.find('.') != std::string_view::npos &&
      text.find_first_not_of("0123456789.-") == std::string_view::npos) {
    while (text.ends_with('0')) text.remove_suffix(1);
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  return std::string(text);
}

bool same_plain(std::string_view a, std::string_view b) {
  return a == b ||
         ((a.find('.') != std::string_view::npos || b.find('.') != std::string_view::npos) &&
          plain(a) == plain(b));
}

/// The group of the pattern; the text itself where it does not fit.
Datum captured(const std::shared_ptr<re2::RE2>& pattern, const Datum& text) {
  if (!pattern) return text;
  return fold::Trace::changed(text, [pattern](const std::string& whole) {
    std::string out;
    const std::string written = plain(whole);
    return re2::RE2::PartialMatch(written, *pattern, &out) ? out : written;
  });
}

struct Compared {
  Node node{};   // a map, or unknown
  Datum text{};  // otherwise
  bool unknown = false;
};

void split_into(const std::string& text, const std::string& separator, std::vector<Compared>& out) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(separator, begin);
    out.push_back({{}, text_of(trim(std::string_view(text).substr(begin, end - begin)))});
    if (end == std::string::npos) return;
    begin = end + separator.size();
  }
}

std::vector<Compared> prepared(const std::vector<Found>& values, const Property& property,
                               bool terraform) {
  std::vector<Compared> out;
  for (const Found& value : values) {
    if (value.unknown) {
      // Of a text that is known in part, the part that counts may be.
      const auto& pattern = terraform ? property.capture_terraform : property.capture_arm;
      std::string_view text = value.node ? value.node.text() : std::string_view();
      if (!text.empty() && (text.back() == '\'' || text.back() == '"')) text.remove_suffix(1);
      std::string part;
      if (pattern &&
          re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern, &part) &&
          part.find("${") == std::string::npos) {
        out.push_back({{}, text_of(part)});
        continue;
      }
    }
    if (value.unknown || (value.node && value.node.is(Kind::map))) {
      out.push_back({value.node, {}, value.unknown});
      continue;
    }
    Datum text =
        captured(terraform ? property.capture_terraform : property.capture_arm, value.scalar);
    if (terraform && !property.values.empty()) {
      if (const auto it = property.values.find(plain(text.text())); it != property.values.end()) {
        if (it->second == "null") continue;
        text = text_of(it->second);
      }
    }
    if (!property.separator.empty() && property.separator != "of-one")
      split_into(text.text(), property.separator, out);
    else
      out.push_back({{}, std::move(text)});
  }
  if (terraform && values.empty()) {
    if (const auto it = property.values.find("null");
        it != property.values.end() && it->second != "null")
      out.push_back({{}, text_of(it->second)});
  }
  return out;
}

Same both(Same a, Same b) {
  return std::max(a, b);
}

Same same_unknown(std::string_view terraform, std::string_view arm, const References& references) {
  const auto a = references.terraform(terraform);
  const auto b = a ? references.bicep(arm) : std::nullopt;
  if (!a || !b) return Same::unknown;
  if (*a == *b) return Same::by_reference;
  // `resource 7.id`: of one resource two words may mean the same; a module's outputs have one name.
  const auto kind = [](const std::string& text) { return text.substr(0, text.find(' ')); };
  const auto thing = [](const std::string& text) { return text.substr(0, text.find('.')); };
  if (kind(*a) != kind(*b)) return Same::unknown;
  return kind(*a) == "resource" && thing(*a) == thing(*b) ? Same::unknown : Same::no;
}

Same same_one(const Compared& t, const Compared& a, const References& references) {
  if (t.unknown && a.unknown) return same_unknown(t.node.text(), a.node.text(), references);
  if (t.unknown || a.unknown) return Same::unknown;
  if (t.node && a.node) return same_node(t.node, a.node, references);
  if (t.node || a.node) return Same::no;
  return fold::Trace::tested(t.text, a.text, same_plain) ? Same::yes : Same::no;
}

}  // namespace

Datum Leaves::of(Node leaf) const {
  if (!leaf.is(Kind::hole) || trace_ == nullptr) return text_of(leaf.text());
  const auto known = made_.find(leaf.text());
  if (known != made_.end()) return known->second;
  const Datum value = trace_->value(std::stoul(std::string(leaf.text())));
  return made_.emplace(leaf.text(), *fold::as_text(value)).first->second;
}

std::vector<Found> terraform_values(Node body, const Property& property, const Type& type,
                                    const Leaves& leaves) {
  std::vector<Found> out;
  Walk(property.terraform_path, leaves, out).terraform(body, 0, {}, {}, type);
  return out;
}

std::vector<Found> arm_values(Node body, const Property& property, const Type& type,
                              std::size_t skip, const std::string& context, const Leaves& leaves) {
  std::vector<Found> out;
  Walk(property.arm_path, leaves, out).arm(body, skip, context, {}, type);
  return out;
}

Same same_node(Node terraform, Node arm, const References& references) {
  const bool t = terraform.is(Kind::unknown), a = arm.is(Kind::unknown);
  if (t && a) return same_unknown(terraform.text(), arm.text(), references);
  if (t || a) return Same::unknown;
  if (terraform.is(Kind::map) && arm.is(Kind::map)) {
    Same out = Same::yes;
    for (const Node child : terraform) {
      const Node other = arm.find(child.key());
      if (child.is(Kind::null) && (!other || other.is(Kind::null))) continue;
      out = both(out, !other ? (child.is(Kind::unknown) ? Same::unknown : Same::no)
                             : same_node(child, other, references));
    }
    for (const Node child : arm) {
      if (terraform.find(child.key()) || child.is(Kind::null)) continue;
      out = both(out, child.is(Kind::unknown) ? Same::unknown : Same::no);
    }
    return out;
  }
  if (terraform.is(Kind::list) && arm.is(Kind::list)) {
    if (terraform.size() != arm.size()) return Same::no;
    Same out = Same::yes;
    auto other = arm.begin();
    for (const Node item : terraform) {
      out = both(out, same_node(item, *other, references));
      ++other;
    }
    return out;
  }
  if (!terraform.is_scalar() || !arm.is_scalar()) return Same::no;
  const Leaves& leaves = references.leaves;
  return fold::Trace::tested(leaves.of(terraform), leaves.of(arm), same_plain) ? Same::yes
                                                                               : Same::no;
}

Same same_values(const std::vector<Found>& terraform, const std::vector<Found>& arm,
                 const Property& property, const References& references) {
  std::vector<Compared> t = prepared(terraform, property, true);
  std::vector<Compared> a = prepared(arm, property, false);
  const auto unknown = [](const Compared& c) { return c.unknown; };
  const bool some =
      std::any_of(t.begin(), t.end(), unknown) || std::any_of(a.begin(), a.end(), unknown);
  if (t.size() != a.size()) {
    // One that is not known may be several, or none.
    return some ? Same::unknown : Same::no;
  }
  Same out = Same::yes;
  for (std::size_t i = 0; i < t.size(); ++i) out = both(out, same_one(t[i], a[i], references));
  if (out != Same::no || some) return out;
  // Sets of Terraform are sorted: then the other side's order says nothing.
  const auto before = [](const Compared& x, const Compared& y) {
    return plain(x.text.text()) < plain(y.text.text());
  };
  if (!std::is_sorted(t.begin(), t.end(), before)) return out;
  std::sort(a.begin(), a.end(), before);
  out = Same::yes;
  for (std::size_t i = 0; i < t.size(); ++i) out = both(out, same_one(t[i], a[i], references));
  return out;
}

std::string shown(const std::vector<Found>& values) {
  if (values.empty()) return {};
  const auto one = [](const Found& value) {
    if (value.node && value.node.is(Kind::map)) return std::string("{…}");
    std::string text = printable(value.scalar.text());
    constexpr std::size_t kMost = 80;
    if (text.size() <= kMost) return text;
    std::size_t end = kMost;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
  };
  if (values.size() == 1) return one(values[0]);
  std::string out = "[";
  for (const Found& value : values) out += (out.size() > 1 ? ", " : "") + one(value);
  return out + "]";
}

}  // namespace formwork::parity
