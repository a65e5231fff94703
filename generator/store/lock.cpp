#include "store/lock.h"

#include "base/json_string.h"
#include "store/lock_line.h"

#include <fmt/format.h>

namespace formwork {
namespace {

// A record is written field by field; `null` stands for what a merge could not decide.
class Record {
 public:
  Record(std::string& out, std::string_view kind) : out_(out) {
    out_ += "{\"k\":";
    append_json_string(out_, kind);
  }
  Record& text(std::string_view key, std::string_view value) {
    name(key);
    append_json_string(out_, value);
    return *this;
  }
  Record& text_or_null(std::string_view key, std::string_view value) {
    if (!value.empty()) return text(key, value);
    name(key);
    out_ += "null";
    return *this;
  }
  Record& number(std::string_view key, int value) {
    name(key);
    out_ += fmt::format("{}", value);
    return *this;
  }
  void end() { out_ += "}\n"; }

 private:
  void name(std::string_view key) {
    out_ += ",\"";
    out_ += key;
    out_ += "\":";
  }
  std::string& out_;
};

}  // namespace

std::string write_lock(const Lock& lock) {
  std::string out;
  Record(out, "formwork").number("lock", kLockFormat).text("version", lock.version).end();
  for (const auto& [path, digest] : lock.inputs) {
    Record(out, "in").text("p", path).text_or_null("d", digest).end();
  }
  for (const auto& [path, digest] : lock.assets) {
    Record(out, "sri").text("p", path).text_or_null("d", digest).end();
  }
  for (const auto& [path, digest] : lock.values) {
    Record(out, "value").text("p", path).text_or_null("d", digest).end();
  }
  for (const auto& [path, output] : lock.outputs) {
    Record record(out, "out");
    record.text("p", path).text_or_null("d", output.digest.value_or(""));
    if (output.executable) record.number("x", 1);
    if (output.block) record.number("b", 1);
    record.end();
  }
  for (const auto& [root, resources] : lock.resources) {
    for (const auto& [address, resource] : resources) {
      Record record(out, "res");
      record.text("p", root).text("a", address);
      if (!resource.type.empty()) record.text("t", resource.type);
      if (!resource.name.empty()) record.text("n", resource.name);
      record.text_or_null("d", resource.digest).end();
    }
  }
  for (const auto& [key, policy] : lock.policies) {
    Record record(out, "csp");
    record.text("edge", key.edge).text("p", key.path);
    if (!key.host.empty()) record.text("host", key.host);
    record.text_or_null("policy", policy).end();
  }
  for (const auto& [name, digest] : lock.groups) {
    Record(out, "group").text("p", name).text_or_null("d", digest).end();
  }
  return out;
}

}  // namespace formwork
