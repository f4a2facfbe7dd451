package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.carbonaware.cli.docs.PageFolder.Said;

/** A unit of systemd, held to its own checker where that is installed. */
final class SystemdUnit {
  private static final Path CHECKER = Path.of("/usr/bin/systemd-analyze");

  private SystemdUnit() {}

  /** Programs under /opt are the page's in its folder. */
  static void check(Block block, PageFolder folder) throws Exception {
    assertThat(block.text()).contains("[Service]", "ExecStart=");
    Path unit = Files.writeString(
        folder.path().resolve(block.fileName()),
        block.text().replace("/opt/", folder.path() + "/opt/"));
    if (Files.isExecutable(CHECKER)) {
      Said said = folder.run(List.of(
          CHECKER.toString(), "verify", "--man=no", "--recursive-errors=no", unit.toString()));
      Stream<String> ofThisUnit =
          said.lines().stream().filter(line -> line.contains(block.fileName()));
      assertThat(ofThisUnit).as("%s: %s", block.place(), said).isEmpty();
    }
  }
}
