package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.AnswerLog.Question;

/** A source whose answers are written down, true or not. */
final class LoggedSource implements GridSource {
  private final GridSource source;
  private final InstantSource clock;
  private final AnswerLog log;

  LoggedSource(GridSource source, InstantSource clock, AnswerLog log) {
    this.source = source;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Basis basis() {
    return source.basis();
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    log.asked(clock.instant());
    Optional<Intensity> answer = source.current(zone, now);
    log.answered(Question.CURRENT, now);
    return answer;
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    log.asked(clock.instant());
    IntensitySeries answer = source.history(zone, from, to);
    log.answered(Question.HISTORY, clock.instant());
    return answer;
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    log.asked(clock.instant());
    Optional<IntensitySeries> answer = source.forecast(zone, now, horizon);
    log.answered(Question.FORECAST, now);
    return answer;
  }
}
