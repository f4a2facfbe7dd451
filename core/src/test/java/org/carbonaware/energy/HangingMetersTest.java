package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.nvml.NvmlOptions;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that answer late or never. */
class HangingMetersTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir
  private Path directory;

  private final CountDownLatch driver = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    driver.countDown();
  }

  /** Not by interrupts, as native code. */
  private void hang() {
    boolean answered = false;
    while (!answered) {
      try {
        driver.await();
        answered = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private EnergyMeter hangingWhenRead(boolean hangs) {
    return new EnergyMeter() {
      @Override
      public EnergyReading read() {
        if (hangs) {
          hang();
        }
        return new EnergyReading(List.of());
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }

  private Host host(Host.GpuOpener gpus, Host.CounterOpener counters) {
    return new Host(directory, Map.of(), gpus, counters, () -> -1).withPatience(SHORT);
  }

  private static EnergyMeter noGpus(NvmlOptions options, java.util.function.LongSupplier time) {
    throw new MeterUnavailableException("no NVIDIA driver");
  }

  private static EnergyMeter noCounters(
      String device, boolean platform, java.util.function.LongSupplier time) {
    throw new MeterUnavailableException("no counters");
  }

  private static List<String> names(Host host) {
    try (EnergyMeter meter = Meters.detect(host, MeterOptions.ofDefaults(), () -> 0)) {
      return meter.read().components().stream().map(Component::name).toList();
    }
  }

  private static String check(Host host, int index) {
    return Meters.explain(host, MeterOptions.ofDefaults()).get(index).text();
  }

  @Test
  void aDriverThatHangsIsGoneOnWithout() {
    Host host = host(
        (options, time) -> {
          hang();
          return hangingWhenRead(false);
        },
        HangingMetersTest::noCounters);
    assertThat(names(host)).containsExactly("cpu", "ram");
    assertThat(check(host, 0)).isEqualTo("the NVIDIA driver did not answer within 0.05 s");
  }

  @Test
  void aMeterThatComesTooLateIsClosed() throws Exception {
    Host host = host(
        (options, time) -> {
          hang();
          return hangingWhenRead(false);
        },
        HangingMetersTest::noCounters);
    assertThat(names(host)).containsExactly("cpu", "ram");
    assertThat(closed.getCount()).as("it has not come yet").isOne();
    driver.countDown();
    assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void aFirstReadingThatHangsIsGoneOnWithout() {
    Host host = host((options, time) -> hangingWhenRead(true), HangingMetersTest::noCounters);
    assertThat(names(host)).containsExactly("cpu", "ram");
  }

  @Test
  void aGpuWhoseDriverHangsIsModelled() {
    new FakeMachine(directory)
        .with("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t Tesla T4\n");
    Host host = host(
        (options, time) -> {
          hang();
          return hangingWhenRead(false);
        },
        HangingMetersTest::noCounters);
    assertThat(names(host)).containsExactly("gpu0", "cpu", "ram");
    assertThat(check(host, 0)).startsWith("the NVIDIA driver did not answer within 0.05 s; of 1");
  }

  @Test
  void countersThatHangAreGoneOnWithout() {
    Host host = host(HangingMetersTest::noGpus, (device, platform, time) -> {
      hang();
      return hangingWhenRead(false);
    });
    assertThat(names(host)).containsExactly("cpu", "ram");
    assertThat(check(host, 1)).isEqualTo("the processors' counters did not answer within 0.05 s");
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Bounded.call("it", Duration.ofMinutes(1), () -> {
          hang();
          return 1;
        }))
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessage("the wait for it was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsThrownInTimeIsThrownOn() {
    AtomicBoolean late = new AtomicBoolean();
    assertThatThrownBy(() -> Bounded.call(
            "it",
            Duration.ofMinutes(1),
            () -> {
              throw new UnsatisfiedLinkError("no libc");
            },
            unused -> late.set(true)))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessage("no libc");
    assertThat(late).isFalse();
    assertThat(Bounded.call("it", Duration.ofMinutes(1), () -> 7)).isEqualTo(7);
  }

  @Test
  void noProcessStaysForAThreadThatHangs() {
    assertThat(Bounded.call(
            "it", Duration.ofMinutes(1), () -> Thread.currentThread().isDaemon()))
        .isTrue();
  }
}
