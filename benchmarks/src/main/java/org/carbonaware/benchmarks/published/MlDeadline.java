package org.carbonaware.benchmarks.published;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;

/** When the results of a training of scenario II are looked at. */
enum MlDeadline {
  /**
   * When the next working day begins, if it ended outside of working hours. A training that ends on
   * a Friday after 17:00 is due on Saturday: a quirk of the study.
   */
  NEXT_WORKDAY("next workday") {
    @Override
    LocalDateTime after(LocalDateTime finish) {
      LocalTime time = finish.toLocalTime();
      if (finish.getDayOfWeek() == DayOfWeek.SATURDAY) {
        return finish.plusDays(2).with(OPENING);
      }
      if (finish.getDayOfWeek() == DayOfWeek.SUNDAY || time.isAfter(CLOSING)) {
        return finish.plusDays(1).with(OPENING);
      }
      return time.isBefore(OPENING) ? finish.with(OPENING) : finish;
    }
  },
  /** On Monday or Thursday morning. */
  SEMI_WEEKLY("semi-weekly") {
    @Override
    LocalDateTime after(LocalDateTime finish) {
      LocalDateTime opening = finish.with(OPENING);
      LocalDateTime notBefore = finish.isAfter(opening) ? opening.plusDays(1) : opening;
      LocalDateTime monday = notBefore.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
      LocalDateTime thursday = notBefore.with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
      return monday.isBefore(thursday) ? monday : thursday;
    }
  };

  private static final LocalTime OPENING = LocalTime.of(9, 0);
  private static final LocalTime CLOSING = LocalTime.of(17, 0);

  private final String label;

  MlDeadline(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** The deadline of a training that would finish at a time, not before that. */
  abstract LocalDateTime after(LocalDateTime finish);
}
