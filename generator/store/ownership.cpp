#include "store/ownership.h"

#include "store/git_handles.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace formwork {
namespace {

constexpr std::string_view kKey = "safe.directory";

std::string variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::string() : value;
}

bool is_key(std::string_view text) {
  if (text.size() != kKey.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]) != kKey[i]) return false;
  return true;
}

std::string real(const std::string& path) {
  std::error_code error;
  const auto out = std::filesystem::canonical(path, error);
  return error ? std::string() : out.string();
}

// As git: root counts who called sudo for itself.
bool is_mine(const std::string& path) {
  struct stat st {};
  if (path.empty() || ::lstat(path.c_str(), &st) != 0) return path.empty();
  if (st.st_uid == geteuid()) return true;
  if (geteuid() != 0) return false;
  const std::string caller = variable("SUDO_UID");
  uid_t uid = 0;
  const auto [end, error] = std::from_chars(caller.data(), caller.data() + caller.size(), uid);
  return !caller.empty() && error == std::errc() && end == caller.data() + caller.size() &&
         st.st_uid == uid;
}

// What git calls protected configuration: the repository's own says nothing of itself.
std::vector<std::string> files() {
  std::vector<std::string> out;
  const std::string no_system = variable("GIT_CONFIG_NOSYSTEM");
  if (no_system.empty() || no_system == "0" || no_system == "false") {
    const std::string system = variable("GIT_CONFIG_SYSTEM");
    out.push_back(system.empty() ? "/etc/gitconfig" : system);
  }
  if (const char* global = std::getenv("GIT_CONFIG_GLOBAL"); global != nullptr) {
    out.emplace_back(global);
    return out;
  }
  const std::string home = variable("HOME");
  const std::string xdg = variable("XDG_CONFIG_HOME");
  if (!xdg.empty())
    out.push_back(xdg + "/git/config");
  else if (!home.empty())
    out.push_back(home + "/.config/git/config");
  if (!home.empty()) out.push_back(home + "/.gitconfig");
  return out;
}

void read_file(const std::string& path, std::vector<std::string>& out) {
  git_config* raw = nullptr;
  if (path.empty() || ::access(path.c_str(), R_OK) != 0 ||
      git_config_open_ondisk(&raw, path.c_str()) != 0)
    return;
  const GitOwner<git_config, git_config_free> config(raw);
  git_config_iterator* iterator = nullptr;
  if (git_config_multivar_iterator_new(&iterator, raw, kKey.data(), nullptr) != 0) return;
  const GitOwner<git_config_iterator, git_config_iterator_free> owner(iterator);
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, iterator) == 0)
    out.emplace_back(entry->value == nullptr ? "" : entry->value);
}

void read_count(std::vector<std::string>& out) {
  const std::string count = variable("GIT_CONFIG_COUNT");
  unsigned many = 0;
  std::from_chars(count.data(), count.data() + count.size(), many);
  constexpr unsigned kMost = 10'000;
  for (unsigned i = 0; i < many && i < kMost; ++i) {
    if (is_key(variable(fmt::format("GIT_CONFIG_KEY_{}", i))))
      out.push_back(variable(fmt::format("GIT_CONFIG_VALUE_{}", i)));
  }
}

// One text in single quotes, as git writes them (`'` is `'\''`), from `at` on.
std::string quoted(std::string_view text, std::size_t& at) {
  std::string out;
  while (at < text.size() && text[at] != ' ' && text[at] != '=') {
    if (text[at] == '\'') {
      for (++at; at < text.size() && text[at] != '\''; ++at) out += text[at];
      ++at;
    } else if (text[at] == '\\' && at + 1 < text.size()) {
      out += text[at + 1];
      at += 2;
    } else {
      out += text[at++];
    }
  }
  return out;
}

// `git -c KEY=VALUE` hands on 'KEY'='VALUE', older ones 'KEY=VALUE', to the hooks that it runs.
void read_parameters(std::vector<std::string>& out) {
  const std::string all = variable("GIT_CONFIG_PARAMETERS");
  for (std::size_t at = 0; at < all.size();) {
    if (all[at] == ' ') {
      ++at;
      continue;
    }
    std::string key = quoted(all, at);
    std::string value;
    if (at < all.size() && all[at] == '=') {
      value = quoted(all, ++at);
    } else if (const std::size_t equals = key.find('='); equals != std::string::npos) {
      value = key.substr(equals + 1);
      key.resize(equals);
    }
    if (is_key(key)) out.push_back(std::move(value));
  }
}

bool names(std::string value, const std::string& path) {
  if (value == "*") return true;
  if (value.starts_with("~/")) value = variable("HOME") + value.substr(1);
  if (value.ends_with("/*")) {
    value.pop_back();
    const std::string folder = real(value);
    return path.starts_with(value) || (!folder.empty() && path.starts_with(folder + "/"));
  }
  return value == path || real(value) == path;
}

}  // namespace

std::optional<std::string> foreign_repository(const RepositoryPaths& paths) {
  const std::string link = paths.work_tree.empty() ? std::string() : paths.work_tree + "/.git";
  struct stat st {};
  const bool has_link = !link.empty() && ::lstat(link.c_str(), &st) == 0;
  if (is_mine(paths.work_tree) && is_mine(paths.git_folder) && (!has_link || is_mine(link)))
    return std::nullopt;
  const std::string path = real(paths.work_tree.empty() ? paths.git_folder : paths.work_tree);
  std::vector<std::string> values;
  for (const std::string& file : files()) read_file(file, values);
  read_count(values);
  read_parameters(values);
  bool safe = false;
  for (std::string& value : values)
    safe = !value.empty() && (safe || names(std::move(value), path));
  if (safe) return std::nullopt;
  return path;
}

}  // namespace formwork
