package org.carbonaware.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.ledger.Ledger;

/**
 * Another JVM whose meter writes down what it gave, and that tells each energy line its ledger has
 * taken: the main class, and how to start it.
 */
final class MeteredProcess {
  static final Duration ENERGY_EVERY = Duration.ofMillis(50);

  private MeteredProcess() {}

  /** {@code lines} is how many lines it trains for, and then closes; 0 for ever. */
  static Process start(Path directory, int number, int lines) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MeteredProcess.class.getName(),
            directory.toString(),
            Integer.toString(number),
            Integer.toString(lines))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** What the meter of a process gave, each time it was read, since it was made. */
  static List<Double> readings(Path directory, int number) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(readingsFile(directory, number)));
    List<Double> readings = new ArrayList<>();
    while (bytes.remaining() >= Double.BYTES) {
      readings.add(bytes.getDouble());
    }
    return readings;
  }

  private static Path readingsFile(Path directory, int number) {
    return directory.resolve("readings-" + number);
  }

  static Path ledger(Path directory) {
    return directory.resolve("ledger");
  }

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    int number = Integer.parseInt(arguments[1]);
    long enough = Long.parseLong(arguments[2]);
    Instant begun = TestClock.START.plus(Duration.ofMinutes(10L * number)); // far from a full hour
    AtomicLong lines = new AtomicLong();
    try (FileChannel readings = FileChannel.open(
            readingsFile(directory, number), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        CarbonController controller = CarbonController.builder()
            .zone("DE")
            .clock(TrainingClock.scaled(begun, 1))
            .batches(Long.MAX_VALUE / 2)
            .deadline(Duration.ofHours(24))
            .checkpoints(directory.resolve("checkpoints"))
            .meter(new Dice(new SplittableRandom(number), readings))
            .energyEvery(ENERGY_EVERY)
            .pace(Duration.ofMillis(10), Duration.ofSeconds(1))
            .listener(Ledger.in(ledger(directory)))
            .listener(event -> {
              if (event instanceof EnergyUsed used) {
                say("energy " + used.joules());
                lines.incrementAndGet();
              }
            })
            .start()) {
      ToyTraining training = new ToyTraining();
      controller.resumePoint(ToyTraining.IDENTITY).ifPresent(training::restore);
      controller.saveNow(training);
      while (enough == 0 || lines.get() < enough) {
        controller.gate().safePoint(training);
        training.step();
        controller.batchDone();
        Thread.onSpinWait();
      }
    }
    say("closed");
  }

  private static synchronized void say(String line) {
    PrintStream out = System.out;
    out.println(line);
    out.flush();
  }

  /** Draws some joules from one reading to the next, and has them on disk before it tells. */
  private static final class Dice implements EnergyMeter {
    private final SplittableRandom random;
    private final FileChannel file;
    private double joules;

    Dice(SplittableRandom random, FileChannel file) {
      this.random = random;
      this.file = file;
    }

    @Override
    public EnergyReading read() {
      joules += random.nextDouble(1000);
      ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).putDouble(joules).flip();
      try {
        file.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new EnergyReading(
          List.of(Component.of("dice", Kind.MACHINE, joules, Technique.EXTERNAL, "thrown")));
    }
  }
}
