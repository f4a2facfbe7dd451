package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a record may have at most, so that whatever is in it takes little memory and time. */
class LedgerBoundsTest {
  private static final long HOUR = 3_600_000_000_000L;

  @TempDir
  Path directory;

  private Path sound() {
    return new RecordedRun().begin().grid(100).draw(Duration.ofHours(1), 500).write(directory);
  }

  private static EnergyLine energy(long fromHour, long toHour) {
    EnergyLine line = new EnergyLine();
    line.from = fromHour * HOUR;
    line.to = toHour * HOUR;
    line.joules = 1;
    return line;
  }

  @Test
  void aLineOfAMebibyteIsReadAndALongerOneIsNot() throws IOException {
    Path file = sound();
    int lines = Files.readAllLines(file).size();
    String begin = "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":" + (lines + 1)
        + ",\"at\":\"2024-06-03T07:00:00Z\",\"kind\":\"warning\",\"text\":\"w\"";
    int blanks = (1 << 20) - begin.length() - 2;
    Files.writeString(file, begin + " ".repeat(blanks) + "}\n", StandardOpenOption.APPEND);
    assertThat(RunAccount.read(file).summary().warnings()).containsExactly("w");

    Files.writeString(file, " ".repeat(1 << 20) + "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> RunAccount.read(file))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            file + ":" + (lines + 2) + " is damaged, expected a line of at most 1048576 bytes");
  }

  /** As a crash leaves it on some file systems. */
  @Test
  void aLongEndThatNeverBecameALineIsLeftOut() throws IOException {
    Path file = sound();
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(sparse.length() + (3 << 20));
    }
    RunAccount account = RunAccount.read(file);

    assertThat(account.summary().joules()).isEqualTo(500);
    assertThat(account.summary().warnings())
        .containsExactly("left out an incomplete last line of 3145728 bytes");
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> RunAccount.read(directory))
        .isInstanceOf(LedgerException.class)
        .hasMessage("the ledger " + directory + " is a directory; expected the record of a run");
  }

  @Test
  void textsAreCutAtAnyDepth() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode().put("short", "x".repeat(8192));
    fields.putArray("list").add("y".repeat(8193)).addObject().put("deep", "z".repeat(9000));
    fields.put("pair", "p".repeat(8191) + "\ud83d\ude00");

    BriefTexts.in(fields);

    assertThat(fields.path("short").asText()).isEqualTo("x".repeat(8192));
    assertThat(fields.path("list").path(0).asText()).isEqualTo("y".repeat(8192) + "…");
    assertThat(fields.path("list").path(1).path("deep").asText()).isEqualTo("z".repeat(8192) + "…");
    assertThat(fields.path("pair").asText()).isEqualTo("p".repeat(8191) + "…");
  }

  @Test
  void ofManyNamesTheFirstAreKept() {
    FirstTexts texts = new FirstTexts();
    IntStream.range(0, 1000).forEach(i -> texts.add("zone" + i));
    texts.add("zone7");

    assertThat(texts).hasSize(101).startsWith("zone0", "zone1").endsWith("zone99", "others");
  }

  @Test
  void ofManyOriginsTheFirstAreKept() {
    IntensityOrigins origins = new IntensityOrigins();
    for (int i = 0; i < 1000; i++) {
      origins.add(i, LedgerLines.fields().put("intensityKind", "k" + i).put("source", "s" + i));
    }
    assertThat(origins.sources()).hasSize(101).startsWith("s0", "s1").endsWith("s99", "others");
    assertThat(origins.kinds()).hasSize(101);
    assertThat(origins.current()).isEqualTo(999);
  }

  @Test
  void gpusOfAHostAreCounted() {
    ObjectNode host = JsonNodeFactory.instance.objectNode();
    IntStream.range(0, 1000).forEach(i -> host.withArray("gpus").add("gpu" + i));
    assertThat(HostFields.read(host).gpus()).hasSize(256).startsWith("gpu0").endsWith("gpu255");
  }

  @Test
  void twentyYearsOfHoursAreOneRun() {
    HourTotals hours = new HourTotals();
    for (int year = 0; year < 20; year++) {
      hours.add(energy(year * 8766L, (year + 1) * 8766L), null);
    }
    assertThat(hours.totals(1)).hasSize(175_320);
    hours.add(energy(0, 1), null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hours.add(energy(175_320, 175_321), null))
        .withMessage("energy in more than 175320 different hours, expected those of one run; was a"
            + " clock set?");
  }

  @Test
  void intervalsThatOverlapAThousandTimesAreNoRun() {
    HourTotals hours = new HourTotals();
    long length = 87_660;
    for (int i = 0; i < 2000; i++) {
      hours.add(energy(0, length + 1), null); // spread over so many hours more than one
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hours.add(energy(0, 2), null))
        .withMessageStartingWith("the intervals of energy have more than 175320000 hours in all");
  }

  @Test
  void originsOfAnHourAreFew() {
    HourTotals hours = new HourTotals();
    for (int i = 0; i < 50; i++) {
      EnergyLine line = energy(0, 1);
      line.grams = 1;
      hours.add(line, new IntensityOrigins.Origin("k", "s" + i));
    }
    assertThat(hours.totals(1).get(0).intensitySource())
        .isEqualTo(IntStream.range(0, 16).mapToObj(i -> "s" + i).collect(Collectors.joining(", ")));
  }

  @Test
  void aMillionChangesOfIntensityAreOneRun() {
    IntensityTimeline timeline = new IntensityTimeline();
    for (int i = 0; i < 1 << 20; i++) {
      timeline.observe(i, i % 2);
    }
    timeline.observe(1 << 20, 1); // no change
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timeline.observe((1 << 20) + 1, 5))
        .withMessage(
            "the intensity changes more than 1048576 times, expected the changes of one" + " run");
    assertThat(timeline.steps().size()).isGreaterThanOrEqualTo(1 << 20);
  }

  @Test
  void aHundredThousandCrashesAreOneRun() {
    Repeats repeats = new Repeats();
    for (int i = 0; i < 100_000; i++) {
      repeats.checkpoint(i, i);
      repeats.resume(i, "checkpoint-" + i, false);
    }
    repeats.checkpoint(100_000, 100_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> repeats.resume(100_000, "checkpoint-100000", false))
        .withMessageStartingWith("the run crashed more than 100000 times");
    assertThatCode(() -> repeats.resume(100_001, "", false)).doesNotThrowAnyException();
    assertThat(List.of(repeats.countsUntil(5), repeats.countsUntil(100_001)))
        .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
