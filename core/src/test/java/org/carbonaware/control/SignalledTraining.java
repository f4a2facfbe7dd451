package org.carbonaware.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.ledger.Ledger;

/** Another JVM with a toy training under control: the main class, and how to start it. */
final class SignalledTraining {
  private static final Duration SOON = Duration.ofMillis(20);

  private SignalledTraining() {}

  static Process start(Path directory, String mode) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SignalledTraining.class.getName(),
            directory.toString(),
            mode)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Path checkpoints(Path directory) {
    return directory.resolve("checkpoints");
  }

  static Path ledger(Path directory) {
    return directory.resolve("ledger");
  }

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    String mode = arguments[1];
    CarbonControllerBuilder settings = CarbonController.builder().zone("DE");
    if (mode.contains("uncounted")) {
      settings.expectedWork(Duration.ofHours(1));
    } else {
      settings.epochs(10);
    }
    if (mode.equals("exits at a checkpoint")) { // while it trains on
      settings.checkpointEvery(Duration.ofMillis(100)).pace(SOON, Duration.ofSeconds(1));
    }
    CarbonController controller = settings
        .deadline(Duration.ofHours(24))
        .checkpoints(checkpoints(directory))
        .listener(event -> {
          boolean atCheckpoint = event instanceof CheckpointWritten;
          if ((atCheckpoint && mode.equals("exits at a checkpoint"))
              || (event instanceof RunEnded && mode.equals("exits at the end"))) {
            System.exit(5);
          }
        })
        .listener(Ledger.in(ledger(directory)))
        .stopOnSignals(true, Duration.ofMinutes(10)) // so that a wait in vain is noticed
        .start();
    controller.gate().join(Thread.currentThread());
    switch (mode) {
      case "unclosed" -> train(controller, 1000);
      case "exits", "exits uncounted" -> {
        train(controller, 1000);
        System.exit(3);
      }
      case "exits on another thread" -> {
        new Thread(() -> {
              while (controller.batchesDone() < 100) {
                Thread.onSpinWait();
              }
              System.exit(4);
            })
            .start();
        trainAndExit75(controller);
      }
      case "exits at the end" -> {
        train(controller, 1000);
        controller.close();
      }
      case "closed by a hook" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(controller::close));
        train(controller, 1000);
        System.exit(6);
      }
      case "stopped" -> {
        controller.stop();
        trainAndExit75(controller);
      }
      case "paused" -> {
        controller.addListener(event -> {
          if (controller.state() == ControllerState.PAUSED) {
            say("paused");
          }
        });
        controller.pause();
        trainAndExit75(controller);
      }
      default -> trainAndExit75(controller);
    }
  }

  private static void trainAndExit75(CarbonController controller) {
    try (controller) {
      train(controller, Long.MAX_VALUE);
    } catch (TrainingSuspendedException suspended) {
      say("left");
      System.exit(TrainingSuspendedException.EXIT_CODE);
    }
  }

  private static void train(CarbonController controller, long batches) {
    ToyTraining training = new ToyTraining();
    for (long i = 0; i < batches; i++) {
      controller.gate().safePoint(training);
      training.step();
      controller.batchDone();
      if (i == 100) {
        say("training");
      }
    }
  }

  private static void say(String line) {
    PrintStream out = System.out;
    out.println(line);
    out.flush();
  }
}
