package org.carbonaware.energy.rapl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.MeterUnavailableException;

/**
 * Measures the processors of Intel and AMD, and the memory where the processor counts it, by their
 * energy counters (running average power limit, RAPL) as Linux shows them below its powercap
 * directory. One component {@code cpu} for all packages together and, where there are counters of
 * the memory, one {@code ram}; or one {@code machine} by the counter of the whole platform. All is
 * charged, whoever uses the processors.
 *
 * <p>The counters wrap around: look at least every half minute, by {@link #read} or
 * {@link #sample}. A gap in which one may have wrapped twice counts as a lower bound and as not
 * covered. A counter that was set back, as after a sleep, or that can't be read for a while stands
 * still for that while; if it can be read again, what it counted meanwhile is caught up on.
 *
 * <p>A look costs some ten microseconds for each counter. Not safe for several threads.
 */
public final class RaplMeter implements EnergyMeter {
  /**
   * The system property that names the powercap directory where it is not in a usual place, as in a
   * container.
   */
  public static final String ROOT_PROPERTY = "carbon.powercap.root";

  /** Usual places; the second is where containers made for Zeus have it. */
  private static final List<String> USUAL_ROOTS = List.of(
      "/sys/class/powercap", "/zeus_sys/class/powercap", "/zeus_sys/devices/virtual/powercap");

  private final LongSupplier nanoTime;
  private final String device;
  private final Path root;
  private final boolean platform;
  private final List<Zone> zones = new ArrayList<>();
  private final List<Zone> memories = new ArrayList<>();
  private final Mirrors mirrors;
  private long counted;
  private EnergyReading last = new EnergyReading(List.of());
  private boolean closed;

  private RaplMeter(
      Powercap powercap,
      CounterReader reader,
      boolean platform,
      String device,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.device = device;
    this.root = powercap.root();
    this.platform = platform;
    long now = nanoTime.getAsLong();
    List<Powercap.Found> counters = platform ? powercap.platform() : powercap.packages();
    counters.forEach(found -> zones.add(new Zone(found, reader, now)));
    if (!platform) {
      powercap.memories().forEach(found -> memories.add(new Zone(found, reader, now)));
    }
    memories.removeIf(zone -> !zone.readable()); // a model does better than nothing
    mirrors = new Mirrors(zones);
    mirrors.look(now);
  }

  /**
   * Opens the counters, in the directory that the system property {@link #ROOT_PROPERTY} names, or
   * else in the usual places.
   *
   * @param device the processor's model, for the record; empty if unknown
   * @param wholePlatform true to read the one counter of the whole platform where there is one; it
   *     holds the packages and the memory, so that these are not read then
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero
   * @throws MeterUnavailableException if there is no counter or none can be read; the message says
   *     why and what helps
   */
  public static RaplMeter open(String device, boolean wholePlatform, LongSupplier nanoTime) {
    String named = System.getProperty(ROOT_PROPERTY);
    List<Path> roots =
        named == null ? USUAL_ROOTS.stream().map(Path::of).toList() : List.of(Path.of(named));
    return open(roots, device, wholePlatform, nanoTime, CounterReader.ofFiles());
  }

  /**
   * Opens the counters in one powercap directory.
   *
   * @param root such as {@code /sys/class/powercap}
   * @param device the processor's model, for the record; empty if unknown
   * @param wholePlatform as above
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero
   * @throws MeterUnavailableException if there is no counter or none can be read
   */
  public static RaplMeter open(
      Path root, String device, boolean wholePlatform, LongSupplier nanoTime) {
    return open(List.of(root), device, wholePlatform, nanoTime, CounterReader.ofFiles());
  }

  static RaplMeter open(
      List<Path> roots,
      String device,
      boolean wholePlatform,
      LongSupplier nanoTime,
      CounterReader reader) {
    String reason = "";
    for (Path root : roots) {
      Powercap powercap = new Powercap(root, reader);
      boolean platform = wholePlatform && !powercap.platform().isEmpty();
      RaplMeter meter = new RaplMeter(powercap, reader, platform, device, nanoTime);
      if (meter.zones.stream().anyMatch(Zone::readable)) {
        return meter;
      }
      if (reason.isEmpty() || powercap.exists()) {
        reason = meter.whyNot(powercap);
      }
    }
    throw new MeterUnavailableException(reason);
  }

  private String whyNot(Powercap powercap) {
    if (!zones.isEmpty()) {
      Zone zone = zones.get(0);
      String denied = zone.failure().equals("permission denied")
          ? ": since CVE-2020-8694 only root may; allow it with: sudo chmod a+r "
              + zone.file().resolve("../../intel-rapl*/energy_uj").normalize()
              + " (until the next start), or with the capability"
              + " CAP_DAC_READ_SEARCH"
          : "";
      return "can't read " + zone.file() + ": " + zone.failure() + denied;
    }
    if (powercap.hidden()) {
      return root + " leads nowhere: the container hides the processor's energy counters; mount"
          + " /sys/class/powercap/intel-rapl of the host as"
          + " /zeus_sys/class/powercap/intel-rapl, or elsewhere and set -D" + ROOT_PROPERTY;
    }
    return powercap.exists()
        ? "no processor package in " + root + ": this processor or its driver (intel_rapl_msr)"
            + " shows no energy counter"
        : "no " + root + ": this system shows no energy counters, as in most virtual machines";
  }

  @Override
  public void sample() {
    if (!closed) {
      look(nanoTime.getAsLong());
    }
  }

  private void look(long now) {
    for (int i = 0; i < zones.size(); i++) {
      zones.get(i).look(now);
    }
    for (int i = 0; i < memories.size(); i++) {
      memories.get(i).look(now);
    }
    mirrors.look(now);
  }

  @Override
  public EnergyReading read() {
    if (closed) {
      return last;
    }
    long now = nanoTime.getAsLong();
    look(now);
    counted = Math.max(counted, mirrors.microjoules());
    List<Component> components = new ArrayList<>(2);
    components.add(
        platform
            ? component("machine", Kind.MACHINE, counted, zones, now)
            : component("cpu", Kind.CPU, counted, zones, now));
    if (!memories.isEmpty()) {
      long memory = 0;
      for (Zone zone : memories) {
        memory += zone.microjoules();
      }
      components.add(component("ram", Kind.RAM, memory, memories, now));
    }
    last = new EnergyReading(components);
    return last;
  }

  private Component component(
      String name, Kind kind, long microjoules, List<Zone> counters, long now) {
    double coverage = 0;
    for (Zone zone : counters) {
      coverage += zone.coverage(now);
    }
    return new Component(
        name,
        kind,
        kind == Kind.RAM ? "" : device,
        microjoules / 1e6,
        Technique.RAPL,
        Scope.DEVICE,
        coverage / counters.size(),
        how(counters));
  }

  private String how(List<Zone> counters) {
    StringBuilder how = new StringBuilder("RAPL counter of ");
    for (int i = 0; i < counters.size(); i++) {
      how.append(i == 0 ? "" : ", ").append(counters.get(i).name());
    }
    how.append(" in ").append(root);
    if (platform) {
      how.append(", which holds processors, memory and what else the maker counts");
    }
    if (counters == zones && !mirrors.inWords().isEmpty()) {
      how.append("; ").append(mirrors.inWords());
    }
    for (Zone zone : counters) {
      if (!zone.hasRange()) {
        how.append("; where ")
            .append(zone.name())
            .append(" wraps around is not told, so that what it draws around that is not counted");
      }
      if (zone.lost() > 0) {
        how.append("; ")
            .append(zone.name())
            .append(" was set back ")
            .append(zone.lost())
            .append(zone.lost() == 1 ? " time" : " times")
            .append(", what it drew around that is not counted");
      }
      if (!zone.readable()) {
        how.append("; ").append(zone.name()).append(" can't be read now: ").append(zone.failure());
      }
    }
    return how.toString();
  }

  @Override
  public void close() {
    closed = true;
  }
}
