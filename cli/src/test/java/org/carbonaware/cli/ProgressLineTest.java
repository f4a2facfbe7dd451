package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
  @Test
  void saysWhatIsDoneHowFastAndHowLongTheRestTakes() {
    assertThat(ProgressLine.line(13, "issues", 500, 2000, 10))
        .isEqualTo("3 of 13 zones, 500 of 2000 issues, 50/s, 30 s left");
    assertThat(ProgressLine.line(1, "jobs", 8760, 8760, 2))
        .isEqualTo("1 of 1 zones, 8760 of 8760 jobs, 4380/s, 0 s left");
  }

  @Test
  void aYearOfEveryZoneFitsATerminalOf80Columns() {
    assertThat(ProgressLine.line(123, "issues", 1_077_480, 1_077_480, 0.01))
        .hasSizeLessThanOrEqualTo(78);
  }
}
