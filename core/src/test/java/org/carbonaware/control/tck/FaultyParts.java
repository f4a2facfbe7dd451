package org.carbonaware.control.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;

/** Parts of a controller that fail whenever they are used, each time in another way. */
final class FaultyParts {
  private FaultyParts() {}

  /** A disk that is full, then broken, then a library that is missing. */
  static final class Store implements CheckpointStore {
    private int writes;

    @Override
    public synchronized Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
      writes++;
      switch (writes % 3) {
        case 1 -> throw new CheckpointException("no space left on device");
        case 2 -> throw new IllegalStateException("a fault of the store");
        default -> throw new NoClassDefFoundError("org/example/Compressor");
      }
    }

    synchronized int writes() {
      return writes;
    }

    @Override
    public Optional<Checkpoint> latest() {
      return Optional.empty();
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public void close() {
      throw new IllegalStateException("a fault of the store");
    }
  }

  /** A grid that can't be reached, and answers with faults of its own when asked otherwise. */
  static final class Grid implements GridSource {
    private volatile boolean asked;

    boolean asked() {
      return asked;
    }

    @Override
    public String name() {
      return "out of order";
    }

    @Override
    public Basis basis() {
      return Basis.LIFECYCLE;
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      asked = true;
      throw GridException.passing("the grid is out of reach", null);
    }

    @Override
    public IntensitySeries history(Zone zone, Instant from, Instant to) {
      throw new IllegalStateException("a fault of the source");
    }

    @Override
    public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
      throw new NoClassDefFoundError("org/example/Json");
    }
  }

  /** A policy whose library is missing, and whose memory is full. */
  static final class Choice implements Policy {
    private boolean full;

    @Override
    public String name() {
      return "out of order";
    }

    @Override
    public Decision decide(Situation situation) {
      full = !full;
      if (full) {
        throw new OutOfMemoryError("Java heap space");
      }
      throw new NoClassDefFoundError("org/example/Solver");
    }
  }

  /** A meter that was unplugged. */
  static final class Meter implements EnergyMeter {
    @Override
    public EnergyReading read() {
      throw new UnsatisfiedLinkError("libmeter.so");
    }

    @Override
    public void sample() {
      throw new IllegalStateException("a fault of the meter");
    }

    @Override
    public void close() {
      throw new IllegalStateException("a fault of the meter");
    }
  }

  /** A listener that fails and, besides, interrupts whoever tells it. */
  static final class Listener implements ControllerListener {
    @Override
    public void onEvent(ControllerEvent event) {
      Thread.currentThread().interrupt();
      throw new OutOfMemoryError("Java heap space");
    }

    @Override
    public void onClose() {
      throw new IllegalStateException("a fault of the listener");
    }
  }
}
