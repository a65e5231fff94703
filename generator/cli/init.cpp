#include "base/text.h"
#include "cli/commands.h"
#include "cli/said_apart.h"
#include "pack/embedded.h"
#include "store/block.h"
#include "store/put_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace formwork {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder;
  std::string cloud = "none";
  std::string runtime = "kubernetes";
  std::string ci = "github-actions";
  std::string language;
  std::string name;
};

// Editors complete and check by it; it follows the compiler, so git ignores it and `init` writes it
// anew.
constexpr const char* kEditorSchema = ".formwork/environment.schema.json";

std::string precommit() {
  return "repos:\n"
         "  - repo: local\n"
         "    hooks:\n"
         "      - id: formwork-check\n"
         "        name: formwork check\n"
         "        entry: formwork check --staged\n"
         "        language: system\n"
         "        pass_filenames: false\n";
}

std::string workspace_file() {
  return "apiVersion: formwork.dev/v1alpha1\n"
         "kind: Workspace\n"
         "requires: \">=0.1 <0.2\"\n";
}

// Nothing has been released: a digest of zeros is no image's, so nothing can start by it.
std::string first_release(const std::vector<std::string>& services) {
  std::string out =
      "# Nothing is released yet: a digest of zeros is no image's. The first release writes the "
      "real one.\nservices:\n";
  for (const std::string& service : services) {
    out += fmt::format("  {}:\n    image:\n      tag: v0.0.0\n      digest: sha256:{}\n", service,
                       std::string(64, '0'));
  }
  return out;
}

// What is to be written, all or nothing, once it is known whole.
class Writer {
 public:
  Writer(Session& session, fs::path root)
      : session_(session), root_(std::move(root)), tree_(disk_tree(root_.string())) {}

  // Writes `path` unless something stands there.
  void put(const std::string& path, std::string_view bytes) {
    const auto there = tree_->info(path);
    if (there && there->kind != FileKind::absent)
      lines_.push_back(fmt::format("kept     {}\n", path));
    else
      add({path, std::string(bytes)}, "wrote");
  }

  // Writes what is made, not kept: nobody edits it.
  void refresh(const std::string& path, std::string_view bytes) {
    add({path, std::string(bytes), true}, "wrote");
  }

  // Keeps what is there and adds the block that the pack `repository` would, once.
  void add_block(const std::string& path, std::string_view pack_file) {
    std::string text;
    if (auto file = tree_->read(path))
      text = std::move(*file);
    else if (file.error().code != Code::FW7001)
      session_.diagnostics.add(file.error());
    const CommentStyle style = comment_style(path).value_or(CommentStyle{});
    if (find_block(text, style).state != FoundBlock::State::absent) {
      lines_.push_back(fmt::format("kept     {}\n", path));
      return;
    }
    add({path, with_block(text, embedded(pack_file), style), true},
        text.empty() ? "wrote" : "added to");
  }

  // False where something was in the way: then nothing is written.
  bool write() {
    if (session_.diagnostics.has_errors()) return false;
    std::error_code error;
    const std::vector<fs::path> made = absent_folders(root_);
    fs::create_directories(root_, error);
    if (auto refused = put_files(root_.string(), files_)) {
      for (const fs::path& folder : made) fs::remove(folder, error);  // only where it is empty
      session_.diagnostics.add(std::move(*refused));
      return false;
    }
    for (const std::string& line : lines_) session_.say(line);
    return true;
  }

 private:
  void add(NewFile file, std::string_view verb) {
    lines_.push_back(fmt::format("{:<8} {}\n", verb, file.path));
    files_.push_back(std::move(file));
  }

  // Those that are made for `folder`, the innermost first.
  static std::vector<fs::path> absent_folders(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::path at = fs::absolute(folder / "").lexically_normal().parent_path();
         !fs::exists(fs::symlink_status(at, error)) && at.has_relative_path();
         at = at.parent_path())
      out.push_back(at);
    return out;
  }

  Session& session_;
  fs::path root_;
  std::unique_ptr<Tree> tree_;
  std::vector<NewFile> files_{};
  std::vector<std::string> lines_{};  // what is told of them, in order
};

std::string ask(const std::string& question, const std::string& fallback) {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0) return fallback;
  std::cerr << question << " [" << fallback << "]: " << std::flush;
  std::string line;
  if (!std::getline(std::cin, line) || trim(line).empty()) return fallback;
  return std::string(trim(line));
}

constexpr std::string_view kProfiles = "templates/languages/";

std::vector<std::string> languages() {
  std::vector<std::string> out;
  for (const EmbeddedFile& file : embedded_below(kProfiles))
    out.emplace_back(fs::path(file.path).stem());
  return out;
}

// The reference specs are of a service in Rust.
void speak(std::string& text, const std::string& language, Session& session) {
  const auto put = [&](std::string_view from, const std::string& to) {
    if (const std::size_t at = text.find(from); at != std::string::npos)
      text.replace(at, from.size(), to);
  };
  put("language: rust", "language: " + language);
  const std::string path = fmt::format("{}{}.yaml", kProfiles, language);
  const SourceId source = session.sources.add(path, std::string(embedded(path)));
  const auto profile = parse_data(source, session.sources, session.diagnostics);
  if (!profile) return;
  std::vector<std::string> words;
  for (const Node word : profile->root().find("migrate")) words.emplace_back(word.text());
  if (!words.empty()) put("[/app/api, migrate]", fmt::format("[{}]", join(words, ", ")));
}

// As the schema has `naming.workload`.
bool is_workload(std::string_view name) {
  constexpr std::size_t kMost = 30;
  return !name.empty() && name.size() <= kMost && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

int init(Session& session, Options options) {
  session.command = "init";
  const fs::path root = options.folder.empty() ? fs::path(session.options.folder)
                                               : fs::path(session.options.folder) / options.folder;
  if (options.name.empty()) {
    std::string stem = fs::absolute(root).lexically_normal().filename().string();
    if (stem.empty())
      stem = fs::absolute(root).lexically_normal().parent_path().filename().string();
    std::string folded;
    for (const char c : stem) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      folded += plain ? c : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : '-';
    }
    while (!folded.empty() && !(folded.front() >= 'a' && folded.front() <= 'z')) folded.erase(0, 1);
    while (!folded.empty() && folded.back() == '-') folded.pop_back();
    options.name = ask("name of the workload", folded.empty() ? "service" : folded.substr(0, 20));
  }
  if (!is_workload(options.name)) {
    session.diagnostics.add(
        make(Code::FW8001, std::string(),
             fmt::format("`{}` cannot be the name of a workload", printable(options.name)),
             "small letters, digits and `-`, a letter first, at most 30 of them"));
    return session.finish(false);
  }
  if (options.language.empty()) {
    const std::vector<std::string> known = languages();
    options.language =
        ask(fmt::format("language of the first service ({})", join(known, ", ")), "rust");
    if (std::find(known.begin(), known.end(), options.language) == known.end()) {
      const auto near = nearest(options.language, known);
      session.diagnostics.add(
          make(Code::FW8001, std::string(),
               fmt::format("no language is called `{}`", printable(options.language)),
               near ? fmt::format("did you mean `{}`?", *near)
                    : fmt::format("there are: {}", join(known, ", "))));
      return session.finish(false);
    }
  }
  Writer writer(session, root);
  writer.put("formwork.yaml", workspace_file());
  for (const EmbeddedFile& file : embedded_below("environments/")) {
    std::string text(file.bytes);
    // The reference specs call their workload `payments`.
    constexpr std::string_view kName = "workload: payments";
    if (const std::size_t at = text.find(kName); at != std::string::npos) {
      text.replace(at, kName.size(), "workload: " + options.name);
    }
    speak(text, options.language, session);
    text.insert(0, fmt::format("# yaml-language-server: $schema=../{}\n", kEditorSchema));
    writer.put(std::string(file.path), text);
    const std::string stem = fs::path(file.path).stem();
    if (text.find("\n  name: " + stem) != std::string::npos ||
        text.find("{name: " + stem) != std::string::npos) {
      writer.put("releases/" + stem + ".yaml", first_release({"api"}));
    }
  }
  writer.add_block(".gitattributes", "templates/repository/gitattributes");
  writer.add_block(".gitignore", "templates/repository/gitignore");
  writer.put(".pre-commit-config.yaml", precommit());
  writer.refresh(kEditorSchema, load_schema(session.sources).published());
  if (writer.write()) {
    session.say(
        "\nnext: fill in what only you know (owner, registry, hosts) in environments/base.yaml; "
        "`delivery.formwork`\n"
        "      there adds the drift workflow. Then `formwork compile`, and commit everything\n");
  }
  return session.finish(false);
}

/// Whether something stands at `path`, in which `*` is any key.
bool is_set(Node at, std::string_view path) {
  if (!at || path.empty()) return static_cast<bool>(at);
  const std::size_t dot = path.find('.');
  const std::string_view step = path.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? "" : path.substr(dot + 1);
  if (step != "*") return is_set(at.find(step), rest);
  return std::any_of(at.begin(), at.end(), [&](Node child) { return is_set(child, rest); });
}

int add_environment(Session& session, const std::string& name, const std::string& from) {
  session.command = "new";
  const auto refuse = [&](Diagnostic d) {
    session.diagnostics.add(std::move(d));
    return session.finish(false);
  };
  // The pattern of `metadata.name` in the schema.
  constexpr std::size_t kLongest = 20;
  const bool plain =
      !name.empty() && name.size() <= kLongest && name.front() >= 'a' && name.front() <= 'z' &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!plain) {
    return refuse(
        make(Code::FW8001, std::string(),
             fmt::format("`{}` is not a name for an environment", printable(name)),
             fmt::format("lower case letters, digits and `-`, beginning with a letter, at most {}",
                         kLongest)));
  }
  const auto tree = disk_tree(session.options.folder);
  const auto workspace = session.workspace(*tree);
  if (!workspace) return session.finish(false);
  const std::string source = fmt::format("{}/{}.yaml", workspace->specs, from);
  const std::string target = fmt::format("{}/{}.yaml", workspace->specs, name);
  if (std::find(workspace->bases.begin(), workspace->bases.end(), source) !=
      workspace->bases.end()) {
    return refuse(make(Code::FW8005, std::string(),
                       fmt::format("`{}` is a base layer, not an environment", from),
                       fmt::format("there are: {}", join(workspace->names, ", "))));
  }
  if (std::find(workspace->names.begin(), workspace->names.end(), from) == workspace->names.end()) {
    const auto near = nearest(from, workspace->names);
    return refuse(make(Code::FW8005, std::string(),
                       fmt::format("no environment is called `{}`", printable(from)),
                       near ? fmt::format("did you mean `{}`?", *near)
                            : fmt::format("there are: {}", join(workspace->names, ", "))));
  }
  const fs::path root = session.options.folder;
  std::error_code error;
  if (fs::exists(fs::symlink_status(root / target, error))) {
    return refuse(make(Code::FW8007, target, fmt::format("`{}` exists", target),
                       "choose another name; nothing is overwritten"));
  }
  session.options.environments = {from};  // the others may be unfinished
  const auto inputs = session.load(*tree);
  if (!inputs) return session.finish(false);
  const Environment& env = inputs->environments.front();
  const Node named = env.document.root().find_path("metadata.name");
  std::string copy(session.sources.text(named.span().source));
  copy.replace(named.span().begin, named.span().size(), name);
  Writer writer(session, root);
  writer.put(target, copy);
  std::vector<std::string> services;
  for (const Node service : env.document.root().find("services"))
    services.emplace_back(service.key());
  writer.put(fmt::format("releases/{}.yaml", name), first_release(services));
  if (!writer.write()) return session.finish(false);
  session.say(fmt::format("\nformwork: still as in `{}`, and rarely right twice:\n", from));
  for (const std::string& path : said_apart(*inputs, env))
    session.say(fmt::format("  {}\n", printable(path)));
  for (const FieldInfo& field : inputs->schema->fields()) {
    if (field.owner == Owner::bound && is_set(env.document.root(), field.path))
      session.say(fmt::format("  {}  (`formwork bind {}` writes it)\n", field.path, name));
  }
  return session.finish(false);
}

}  // namespace

void add_init(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("init", "Write a starter workspace; overwrites nothing");
  auto options = std::make_shared<Options>();
  command->add_option("DIR", options->folder, "Folder of the workspace");
  command->add_option("--name", options->name, "Name of the workload");
  command->add_option("--cloud", options->cloud, "Cloud of the starter spec")
      ->check(CLI::IsMember({"none"}));
  command->add_option("--runtime", options->runtime, "Runtime of the starter spec")
      ->check(CLI::IsMember({"kubernetes"}));
  command->add_option("--ci", options->ci, "CI system of the starter spec")
      ->check(CLI::IsMember({"github-actions"}));
  command->add_option("--language", options->language, "Language of the first service")
      ->check(CLI::IsMember(languages()));
  command->callback(
      [&run, options] { run = [options](Session& session) { return init(session, *options); }; });
}

void add_new(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("new", "Add an environment, from one that exists");
  auto name = std::make_shared<std::string>();
  auto from = std::make_shared<std::string>();
  command->add_option("NAME", *name, "Name of the new environment")->required();
  command->add_option("--from", *from, "Environment to start from")->required()->type_name("ENV");
  command->callback([&run, name, from] {
    run = [name, from](Session& session) { return add_environment(session, *name, *from); };
  });
}

}  // namespace formwork
