package org.carbonaware.grid.http;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.http.HostileAnswer.Kind;
import org.carbonaware.text.Printable;

/**
 * Asks a hostile server in a process of its own, whose memory the caller limits, and prints a row
 * for each answer: provider, answer, seconds, peak of the heap in MB, outcome, message.
 *
 * <p>Arguments: the server's port, how many milliseconds a question may take, and whether every
 * provider shall see every answer; else one sees all, the others impossible figures and some.
 */
final class HostileQuestions {
  private static final long HANGS_SECONDS = 50;

  private HostileQuestions() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Duration limit = Duration.ofMillis(Long.parseLong(arguments[1]));
    boolean all = Boolean.parseBoolean(arguments[2]);
    for (AskedProvider provider : AskedProvider.values()) {
      for (HostileAnswer answer : HostileAnswer.all()) {
        if (all
            || provider == AskedProvider.ELECTRICITY_MAPS
            || answer.kind() == Kind.FIGURE
            || answer.name().contains("repeats")) {
          boolean slow = answer.kind() == Kind.SLOW;
          ask(
              provider.at(
                  HostileServer.address(port, provider, answer),
                  slow ? limit : Duration.ofSeconds(HANGS_SECONDS)),
              provider,
              answer);
        }
      }
    }
    System.exit(0); // one that hangs would keep this process
  }

  private static void ask(GridSource source, AskedProvider provider, HostileAnswer answer)
      throws InterruptedException {
    List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
    System.gc();
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    long begin = System.nanoTime();
    String outcome = outcome(source, provider);
    System.out.printf(
        Locale.ROOT,
        "%s\t%s\t%.2f\t%d\t%s%n",
        provider,
        answer.name(),
        (System.nanoTime() - begin) / 1e9,
        heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20,
        outcome);
  }

  private static String outcome(GridSource source, AskedProvider provider)
      throws InterruptedException {
    FutureTask<Optional<Intensity>> task =
        new FutureTask<>(() -> source.current(provider.zone(), AskedProvider.NOW));
    Thread thread = new Thread(task, "question");
    thread.setDaemon(true);
    thread.start();
    try {
      Optional<Intensity> answer = task.get(HANGS_SECONDS, TimeUnit.SECONDS);
      return "answers\t" + answer.map(any -> any.gramsPerKwh() + " g/kWh").orElse("unknown");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GridException failure) {
        return (failure.mayHelpToRetry() ? "passes" : "lasts") + "\t"
            + raw(String.valueOf(failure.getMessage()));
      }
      return "FAILED\t" + Printable.words(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return "HANGS\t" + thread.getStackTrace()[0];
    }
  }

  /** As it is, but for what would break the table. */
  private static String raw(String message) {
    return message.replace("\t", "<TAB>").replace("\n", "<LINE>").replace("\r", "<RETURN>");
  }
}
