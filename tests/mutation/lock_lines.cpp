#include "lock_lines.h"

#include "base/sha256.h"

namespace formwork::mutation {

std::size_t record_of(const Lines& lines, const std::string& output) {
  const std::string begin = R"({"k":"out","p":")" + output + '"';
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].starts_with(begin)) return i;
  return lines.size();
}

std::size_t any_of_kind(const Lines& lines, const std::string& k, Chance& chance) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].starts_with("{\"k\":\"" + k + "\"")) found.push_back(i);
  return found.empty() ? lines.size() : chance.of(found);
}

std::string output_of(const std::string& record) {
  const std::string begin = R"({"k":"out","p":")";
  if (!record.starts_with(begin)) return {};
  return record.substr(begin.size(), record.find('"', begin.size()) - begin.size());
}

std::size_t digest_at(const std::string& record) {
  const std::size_t at = record.rfind("\"d\":\"");
  return at == std::string::npos ? at : at + 5;
}

bool other_digest(std::string& record, Chance& chance) {
  const std::size_t begin = digest_at(record);
  if (begin == std::string::npos) return false;
  const std::size_t size = record.find('"', begin) - begin;
  char& c = record[begin + chance.below(size)];
  const char old = c;
  while (c == old) c = "0123456789abcdef"[chance.below(16)];
  return true;
}

void set_digest(std::string& record, const std::string& bytes) {
  record.replace(digest_at(record), 64, sha256(bytes).hex());
}

void set_version(Lines& lines, const std::string& version) {
  std::string& header = lines.front();
  const std::size_t begin = header.find("\"version\":\"") + 11;
  header.replace(begin, header.find('"', begin) - begin, version);
}

}  // namespace formwork::mutation
