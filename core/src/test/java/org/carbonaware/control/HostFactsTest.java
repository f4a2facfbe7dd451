package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.energy.Hardware;
import org.junit.jupiter.api.Test;

/** What a run's first event tells of the computer. */
class HostFactsTest {
  private final RecordedEvents events = new RecordedEvents();

  private CarbonControllerBuilder settings() {
    return CarbonController.builder()
        .zone("DE")
        .grid(HourlyGrid.flat(100))
        .clock(new TestClock())
        .epochs(1)
        .deadline(Duration.ofHours(1))
        .listener(events)
        .stopOnSignals(false, Duration.ofSeconds(1));
  }

  private HostFacts told(CarbonControllerBuilder settings) {
    settings.startWithoutThreads().close();
    return events.of(RunStarted.class).get(0).origin().host();
  }

  @Test
  void theFirstEventTellsWhatComputerItIs() {
    HostFacts host = told(settings());
    Hardware hardware = Hardware.detect();
    assertThat(host.os())
        .contains(System.getProperty("os.name") + "-" + System.getProperty("os.version") + "-"
            + System.getProperty("os.arch"));
    assertThat(host.javaVersion()).contains(System.getProperty("java.version"));
    assertThat(host.javaVm().orElseThrow()).startsWith(System.getProperty("java.vm.name"));
    assertThat(host.cpuModel().orElse("")).isEqualTo(hardware.cpuModel());
    assertThat(host.cpuThreads()).hasValue(hardware.cpuThreads());
    assertThat(host.givenThreads()).hasValue(hardware.allocatedThreads());
    assertThat(host.memoryBytes()).hasValue(hardware.memoryBytes());
    assertThat(host.gpus()).isEqualTo(hardware.gpus());
    assertThat(host.timeZone()).contains(ZoneId.systemDefault());
    assertThat(host.site()).as("nobody told it").isEqualTo(HostFacts.Site.UNKNOWN);
  }

  @Test
  void neitherTheComputersNameNorTheUsersIsTold() throws UnknownHostException {
    String all = told(settings()).toString();
    List<String> names = Stream.of(
            InetAddress.getLocalHost().getHostName(),
            System.getProperty("user.home", ""),
            System.getProperty("user.name", ""))
        .filter(name -> name.length() > 3) // shorter ones may be part of any word
        .toList();
    assertThat(names).noneMatch(all::contains);
  }

  @Test
  void whereItStandsIsWhatWasTold() {
    HostFacts.Site site =
        told(settings().coordinates(50.1, -8.75).cloud("aws", "eu-central-1")).site();
    assertThat(site.coordinates()).contains(new HostFacts.Coordinates(50.1, -8.75));
    assertThat(site.cloudProvider()).contains("aws");
    assertThat(site.cloudRegion()).contains("eu-central-1");
  }

  @Test
  void blankNamesOfACloudAreNone() {
    assertThat(told(settings().cloud(" ", "")).site().cloudProvider()).isEqualTo(Optional.empty());
  }

  @Test
  void refusesCoordinatesThatAreNowhere() {
    assertThatThrownBy(() -> settings().coordinates(8.7, 181).start())
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining("latitude 8.7, longitude 181.0: expected -90 to 90 and -180 to 180");
    assertThatThrownBy(() -> settings().coordinates(Double.NaN, 8).start())
        .isInstanceOf(CarbonAwareException.class);
    assertThatThrownBy(() -> settings().coordinates(-90.1, 8).start())
        .isInstanceOf(CarbonAwareException.class);
  }

  @Test
  void theDateLineAndThePolesAreSomewhere() {
    HostFacts.Site site = told(settings().coordinates(-90, 180)).site();
    assertThat(site.coordinates()).contains(new HostFacts.Coordinates(-90, 180));
    assertThat(new HostFacts.Coordinates(90, -180).latitude()).isEqualTo(90);
  }
}
