package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.resilient.ResilientSource;
import org.carbonaware.grid.resilient.RetryPolicy;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A training begins at once and says what it assumes, however its providers fail. */
@Timeout(60)
class ColdStartTest {
  private static final int BATCHES = 1_000;

  private final RecordedEvents events = new RecordedEvents();

  private static GridSource defended(GridSource provider) {
    return ResilientSource.builder(provider)
        .retry(new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
        .build();
  }

  private static GridSource providersAt(ServerSocket server) {
    URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
    InstantSource clock = InstantSource.system();
    HttpLimits limits = HttpLimits.ofDefaults();
    return defended(ElectricityMapsGridSource.at(
            address, ApiKey.of("some-key"), Basis.LIFECYCLE, limits, clock))
        .orElse(defended(EnergyChartsGridSource.at(address, limits, clock)))
        .orElse(Grids.typical());
  }

  private CarbonController start(GridSource grid, ControllerListener listener) {
    return CarbonController.builder()
        .zone("DE")
        .grid(grid)
        .batches(BATCHES)
        .deadline(Duration.ofDays(1))
        .meter(new SwitchedMeter(new TestClock()))
        .listener(events)
        .listener(listener)
        .pace(Duration.ofMillis(5), Duration.ofMillis(5))
        .start();
  }

  private static void train(CarbonController controller, ToyTraining training) {
    for (int batch = 0; batch < BATCHES; batch++) {
      controller.gate().safePoint(training);
      controller.batchDone();
    }
  }

  @Test
  void trainsToTheEndWhileNoProviderHasAnsweredYet() throws Exception {
    CountDownLatch decided = new CountDownLatch(1);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CarbonController controller = start(providersAt(silent), event -> {
        if (event instanceof DecisionMade) {
          decided.countDown();
        }
      });
      train(controller, new ToyTraining());
      assertThat(decided.await(20, TimeUnit.SECONDS)).isTrue();
      controller.close();
    }
    assertThat(events.of(RunEnded.class)).singleElement().matches(RunEnded::complete);
    assertThat(events.of(DecisionMade.class).get(0).intensity()).isEmpty();
    assertThat(events.decisions().get(0))
        .isIn(Reason.Code.UNKNOWN_INTENSITY, Reason.Code.UNKNOWN_WORK);
  }

  @Test
  void saysWhatIsAssumedWhenNoProviderCanBeReached() throws Exception {
    CountDownLatch told = new CountDownLatch(2);
    CarbonController controller = start(providersAt(closed()), event -> {
      if (event instanceof IntensityObserved || isWarning(event)) {
        told.countDown();
      }
    });
    train(controller, new ToyTraining());
    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    controller.close();

    assertThat(events.of(RunEnded.class)).singleElement().matches(RunEnded::complete);
    assertThat(events.of(IntensityObserved.class)).allSatisfy(observed -> {
      Provenance provenance = observed.intensity().provenance();
      assertThat(provenance.kind()).isEqualTo(Provenance.Kind.ASSUMED);
      assertThat(provenance.source()).startsWith("typical year");
      assertThat(provenance.freshness().toString()).isEqualTo("static");
    });
    assertThat(events.of(Warned.class))
        .extracting(Warned::text)
        .filteredOn(text -> text.contains("no live data"))
        .singleElement()
        .asString()
        .contains("Electricity Maps", "Energy-Charts", "did not answer", "typical year")
        .doesNotContain("some-key");
  }

  private static boolean isWarning(ControllerEvent event) {
    return event instanceof Warned warned && warned.text().contains("no live data");
  }

  private static ServerSocket closed() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.close();
    return server;
  }
}
