package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir
  Path folder;

  @Test
  void writesAndReplacesWhole() throws Exception {
    Path file = folder.resolve("report.md");
    ReportFile.write(file, "first");
    ReportFile.write(file, "zweite Fassung, 模型\n");
    assertThat(file).hasContent("zweite Fassung, 模型\n");
    try (var files = Files.list(folder)) {
      assertThat(files).as("no temporary file is left").hasSize(1);
    }
  }

  /** Stands for a device, whose place in /dev root could give to a file. */
  @Test
  void leavesWhatIsNoFileWhereItIs() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("report.md"), pipe);
    for (Path path : List.of(pipe, link)) {
      assertThatThrownBy(() -> ReportFile.write(path, "x"))
          .isInstanceOf(ReportException.class)
          .hasMessage(
              pipe.toRealPath() + " can't be written: it is a device or a pipe, no regular file");
      assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
          .isTrue();
    }
  }

  @Test
  void saysWhyItCannot() throws Exception {
    assertThatThrownBy(() -> ReportFile.write(folder.resolve("missing/report.md"), "x"))
        .isInstanceOf(ReportException.class)
        .hasMessage(
            folder.resolve("missing/report.md") + " can't be written: its directory is missing");
    assertThatThrownBy(() -> ReportFile.write(folder, "x"))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("it is a directory");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
