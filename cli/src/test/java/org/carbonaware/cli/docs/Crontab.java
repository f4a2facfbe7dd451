package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonaware.cli.docs.PageFolder.Said;

/** Lines of a crontab: times are right, and commands run. */
final class Crontab {
  private static final String FIELD = "(?:\\*|\\d+(?:-\\d+)?)(?:/\\d+)?";
  private static final Pattern LINE =
      Pattern.compile("((?:" + FIELD + " ){4}" + FIELD + ")\\s+(.+)");

  private Crontab() {}

  static void check(Block block, PageFolder folder) throws Exception {
    for (String line : block.lines()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as("%s: %s", block.place(), line).isTrue();
      String command = parts.group(2);
      // cron takes an unescaped percent sign for the end of the command.
      assertThat(command.replace("\\%", "")).as(block.place()).doesNotContain("%");
      Said said = folder.run(command.replace("\\%", "%").replace("/opt/", folder.path() + "/opt/"));
      assertThat(said.exitCode()).as("%s: %s", block.place(), said.lines()).isZero();
    }
  }
}
