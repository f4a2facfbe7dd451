package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingProgressTest {
  @TempDir
  Path folder;

  private record Told(long bytes, long all) {}

  @Test
  void tellsHowFarItIsUpToTheEndOfTheSecondPass() throws IOException {
    Path file = folder.resolve("run-20260302T000000Z-1a2b3c4d.jsonl");
    LongRun.write(file, 2000);
    List<Told> told = new ArrayList<>();
    RunAccount account = RunAccount.read(
        file, Optional.empty(), Optional.empty(), (bytes, all) -> told.add(new Told(bytes, all)));
    assertThat(account.summary()).isEqualTo(RunAccount.read(file).summary());
    assertThat(told).isNotEmpty().allMatch(each -> each.all() == 2 * size(file));
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i).bytes()).isGreaterThanOrEqualTo(told.get(i - 1).bytes());
    }
    assertThat(told.get(told.size() - 1).bytes()).isEqualTo(2 * size(file));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
