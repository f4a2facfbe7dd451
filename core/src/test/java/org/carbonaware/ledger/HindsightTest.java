package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.carbonaware.control.ControllerState.PAUSING;
import static org.carbonaware.control.ControllerState.SUSPENDED;
import static org.carbonaware.ledger.RecordedRun.KWH;
import static org.carbonaware.ledger.RecordedRun.START;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.report.TextReport;
import org.carbonaware.report.html.HtmlReport;
import org.junit.jupiter.api.Test;

/** What would have been best, by the record alone and by what is known of the grid afterwards. */
class HindsightTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Instant at(int hour) {
    return START.plus(HOUR.multipliedBy(hour));
  }

  /** Hours of 1 kWh at 400 and 300 g/kWh, three hours in no process, one of 1 kWh at 200 g/kWh. */
  private static RecordedRun away() {
    return new RecordedRun()
        .begin()
        .grid(400)
        .draw(HOUR, KWH)
        .grid(300)
        .draw(HOUR, KWH)
        .become(PAUSING)
        .checkpoint(1)
        .become(SUSPENDED)
        .away(HOUR.multipliedBy(3))
        .begin()
        .grid(200)
        .draw(HOUR, KWH)
        .end(true);
  }

  private static IntensitySeries actual(Zone zone, Basis basis, double... values) {
    return IntensitySeries.of(
        zone, basis, new Provenance("the trace", Provenance.Kind.MEASURED), START, HOUR, values);
  }

  private static RunAccount account(RecordedRun run, double... actual) {
    return Accounts.of(
        new EntryLines(run.entries()),
        Optional.empty(),
        Optional.of(actual(Zone.of("DE"), Basis.LIFECYCLE, actual)));
  }

  private static double shown(RunAccount account) {
    return account.history().slices().stream().mapToDouble(Slice::bestGrams).sum();
  }

  @Test
  void theRecordAloneEndsTheTimeThatCouldHaveBeenChosen() {
    RunAccount account = RunAccount.of(away().entries());
    assertThat(account.hindsight().to()).isEqualTo(at(6));
    assertThat(account.hindsight().grams()).isCloseTo(400 + 300 + 200, within(1e-9));
    assertThat(TextReport.of(account).replaceAll("\\s+", " "))
        .contains("where the record ends: what came until the deadline is not known");
  }

  @Test
  void whatTheGridEmittedLaterCountsUntilTheDeadline() {
    double[] day = new double[30];
    Arrays.fill(day, 500);
    day[3] = 50; // away
    day[10] = 20; // after the record
    day[23] = 10; // the last hour before the deadline
    day[24] = 1; // after the deadline
    RunAccount account = account(away(), day);
    assertThat(account.hindsight().from()).isEqualTo(START);
    assertThat(account.hindsight().to()).isEqualTo(at(24));
    assertThat(account.hindsight().grams()).isCloseTo(10 + 20 + 50, within(1e-9));
    assertThat(shown(account)).isCloseTo(50, within(1e-9));
    assertThat(account.history().slices())
        .hasSameSizeAs(RunAccount.of(away().entries()).history().slices());
    // Running straight through would have run in the third hour, of which only the trace knows.
    assertThat(account.summary().counterfactualGrams()).isCloseTo(400 + 300 + 500, within(1e-9));
    assertThat(account.summary().counterfactualMissingJoules()).isZero();
    assertThat(account.summary().grams()).isCloseTo(900, within(1e-9));
    assertThat(account.footprint().assumptions())
        .anyMatch(text -> text.contains("taken from the trace (measured)"));
    assertThat(TextReport.of(account).replaceAll("\\s+", " "))
        .contains("to 2024-06-04T05:00:00Z, 30 g of it after the record ends");
    assertThat(HtmlReport.of(account)).contains("lie after this record");
  }

  @Test
  void whatWasRecordedHoldsWhateverATraceSays() {
    double[] zero = new double[6];
    RunAccount account = account(away(), zero);
    assertThat(account.summary().grams()).isCloseTo(900, within(1e-9));
    // One hour of the three away was to be had for nothing, and two more.
    assertThat(account.hindsight().grams()).isCloseTo(0, within(1e-9));
    assertThat(account.hindsight().to()).isEqualTo(at(6));
    assertThat(account.summary().counterfactualGrams()).isCloseTo(400 + 300 + 0, within(1e-9));
  }

  @Test
  void energyDrawnAtAnUnknownIntensityStaysUnknown() {
    RecordedRun run = new RecordedRun()
        .begin()
        .gridUnknown()
        .draw(HOUR, KWH)
        .grid(200)
        .draw(HOUR, KWH)
        .end(true);
    RunAccount account = account(run, 600, 600);
    // Were the trace's 600 g in what running straight through emits, they would look avoided.
    assertThat(account.summary().counterfactualGrams()).isCloseTo(200, within(1e-9));
    assertThat(account.summary().counterfactualMissingJoules()).isEqualTo(KWH);
  }

  @Test
  void intensitiesOfAnotherPlaceOrBasisAreRefused() {
    EntryLines lines = new EntryLines(away().entries());
    for (IntensitySeries other : new IntensitySeries[] {
      actual(Zone.of("FR"), Basis.LIFECYCLE, 1), actual(Zone.of("DE"), Basis.DIRECT, 1)
    }) {
      assertThatThrownBy(() -> Accounts.of(lines, Optional.empty(), Optional.of(other)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected those of DE, lifecycle");
    }
  }
}
