package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTimesTest {
  private static final Duration DECLARED = Duration.ofSeconds(30);

  /** One process after the other, each of which takes what the one before has left. */
  private static final class Processes {
    private Map<String, String> checkpoint = new TreeMap<>();
    private boolean first = true;

    ResumeTimes next() {
      ResumeTimes times = new ResumeTimes(DECLARED);
      if (!first) {
        times.restore(checkpoint);
      }
      first = false;
      return times;
    }

    ResumeTimes next(double seconds) {
      ResumeTimes times = next();
      times.comes(TestClock.START);
      times.isThere(TestClock.START.plusMillis((long) (seconds * 1000)));
      times.isThere(TestClock.START.plusSeconds(10_000)); // counts once
      checkpoint = new TreeMap<>();
      times.save(checkpoint);
      return times;
    }
  }

  @Test
  void isAsDeclaredWhileNothingIsMeasured() {
    ResumeTimes times = new ResumeTimes(DECLARED);
    assertThat(times.expected()).isEqualTo(DECLARED);
    assertThat(times.pessimistic()).isEqualTo(DECLARED);
    assertThat(times.beyondExpected()).isZero();
  }

  @Test
  void whatIsFasterThanDeclaredChangesNothing() {
    Processes run = new Processes();
    run.next(5);
    run.next(10);
    assertThat(run.next(12).expected()).isEqualTo(DECLARED);
    assertThat(run.next().pessimistic()).isEqualTo(DECLARED);
  }

  @Test
  void theStartStandsForResumesUntilOneIsMeasured() {
    Processes run = new Processes();
    ResumeTimes start = run.next(100);
    assertThat(start.pessimistic()).isEqualTo(Duration.ofSeconds(150));
    assertThat(start.expected()).as("it may have loaded the data").isEqualTo(DECLARED);
    assertThat(run.next().pessimistic()).isEqualTo(Duration.ofSeconds(150));

    ResumeTimes resumed = run.next(40);

    assertThat(resumed.expected()).isEqualTo(Duration.ofSeconds(40));
    assertThat(resumed.pessimistic()).isEqualTo(Duration.ofSeconds(60));
    assertThat(resumed.beyondExpected()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void keepsInHandByWhatTheyDiffer() {
    Processes run = new Processes();
    run.next(1);
    run.next(40);
    run.next(100);
    ResumeTimes times = run.next(70);
    assertThat(times.expected()).isEqualTo(Duration.ofSeconds(70));
    assertThat(times.pessimistic()).isEqualTo(Duration.ofSeconds(100 + 60));
  }

  @Test
  void keepsLessInHandTheMoreAreAlike() {
    Processes run = new Processes();
    run.next(1);
    Duration before = Duration.ofDays(1);
    for (int resumes = 1; resumes <= 8; resumes++) {
      Duration now = run.next(90).pessimistic();
      assertThat(now).isLessThan(before);
      before = now;
    }
    assertThat(before).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void forgetsWhatIsLongAgo() {
    Processes run = new Processes();
    run.next(1);
    run.next(3600);
    for (int resumes = 0; resumes < 7; resumes++) {
      assertThat(run.next(90).pessimistic()).isGreaterThan(Duration.ofHours(1));
    }
    assertThat(run.next(90).pessimistic()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void whatWarmsUpInEachProcessBelongsToIt() {
    ResumeTimes times = new ResumeTimes(DECLARED);
    times.restore(Map.of());
    times.comes(TestClock.START);
    times.isThere(TestClock.START.plusSeconds(60));
    times.warmedUp(20);
    times.warmedUp(0); // its window is no longer among the last ones
    assertThat(times.expected()).isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void theStartCountsWithWhatWarmedUp() {
    ResumeTimes times = new ResumeTimes(DECLARED);
    times.comes(TestClock.START);
    times.isThere(TestClock.START.plusSeconds(60));
    times.warmedUp(20);
    Map<String, String> run = new TreeMap<>();
    times.save(run);
    assertThat(run).containsEntry("startSeconds", "80.0");
    assertThat(times.pessimistic()).isEqualTo(Duration.ofMinutes(2));
  }

  /** One that took no time is a measurement, and not the lack of one. */
  @Test
  void aResumeThatTookNoTimeCounts() {
    ResumeTimes times = new ResumeTimes(DECLARED);
    times.restore(Map.of("resumeSeconds", "0.0", "startSeconds", "100"));
    assertThat(times.pessimistic()).isEqualTo(DECLARED);
  }

  @Test
  void remembersEightOfEarlierProcesses() {
    ResumeTimes times = new ResumeTimes(DECLARED);
    times.restore(Map.of("resumeSeconds", "500 90 90 90 90 90 90 90"));
    assertThat(times.pessimistic()).isEqualTo(Duration.ofSeconds(500 + 410));
    times.restore(Map.of("resumeSeconds", "500 90 90 90 90 90 90 90 90"));
    assertThat(times.pessimistic()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void whatIsTakenOverReplacesWhatWasKnown() {
    ResumeTimes times = new ResumeTimes(DECLARED);
    times.restore(Map.of("resumeSeconds", "500"));
    times.restore(Map.of("resumeSeconds", "60"));
    assertThat(times.expected()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void anotherRunKnowsNothingOfTheOneBefore() {
    Processes run = new Processes();
    run.next(1);
    run.next(500);
    ResumeTimes times = run.next();
    times.beginAnew();
    assertThat(times.pessimistic()).isEqualTo(DECLARED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "NaN", "-5", "Infinity", "1e999", "9 x 9", "null", "-0.0 NaN"})
  void whatACheckpointSaysWrongIsNotKnown(String text) {
    ResumeTimes times = new ResumeTimes(DECLARED);
    times.restore(Map.of("resumeSeconds", text, "startSeconds", text));
    assertThat(times.expected()).isEqualTo(DECLARED);
    assertThat(times.pessimistic()).isEqualTo(DECLARED);
  }

  @Test
  void nothingThatGrowsByAThirdEachTimeTakesLongerThanWasKeptInHand() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Processes run = new Processes();
      run.next(1);
      double seconds = 31 + random.nextDouble() * 100;
      Duration inHand = run.next(seconds).pessimistic();
      double growth = 1 + random.nextDouble() / 3;
      for (int resumes = 0; resumes < 20; resumes++) {
        seconds *= growth;
        assertThat(Duration.ofMillis((long) (seconds * 1000)))
            .as("seed %d, resume %d", seed, resumes)
            .isLessThanOrEqualTo(inHand);
        ResumeTimes times = run.next(seconds);
        inHand = times.pessimistic();
        assertThat(times.beyondExpected().isNegative()).isFalse();
        assertThat(times.expected()).isBetween(DECLARED, inHand);
      }
    }
  }
}
