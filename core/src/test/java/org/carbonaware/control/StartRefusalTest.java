package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the controller refuses to start, and how it says so. */
class StartRefusalTest {
  private final TestClock clock = new TestClock();

  private static Stream<SplittableRandom> seeds() {
    SplittableRandom seeds = new SplittableRandom(42);
    return Stream.generate(seeds::split).limit(200);
  }

  @Test
  @Tag("slow")
  void refusesWorkThatDoesNotFitBeforeTheDeadline() {
    seeds().forEach(random -> {
      Duration work = Duration.ofSeconds(1 + random.nextLong(1_000_000));
      Duration time = random.nextInt(10) == 0
          ? work
          : Duration.ofSeconds(1 + random.nextLong(2 * work.toSeconds() + 1));
      CarbonControllerBuilder settings = settings().expectedWork(work);
      if (random.nextBoolean()) {
        settings.deadline(time);
      } else {
        settings.deadline(TestClock.START.plus(time));
      }
      settings.batches(1 + random.nextInt(1000));

      if (work.compareTo(time) <= 0) {
        assertThatCode(() -> settings.start().close()).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(settings::start)
            .isInstanceOfSatisfying(InfeasibleDeadlineException.class, refusal -> {
              assertThat(refusal)
                  .hasMessageContaining(TestClock.START.plus(time).toString())
                  .hasMessageContaining(TestClock.START.plus(work).toString())
                  .hasMessageContaining("give it more time");
              assertThat(refusal.feasibility().slack()).isEqualTo(time.minus(work));
            });
      }
      assertThat(InfeasibleDeadlineException.EXIT_CODE).isEqualTo(76);
    });
  }

  @Test
  void refusesADeadlineInThePastWhateverTheWork() {
    CarbonControllerBuilder settings =
        settings().epochs(1).deadline(TestClock.START.minusSeconds(1));

    assertThatThrownBy(settings::start).isInstanceOf(InfeasibleDeadlineException.class);
  }

  @Test
  void letsGoOfTheStoreWhenItRefuses() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);
    CarbonControllerBuilder settings = settings()
        .expectedWork(Duration.ofHours(2))
        .deadline(Duration.ofHours(1))
        .checkpoints(store);

    assertThatThrownBy(settings::start).isInstanceOf(InfeasibleDeadlineException.class);
    assertThatThrownBy(store::latest).hasMessageContaining("closed");
  }

  @Test
  void namesAllThatIsMissing() {
    assertThatThrownBy(() -> CarbonController.builder().start())
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining("zone(\"DE\")")
        .hasMessageContaining("deadline(Duration.ofHours(24))")
        .hasMessageContaining("epochs(20)")
        .hasMessageContaining("batches(50_000)")
        .hasMessageContaining("expectedWork(");
  }

  @Test
  void aZoneThatNobodyKnowsNeedsASourceThatDoes() {
    CarbonControllerBuilder typo =
        CarbonController.builder().zone("DEE").epochs(1).deadline(Duration.ofHours(1));
    assertThatThrownBy(typo::start)
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContainingAll("zone \"DEE\" is not known", "DE (Germany)");

    settings()
        .zone("OUR-OWN-GRID")
        .epochs(1)
        .deadline(Duration.ofHours(1))
        .start()
        .close();
  }

  @Test
  void aZoneWithoutATypicalYearHasItsYearlyAverage() {
    CarbonControllerBuilder settings = CarbonController.builder()
        .zone("CL")
        .epochs(1)
        .deadline(Duration.ofHours(1))
        .stopOnSignals(false, Duration.ofSeconds(1));
    assertThat(settings
            .settings
            .grid()
            .current(Zone.of("CL"), clock.instant())
            .orElseThrow()
            .provenance())
        .matches(said -> said.source().contains("Chile"));
  }

  @Test
  void namesAllThatIsWrong() {
    CarbonControllerBuilder settings = settings()
        .epochs(1)
        .deadline(Duration.ofHours(1))
        .pace(Duration.ZERO, Duration.ofSeconds(-1))
        .gridEvery(Duration.ZERO)
        .energyEvery(Duration.ZERO)
        .checkpointEvery(Duration.ZERO)
        .expectedWork(Duration.ZERO)
        .margin(Duration.ofSeconds(-1))
        .suspendLongerThan(Duration.ZERO, Duration.ofSeconds(-1))
        .keepCheckpoints(0)
        .depth(PauseDepth.SUSPEND);

    assertThatThrownBy(settings::start)
        .isInstanceOf(CarbonAwareException.class)
        .message()
        .contains("pace: tick is PT0S", "pace: decide is PT-1S", "gridEvery is PT0S")
        .contains("energyEvery is PT0S", "checkpointEvery is PT0S", "expectedWork is PT0S")
        .contains("margin is PT-1S", "restoreTime is PT-1S", "keepCheckpoints is 0")
        .contains("SUSPEND need somewhere to save");
  }

  private CarbonControllerBuilder settings() {
    return CarbonController.builder()
        .zone("DE")
        .grid(HourlyGrid.flat(100))
        .clock(clock)
        .stopOnSignals(false, Duration.ofSeconds(1));
  }
}
