package org.carbonaware.control;

import java.util.Optional;

/** What is known of the training, from its user and its framework. Safe for several threads. */
final class DescribedTraining {
  private final TrainingFacts byUser;
  private TrainingFacts known;
  private boolean announced;

  DescribedTraining(TrainingFacts byUser) {
    this.byUser = byUser;
    this.known = byUser;
  }

  /** The run is on record from now on: all that is known by now, if anything is. */
  synchronized Optional<TrainingFacts> announce() {
    announced = true;
    return Optional.of(known).filter(facts -> !facts.equals(TrainingFacts.UNKNOWN));
  }

  /** Takes note; all that is known by now, if that is news to the record. */
  synchronized Optional<TrainingFacts> add(TrainingFacts facts) {
    TrainingFacts before = known;
    known = byUser.or(facts).or(before);
    return Optional.of(known).filter(now -> announced && !now.equals(before));
  }
}
