package org.carbonaware.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.ledger.RunAccount.LossMoment;
import org.jspecify.annotations.Nullable;

/** Keeps losses evenly over time, and always the last one. */
final class LossThinning {
  /** How many are kept at most, the last one aside. */
  static final int MOST = 2000;

  private List<LossMoment> kept = new ArrayList<>();
  private Duration apart = Duration.ZERO;
  private @Nullable LossMoment last;

  void add(LossMoment loss) {
    last = loss;
    if (!due(loss.at())) {
      return;
    }
    kept.add(loss);
    while (kept.size() > MOST) {
      Duration span = Duration.between(kept.get(0).at(), loss.at()).abs();
      Duration least = span.dividedBy(MOST / 2).plusNanos(1);
      apart = apart.multipliedBy(2).compareTo(least) > 0 ? apart.multipliedBy(2) : least;
      thin();
    }
  }

  /** A clock that was set back must not silence what follows. */
  private boolean due(Instant at) {
    return kept.isEmpty()
        || Duration.between(kept.get(kept.size() - 1).at(), at).abs().compareTo(apart) >= 0;
  }

  private void thin() {
    List<LossMoment> all = kept;
    kept = new ArrayList<>(MOST + 1);
    for (LossMoment loss : all) {
      if (due(loss.at())) {
        kept.add(loss);
      }
    }
  }

  List<LossMoment> losses() {
    List<LossMoment> losses = new ArrayList<>(kept);
    if (last != null && (losses.isEmpty() || !losses.get(losses.size() - 1).equals(last))) {
      losses.add(last);
    }
    return losses;
  }
}
