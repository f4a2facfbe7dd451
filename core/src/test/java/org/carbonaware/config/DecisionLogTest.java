package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What of a real run is told in the log, by what a real file says. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DecisionLogTest {
  private static final Logger LOG = Logger.getLogger(DecisionLog.class.getName());

  @TempDir
  Path root;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord logged) {
      told.add(logged.getLevel() + " " + new SimpleFormatter().formatMessage(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    LOG.setLevel(Level.ALL);
    LOG.setUseParentHandlers(false);
    LOG.addHandler(handler);
  }

  @AfterEach
  void leave() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
    LOG.setLevel(null);
  }

  /** Decides, and is paused by hand; what happened. */
  private List<ControllerEvent> run(String log) throws Exception {
    Path file = Files.writeString(root.resolve("c.yaml"), """
            zone: DE
            grid: {sources: [yearly-average]}
            job: {work: 1h, deadline: 24h, stopOnSignals: false}
            policy: {name: run-now}
            metering: {fullWatts: 100}
            control: {tick: PT0.005S, decideEvery: PT0.005S}
            """ + log);
    List<ControllerEvent> events = new CopyOnWriteArrayList<>();
    CountDownLatch decided = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    try (CarbonController carbon = CarbonController.fromConfig(file)
        .listener(event -> {
          events.add(event); // told in this order: the log has it by now
          if (event instanceof DecisionMade) {
            decided.countDown();
          } else if (event instanceof StateChanged) {
            changed.countDown();
          }
        })
        .start()) {
      assertThat(decided.await(1, TimeUnit.MINUTES)).isTrue();
      carbon.pause();
      assertThat(changed.await(1, TimeUnit.MINUTES)).isTrue();
    }
    return events;
  }

  private static String line(ControllerEvent event) {
    return event instanceof StateChanged change
        ? "INFO " + change.from() + " -> " + change.to() + ": "
            + change.reason().text()
        : event instanceof DecisionMade made
            ? "INFO " + made.decision().action() + " until about "
                + made.decision().until() + ": "
                + made.decision().reason().text()
            : "";
  }

  @Test
  void allTellsEveryDecisionAndEveryChangeInTheirOrder() throws Exception {
    List<ControllerEvent> events = run("log: {decisions: all}\n");
    assertThat(told)
        .containsExactlyElementsOf(events.stream()
            .map(DecisionLogTest::line)
            .filter(line -> !line.isEmpty())
            .toList())
        .hasSizeGreaterThan(2)
        .anyMatch(line -> line.startsWith("INFO RUN until about "))
        .anyMatch(line -> line.startsWith("INFO RUNNING -> PAUSING: "));
  }

  @Test
  void changesIsTheDefaultAndTellsOnlyThose() throws Exception {
    List<ControllerEvent> events = run("");
    assertThat(told)
        .containsExactlyElementsOf(events.stream()
            .filter(StateChanged.class::isInstance)
            .map(DecisionLogTest::line)
            .toList())
        .isNotEmpty();
    told.clear();
    assertThat(run("log: {decisions: changes}\n")).isNotEmpty();
    assertThat(told).isNotEmpty().allMatch(line -> line.contains(" -> "));
  }

  @Test
  void noneTellsNothing() throws Exception {
    assertThat(run("log: {decisions: none}\n"))
        .hasAtLeastOneElementOfType(DecisionMade.class)
        .hasAtLeastOneElementOfType(StateChanged.class);
    assertThat(told).isEmpty();
  }
}
