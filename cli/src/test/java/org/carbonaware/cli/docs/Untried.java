package org.carbonaware.cli.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What pages show and this test does not run, each with the reason and where else it is run. */
final class Untried {
  /** Commands, by how they begin. */
  private static final Map<String, String> COMMANDS = commands();

  /** Whole blocks that are no commands, by page, language and how they begin. */
  private static final Map<String, String> BLOCKS = Map.of(
      "README.md text Thu 12:11  RUNNING",
      "the demo's output on one computer; .ci/run demo checks what the demo says",
      "sql-ledger.md sql",
      "run by SqlLedgerContract on SQLite and PostgreSQL",
      "energy.md udev",
      "a rule for a computer with counters; untested, as that page says",
      "djl-cuda.md cpp",
      "needs PyTorch's headers and a GPU; was run where that page says");

  private Untried() {}

  private static Map<String, String> commands() {
    Map<String, String> reasons = new LinkedHashMap<>();
    String build = "a build of its own; .ci/run builds and runs the demos and the benchmarks";
    reasons.put("mvn ", build);
    reasons.put("java -jar benchmarks/target/", build + " (sections bench and published)");
    reasons.put("OMP_NUM_THREADS=1 java ", "a careful measurement of a quarter of an hour");
    reasons.put(
        "cli/target/carbon-trainer report examples/target/demo/ledger",
        "needs the demo's ledger; .ci/run report-html runs it");
    reasons.put("sudo ", "changes the computer");
    reasons.put("docker run ", "needs a container engine");
    reasons.put("g++ ", "needs PyTorch's headers");
    reasons.put("export PYTORCH_EXTRA_LIBRARY_PATH", "belongs to the command before");
    reasons.put("kubectl ", "needs a cluster; the manifests are checked by KubernetesManifest");
    reasons.put("systemctl ", "changes the computer; the unit is checked by systemd-analyze");
    reasons.put("journalctl ", "needs the service");
    return reasons;
  }

  /** Whether a block that is no command is accounted for elsewhere. */
  static boolean contains(Block block) {
    String shown =
        block.place().replaceAll(":.*", "") + " " + block.language() + " " + block.text();
    return BLOCKS.keySet().stream().anyMatch(shown::startsWith);
  }

  /** A script without the commands that are not run, continuation lines included. */
  static String without(String script) {
    List<String> kept = new ArrayList<>();
    for (String command : script.split("(?<!\\\\)\n", -1)) {
      if (COMMANDS.keySet().stream().noneMatch(command.strip()::startsWith)) {
        kept.add(command);
      }
    }
    return String.join("\n", kept) + "\n";
  }

  /** The beginnings that no page has any more. */
  static List<String> stale(String allPages) {
    return COMMANDS.keySet().stream()
        .filter(begin -> !Pattern.compile("(?m)^\\s*" + Pattern.quote(begin))
            .matcher(allPages)
            .find())
        .toList();
  }
}
