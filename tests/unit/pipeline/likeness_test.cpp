// Environments of one structure are filled and printed after one of them. Whatever they say, each
// comes out as it does alone: bytes, lock and findings.
#include "pipeline/likeness.h"

#include "pipeline/environment_parity.h"
#include "pipeline/inspect.h"
#include "report/report.h"
#include "support/hostile.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <random>

namespace formwork {
namespace {

std::string read(const std::string& path) {
  std::ifstream in(std::string(FORMWORK_SOURCE_DIR "/examples/") + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A scalar that a file of the example sets, by the keys that lead to it.
struct Leaf {
  std::vector<std::string> keys{};
  nlohmann::json value{};
};

void collect(Node node, const Environment& env, std::vector<std::string>& keys,
             std::vector<Leaf>& out) {
  for (const Node child : node) {
    keys.emplace_back(child.key());
    const Layer* layer = layer_of(env.layers, child.span().source);
    if (child.is(Kind::map)) {
      collect(child, env, keys, out);
    } else if (layer != nullptr && layer->path.starts_with("environments/")) {
      if (child.is(Kind::string)) out.push_back({keys, std::string(child.text())});
      if (child.is(Kind::integer)) out.push_back({keys, child.as_int()});
      if (child.is(Kind::boolean)) out.push_back({keys, child.as_bool()});
    }
    keys.pop_back();
  }
}

/// All that a command sees of an environment's unit.
std::string seen(UnitReport& unit, const SourceMap& sources) {
  std::string out = write_lock(unit.output.lock);
  for (std::size_t i = 0; i < unit.output.facts.size(); ++i)
    out += unit.output.artifacts[i].path + ' ' + unit.output.facts[i].digest.hex() + '\n';
  return out + report(Format::json, unit.output.diagnostics.sorted(sources), sources, {});
}

class Twins {
 public:
  /// Of `examples/<name>`, whose production environment is taken.
  explicit Twins(const std::string& name) {
    for (const char* path : {"formwork.yaml", "environments/base.yaml", "environments/prod.yaml"}) {
      tree_.set(path, read(name + "/" + path));
    }
    release_ = read(name + "/releases/prod.yaml");
    if (!release_.empty()) tree_.set("releases/prod.yaml", release_);
    SourceMap sources;
    Diagnostics diagnostics;
    const auto inputs = load_inputs(tree_, {}, sources, diagnostics);
    if (!inputs) return;
    const Environment& env = inputs->environments.front();
    std::vector<std::string> keys;
    std::vector<Leaf> all;
    collect(env.document.root(), env, keys, all);
    for (const Leaf& leaf : all) {
      if (leaf.keys.front() == "metadata" || leaf.keys.front() == "apiVersion" ||
          leaf.keys.front() == "kind")
        continue;
      if (loads({leaf}, {leaf.value})) leaves.push_back(leaf);
    }
  }

  void set(const std::string& name, const std::vector<Leaf>& where,
           const std::vector<nlohmann::json>& values) {
    nlohmann::json spec = {{"apiVersion", "formwork.dev/v1alpha1"},
                           {"kind", "Environment"},
                           {"extends", {"prod.yaml"}},
                           {"metadata", {{"name", name}}}};
    for (std::size_t i = 0; i < where.size(); ++i) {
      nlohmann::json* at = &spec;
      for (const std::string& key : where[i].keys) at = &(*at)[key];
      *at = values[i];
    }
    tree_.set("environments/" + name + ".yaml", spec.dump());
    if (!release_.empty()) tree_.set("releases/" + name + ".yaml", release_);
  }

  /// Whether these values are accepted.
  bool loads(const std::vector<Leaf>& where, const std::vector<nlohmann::json>& values) {
    set("trial", where, values);
    SourceMap sources;
    Diagnostics diagnostics;
    const bool good =
        load_inputs(tree_, {.environments = {"trial"}}, sources, diagnostics).has_value();
    tree_.remove("environments/trial.yaml");
    tree_.remove("releases/trial.yaml");
    return good;
  }

  /// Compiles `names` in one run on `jobs` threads; how many artifacts were printed after others.
  std::size_t together(const std::vector<std::string>& names, unsigned jobs,
                       std::map<std::string, std::string>& out) {
    SourceMap sources;
    Diagnostics diagnostics;
    const auto inputs = load_inputs(tree_, {.environments = names, .jobs = [&] { return jobs; }},
                                    sources, diagnostics);
    if (!inputs) {
      ADD_FAILURE() << report(Format::text, diagnostics.sorted(sources), sources, {});
      return 0;
    }
    Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
    KeptBytes kept;
    auto reports = inspect_all(*inputs, units_of(*inputs, true), tree_, sources, &verifier, jobs,
                               nullptr, &kept);
    std::size_t replayed = 0;
    for (UnitReport& unit : reports) {
      out[unit.unit.name] = seen(unit, sources);
      replayed += unit.output.replayed;
      std::string buffer;
      for (const FileFact& fact : unit.files) {
        EXPECT_TRUE(fact.kept) << fact.state.path;
        if (!fact.kept) continue;
        EXPECT_EQ(sha256(fact.kept.text(buffer)), *fact.state.rendered);
      }
    }
    compare_parity(*inputs, sources);
    return replayed;
  }

  std::vector<Leaf> leaves;

 private:
  // What is said of all environments is what each pair says.
  static void compare_parity(const Inputs& inputs, const SourceMap& sources) {
    const Environment* reference = &inputs.environments.front();
    for (const Environment& env : inputs.environments)
      if (env.rank > reference->rank) reference = &env;
    Diagnostics all, pairs;
    report_parity(inputs, sources, all);
    for (const Environment& env : inputs.environments) {
      if (&env == reference) continue;
      for (const ParityGap& gap : parity_gaps(*inputs.schema, env, *reference, sources))
        if (!gap.waived) pairs.add(finding_of(gap, env, *reference));
    }
    EXPECT_EQ(report(Format::json, all.sorted(sources), sources, {}),
              report(Format::json, pairs.sorted(sources), sources, {}));
  }

  MemoryTree tree_;
  std::string release_;
};

/// Another value of the same kind.
nlohmann::json other(const nlohmann::json& value, std::mt19937_64& random) {
  if (value.is_boolean()) return !value.get<bool>();
  if (value.is_number()) return value.get<std::int64_t>() + 1;
  const auto& hostile = hostile::texts();
  const std::string text = value.get<std::string>();
  switch (random() % 4) {
    case 0:
      return hostile[random() % hostile.size()];
    case 1:
      return text + "0";
    case 2:
      return text.empty() ? "x" : text.substr(0, text.size() - 1);
    default:
      return "x" + text;
  }
}

class Likeness : public ::testing::TestWithParam<const char*> {};

TEST_P(Likeness, GivesEachEnvironmentWhatItGetsAlone) {
  Twins twins(GetParam());
  ASSERT_GT(twins.leaves.size(), 20U);
  std::mt19937_64 random(11);
  std::size_t replayed = 0;
  for (int round = 0; round < 24; ++round) {
    std::vector<Leaf> where;
    std::vector<nlohmann::json> plain, changed;
    for (int tries = 0; tries < 40 && where.size() < 1 + static_cast<std::size_t>(round) % 8;
         ++tries) {
      const Leaf& leaf = twins.leaves[random() % twins.leaves.size()];
      const nlohmann::json value = other(leaf.value, random);
      where.push_back(leaf);
      changed.push_back(value);
      if (twins.loads(where, changed)) {
        plain.push_back(leaf.value);
      } else {
        where.pop_back();
        changed.pop_back();
      }
    }
    twins.set("e1", where, plain);
    twins.set("e2", where, changed);
    twins.set("e3", where, plain);
    std::map<std::string, std::string> together, alone;
    replayed += twins.together({"e1", "e2", "e3"}, 1 + static_cast<unsigned>(round) % 3, together);
    for (const char* name : {"e1", "e2", "e3"}) EXPECT_EQ(twins.together({name}, 1, alone), 0U);
    for (const auto& [name, one] : alone) {
      std::string what;
      for (std::size_t i = 0; i < where.size(); ++i)
        what += nlohmann::json(where[i].keys).dump() + " = " + changed[i].dump() + "\n";
      EXPECT_EQ(together[name], one) << name << " in round " << round << "\n" << what;
    }
  }
  EXPECT_GE(replayed, 24U * 4U) << "it must be tried, too";
}

INSTANTIATE_TEST_SUITE_P(Examples, Likeness,
                         ::testing::Values("actix-kubernetes", "azure-aks", "azure-container-apps"),
                         [](const auto& name) {
                           std::string out = name.param;
                           std::erase(out, '-');
                           return out;
                         });

}  // namespace
}  // namespace formwork
