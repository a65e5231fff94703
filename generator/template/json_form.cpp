#include "template/json_form.h"

#include "language/json/printer.h"
#include "template/shape.h"

namespace formwork {

std::optional<JsonForm> JsonForm::of(Node root, const Rendered& rendered) {
  JsonForm form;
  const auto marked = [&](std::string_view text, std::size_t indent, std::string& out) {
    const std::vector<MarkedPart> parts = marked_parts(text);
    const auto gap = [&](const MarkedPart& part, bool whole) {
      form.gaps_.push_back({static_cast<std::uint32_t>(out.size()), *part.hole,
                            static_cast<std::uint32_t>(indent), whole});
    };
    const auto place = [&](const MarkedPart& part) {
      return *part.hole < rendered.holes.size() ? rendered.holes[*part.hole].site->place
                                                : Place::lines;
    };
    if (parts.size() == 1 && place(parts.front()) == Place::value) {
      gap(parts.front(), true);
      return true;
    }
    out += '"';
    for (const MarkedPart& part : parts) {
      if (!part.hole) {
        lang::append_json_text(part.text, out);
      } else if (place(part) == Place::quoted || place(part) == Place::key) {
        gap(part, false);
      } else {
        return false;
      }
    }
    out += '"';
    return true;
  };
  auto printed = lang::print_json(root, marked);
  if (!printed) return {};
  form.text_ = std::move(*printed);
  return form;
}

bool JsonForm::print(const Rendered& rendered, std::string& out) const {
  out.clear();
  out.reserve(text_.size() + 24 * gaps_.size());
  std::size_t from = 0;
  for (const Gap& gap : gaps_) {
    out.append(text_, from, gap.at - from);
    from = gap.at;
    const Value& value = rendered.holes[gap.hole].value;
    if (!gap.whole)
      lang::append_json_text(value.to_string(), out);
    else if (!lang::append_json(value, gap.indent, out))
      return false;
  }
  out.append(text_, from);
  return true;
}

}  // namespace formwork
