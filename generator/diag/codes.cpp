#include "diag/codes.h"

#include <cctype>
#include <string>

namespace formwork {

const std::vector<CodeInfo>& all_codes() {
  static const std::vector<CodeInfo> kCodes = {
#define FW_CODE(id, slug, severity, exit, meaning) \
  CodeInfo{Code::id, #id, slug, Severity::severity, exit, meaning},
#include "diag/codes.def"
#undef FW_CODE
  };
  return kCodes;
}

const CodeInfo& info(Code code) {
  return all_codes()[static_cast<std::size_t>(code)];
}

std::optional<Code> find_code(std::string_view id) {
  std::string upper(id);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const CodeInfo& row : all_codes()) {
    if (row.id == upper) return row.code;
  }
  return std::nullopt;
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

}  // namespace formwork
