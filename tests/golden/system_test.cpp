// What needs rights or room of its own: a full disk, a repository of somebody else, thousands of
// files. Skipped by name where the machine does not allow it.
#include "support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace formwork {
namespace {

using testing_support::TemporaryFolder;
const std::string kShop = FORMWORK_SOURCE_DIR "/tests/golden/workspace/shop";

// What `script` prints, run by bash in `folder` with `formwork` on the PATH, and its exit status.
std::string run(const std::string& folder, const std::string& script) {
  const std::string command = fmt::format(
      "cd '{}' && PATH='{}':\"$PATH\" SHOP='{}' bash <<'SCRIPT' 2>&1\n{}\nSCRIPT\n", folder,
      std::filesystem::path(FORMWORK_BINARY).parent_path().string(), kShop, script);
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "popen failed";
  std::string out;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) != 0;)
    out.append(buffer.data(), n);
  const int status = pclose(pipe);
  return out + fmt::format("[{}]\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

TEST(System, AFullDiskLeavesTheOldTreeAndNoTemporaryFile) {
  const TemporaryFolder folder;
  if (run(folder.path(), "unshare -m mount -t tmpfs -o size=4k none .") != "[0]\n")
    GTEST_SKIP() << "mount is not allowed here";
  const TemporaryFolder kept;
  const std::string said =
      run(folder.path(), "KEPT='" + kept.path() + R"(' exec unshare -m bash <<'INNER'
mount -t tmpfs -o size=2m none "$PWD" && cd "$PWD" || exit 9
cp -r "$SHOP"/* . && formwork compile -q || exit 8
cp -r infra "$KEPT"
sed -i s/team-shop/team-market/ environments/base.yaml
head -c 3m /dev/zero > filler 2>/dev/null
formwork compile -q --format concise >"$KEPT/said" 2>&1; echo "full: $?"
grep -c 'FW7002.*No space left' "$KEPT/said"
diff -r infra "$KEPT/infra" && echo 'the old tree'
find . -name '*.tmp' -o -name formwork.lock.new
rm filler
formwork compile -q && formwork check -q && echo 'with room again'
INNER)");
  EXPECT_EQ(said, "full: 3\n1\nthe old tree\nwith room again\n[0]\n");
}

TEST(System, AFullDiskLeavesNoHalfOfWhatIsWrittenForKeeps) {
  const TemporaryFolder folder;
  if (run(folder.path(), "unshare -m mount -t tmpfs -o size=4k none .") != "[0]\n")
    GTEST_SKIP() << "mount is not allowed here";
  const TemporaryFolder kept;
  const std::string said =
      run(folder.path(), "KEPT='" + kept.path() + R"(' exec unshare -m bash <<'INNER'
mount -t tmpfs -o size=1m none "$PWD" && cd "$PWD" || exit 9
cp -r "$SHOP"/* .
echo '{"services__api__identity__client_id": {"value": "1b0c"}}' > "$KEPT/outputs.json"
formwork bind prod --from "$KEPT/outputs.json" -q
sed -i s/1b0c/2c1d/ "$KEPT/outputs.json"
head -c 2m /dev/zero > filler 2>/dev/null
cp -a . "$KEPT/before"
for command in 'init fresh/deep --name shop' "bind prod --from $KEPT/outputs.json" 'templates eject kubernetes/pdb.yaml' 'new stage --from dev'; do
  formwork $command -q --format concise >"$KEPT/said" 2>&1; echo "full: $?"
  grep -c 'FW7002.*No space left' "$KEPT/said"
done
diff -r --no-dereference . "$KEPT/before" && echo 'as before'
rm filler
for command in 'init fresh/deep --name shop' "bind prod --from $KEPT/outputs.json" 'templates eject kubernetes/pdb.yaml' 'new stage --from dev'; do
  formwork $command -q >/dev/null || echo "failed: $command"
done
grep -c 2c1d bindings/prod.yaml; find . -name '*.tmp'
INNER)");
  EXPECT_EQ(
      said,
      "bindings/prod.yaml: 1 value\nfull: 3\n1\nfull: 3\n1\nfull: 3\n1\nfull: 3\n1\nas before\n"
      "1\n[0]\n");
}

TEST(System, ARepositoryOfSomebodyElseStopsNoCheckOfTheWorkingTree) {
  if (geteuid() != 0 || std::system("git --version >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "only root can give files away, and git is needed";
  const TemporaryFolder folder;
  const std::string said = run(folder.path(), R"(
cp -r "$SHOP"/* . && formwork compile -q || exit 8
export HOME=$PWD/.. GIT_CONFIG_NOSYSTEM=1
git init -q . && git add -A
git -c user.name=a -c user.email=a@example.com commit -qm start
chown -R 65534 .
formwork check -q --format concise | sed "s#$PWD#WORK#g"; echo "working tree: ${PIPESTATUS[0]}"
formwork check -q --rev HEAD --format concise | grep -c 'FW7020.*belongs to another user'
formwork check -q --rev HEAD >/dev/null; echo "revision: $?"
formwork check -q --rev HEAD | grep -c "safe.directory $PWD"
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' formwork check -q --rev HEAD --fail-on warning; echo "trusted: $?"
)");
  EXPECT_EQ(
      said,
      "formwork: warning[FW7020]: the working tree was checked without git: the git repository "
      "around `.` belongs to another user\n"
      "working tree: 0\n1\nrevision: 3\n1\ntrusted: 0\n[0]\n");
}

// CPU time of the children so far, in seconds.
double spent() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Four times the files in no more than about four times the work, and one process.
TEST(System, ThousandsOfOutputsAreLinear) {
  const auto measure = [](int environments) {
    const TemporaryFolder folder;
    EXPECT_EQ(run(folder.path(), fmt::format(R"(
cp "$SHOP"/formwork.yaml . && mkdir environments releases && cp "$SHOP"/environments/base.yaml environments
for ((i = 0; i < {}; ++i)); do
  sed "s/name: prod/name: p$i/" "$SHOP"/environments/prod.yaml > environments/p$i.yaml
  cp "$SHOP"/releases/prod.yaml releases/p$i.yaml
done)",
                                             environments)),
              "[0]\n");
    const double before = spent();
    EXPECT_EQ(run(folder.path(), "formwork compile -q --jobs 1 && formwork check -q --jobs 1"),
              "[0]\n");
    return spent() - before;
  };
  (void)measure(20);  // warms the page cache
  const double small = measure(100);
  const double large = measure(400);
  EXPECT_LT(large, small * 4 * 1.6) << small << " s for 1,500 files, " << large << " s for 6,000";
}

}  // namespace
}  // namespace formwork
