package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
