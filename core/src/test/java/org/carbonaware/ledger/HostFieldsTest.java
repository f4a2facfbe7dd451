package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.HostFacts;
import org.carbonaware.control.RunOrigin;
import org.carbonaware.footprint.Boundary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = RecordedRun.START;

  @TempDir
  private Path directory;

  private static ObjectNode written(HostFacts host) {
    ObjectNode fields = JSON.createObjectNode();
    HostFields.write(host, fields);
    return fields;
  }

  private static HostFacts with(String os) {
    HostFacts all = SampleAccount.host();
    return new HostFacts(
        Optional.of(os),
        all.javaVersion(),
        all.javaVm(),
        all.cpuModel(),
        all.cpuThreads(),
        all.givenThreads(),
        all.memoryBytes(),
        all.givenMemoryBytes(),
        all.gpus(),
        all.virtual(),
        all.timeZone(),
        all.site());
  }

  private static RunStarted started(int hour, HostFacts host) {
    return new RunStarted(
        START.plus(Duration.ofHours(hour)),
        "run-1",
        START,
        START.plus(Duration.ofHours(24)),
        "DE",
        "lifecycle",
        "plan",
        Optional.empty(),
        Optional.empty(),
        Boundary.DEFAULT,
        Duration.ofMinutes(1),
        new RunOrigin(Optional.of("abc"), Optional.empty(), host));
  }

  private RunAccount recorded(HostFacts... hosts) {
    for (int i = 0; i < hosts.length; i++) {
      Ledger process = Ledger.in(directory);
      process.onEvent(started(i, hosts[i]));
      process.onClose();
    }
    return RunAccount.read(Ledger.files(directory).get(0));
  }

  private static String moved(RunAccount account) {
    return account.footprint().assumptions().stream()
        .filter(text -> text.contains("computers"))
        .findFirst()
        .orElse("");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(HostFields.read(written(SampleAccount.host()))).isEqualTo(SampleAccount.host());
    assertThat(HostFields.read(written(HostFacts.UNKNOWN))).isEqualTo(HostFacts.UNKNOWN);
    assertThat(written(HostFacts.UNKNOWN)).as("what is unknown takes no place").isEmpty();
  }

  @Test
  void whatIsNoSuchValueIsUnknown() throws Exception {
    String line =
        "{\"os\": 7, \"cpuThreads\": \"many\", \"givenThreads\": \"x\", \"gpus\": \"A100\","
            + "\"memoryBytes\": 1.5e30, \"virtual\": \"yes\", \"timeZone\": \"Moon/Base\","
            + "\"latitude\": 91, \"longitude\": 8}";
    HostFacts read = HostFields.read(JSON.readTree(line));
    assertThat(read.cpuThreads()).isEmpty();
    assertThat(read.givenThreads()).isEmpty();
    assertThat(read.memoryBytes()).isEmpty();
    assertThat(read.gpus()).isEmpty();
    assertThat(read.virtual()).isEmpty();
    assertThat(read.timeZone()).isEmpty();
    assertThat(read.site()).isEqualTo(HostFacts.Site.UNKNOWN);
  }

  @Test
  void aRunThatWentOnElsewhereKeepsBothComputersAndNamesTheLast() {
    RunAccount account = recorded(with("Linux-6"), with("Linux-7"));
    assertThat(account.hosts()).containsExactly(with("Linux-6"), with("Linux-7"));
    assertThat(account.host()).isEqualTo(with("Linux-7"));
    assertThat(moved(account))
        .isEqualTo("The processes of the run were on 2 different computers, or on one that changed:"
            + " where one is named, it is the last.");
  }

  @Test
  void aRunThatCameBackNamesTheFirstAgain() {
    RunAccount account = recorded(with("Linux-6"), with("Linux-7"), with("Linux-6"));
    assertThat(account.hosts()).containsExactly(with("Linux-7"), with("Linux-6"));
  }

  @Test
  void aProcessThatTellsNothingLeavesTheLastKnown() {
    RunAccount account = recorded(with("Linux-6"), HostFacts.UNKNOWN);
    assertThat(account.host()).isEqualTo(with("Linux-6"));
    assertThat(moved(account)).isEmpty();
  }

  @Test
  void anOlderRecordHasNone() {
    RunAccount account = recorded(HostFacts.UNKNOWN);
    assertThat(account.hosts()).isEmpty();
    assertThat(account.host()).isEqualTo(HostFacts.UNKNOWN);
  }

  @Test
  void notMoreThanAHundredAreKept() {
    HostFacts[] hosts = new HostFacts[103];
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] = with("Linux-" + i);
    }
    assertThat(recorded(hosts).hosts())
        .hasSize(100)
        .startsWith(with("Linux-3"))
        .endsWith(with("Linux-102"));
  }
}
