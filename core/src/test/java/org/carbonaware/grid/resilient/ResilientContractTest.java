package org.carbonaware.grid.resilient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.GridSourceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Around a good source every defence is a good source. */
class ResilientContractTest {
  private static final RateLimit PLENTY = new RateLimit(1_000, Duration.ofHours(1));

  @TempDir
  Path directory;

  abstract static class Around extends GridSourceContract {
    abstract GridSource around(GridSource good, InstantSource clock);

    @Override
    protected GridSource source(InstantSource clock) {
      return around(new ScriptedSource(clock), clock);
    }

    @Override
    protected Zone zone() {
      return ScriptedSource.ZONE;
    }

    @Override
    protected Instant now() {
      return VirtualTime.START;
    }
  }

  @Nested
  class Nothing extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return good;
    }
  }

  @Nested
  class Monitored extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return MonitoredSource.of(good, clock);
    }
  }

  @Nested
  class Cached extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return CachedSource.of(good, Cadence.every(Duration.ofMinutes(15)), clock);
    }
  }

  @Nested
  class CachedAhead extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return CachedSource.refreshingAhead(
          good, Cadence.every(Duration.ofMinutes(15)), clock, Runnable::run);
    }
  }

  @Nested
  class Retrying extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return RetryingSource.of(good, RetryPolicy.ofDefaults());
    }
  }

  @Nested
  class RateLimited extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return RateLimitedSource.of(good, PLENTY, clock);
    }
  }

  @Nested
  class Breaking extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return BreakingSource.of(good, BreakerPolicy.ofDefaults(), clock);
    }
  }

  @Nested
  class Timed extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return TimedSource.of(good, Duration.ofMinutes(5), 8);
    }
  }

  @Nested
  class Bounded extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return BoundedSource.of(good, Bounds.ofDefaults(), finding -> {});
    }
  }

  @Nested
  class Remembering extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return RememberingSource.of(good, directory);
    }
  }

  @Nested
  class Fallback extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      return FallbackSource.of(List.of(good, new ScriptedSource("other", Basis.LIFECYCLE, clock)));
    }
  }

  @Nested
  class Everything extends Around {
    @Override
    GridSource around(GridSource good, InstantSource clock) {
      try {
        return ResilientSource.builder(good)
            .clock(clock)
            .rateLimit(PLENTY)
            .timeBudget(Duration.ofMinutes(5), 8)
            .directory(Files.createTempDirectory(directory, "kept"))
            .build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
