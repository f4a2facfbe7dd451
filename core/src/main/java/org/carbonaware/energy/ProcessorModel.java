package org.carbonaware.energy;

import java.util.Locale;
import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Scope;

/**
 * What the processors draw by their load, where no counter tells.
 *
 * @param idleWatts power at no load
 * @param fullWatts power with all threads busy
 * @param cubic whether power grows with the third power of the load, else with the load
 * @param basis what the figures rest on, in a few words
 */
record ProcessorModel(double idleWatts, double fullWatts, boolean cubic, String basis) {
  /** Idle power as a share of full power, and the curve (CodeCarbon's load model). */
  private static final double IDLE_SHARE = 0.1;

  /** Taken where the load is not known (CodeCarbon: half of the design power). */
  private static final double UNKNOWN_SHARE = 0.5;

  /** Assumed of each thread of an unknown processor (CodeCarbon). */
  private static final double WATTS_PER_THREAD = 4;

  /** Watts of a virtual processor, idle and busy (Cloud Carbon Footprint's constants). */
  private enum Cloud {
    AWS("amazon", 0.74, 3.5),
    AZURE("microsoft", 0.74, 3.54),
    GCP("google", 0.68, 4.11),
    /** The mean of the three. */
    OTHER("", 0.72, 3.72);

    private final String vendor;
    private final double idleWatts;
    private final double busyWatts;

    Cloud(String vendor, double idleWatts, double busyWatts) {
      this.vendor = vendor;
      this.idleWatts = idleWatts;
      this.busyWatts = busyWatts;
    }

    static Cloud of(String vendor) {
      for (Cloud cloud : values()) {
        if (vendor.toLowerCase(Locale.ROOT).contains(cloud.vendor)) {
          return cloud;
        }
      }
      return OTHER;
    }
  }

  /** The model of the machine's part that this process was given. */
  static ProcessorModel of(Hardware hardware) {
    double given = hardware.allocatedThreads();
    ProcessorModel unknown = unknown(hardware, given);
    Optional<ProcessorTable.Entry> entry = ProcessorTable.find(hardware.cpuModel());
    if (entry.isEmpty()) {
      return unknown;
    }
    ProcessorModel known = known(hardware, entry.get(), given);
    boolean partOfIt = hardware.virtual() && entry.get().threads() == 0; // which is not known
    return partOfIt && unknown.fullWatts < known.fullWatts ? unknown : known;
  }

  /**
   * Whether the machine shows other threads than its processors have: fewer to a guest and in some
   * containers, though half of all may be switched off; more where it does not tell its sockets.
   */
  private static boolean showsOtherThreads(Hardware hardware, ProcessorTable.Entry entry) {
    if (entry.threads() == 0 || hardware.virtual()) {
      return entry.threads() > 0;
    }
    int all = entry.threads() * hardware.cpuSockets();
    return !entry.isLine() && (hardware.cpuThreads() < all / 2 || hardware.cpuThreads() > all);
  }

  private static ProcessorModel known(Hardware hardware, ProcessorTable.Entry entry, double given) {
    double share = given / hardware.cpuThreads();
    double watts;
    String basis;
    if (showsOtherThreads(hardware, entry)) {
      watts = entry.watts() * given / entry.threads();
      basis = text("%s threads at %s W by design for %d", count(given), entry, entry.threads());
    } else {
      watts = entry.watts() * hardware.cpuSockets() * share;
      basis = hardware.cpuSockets() == 1
          ? text("%s W by design", entry)
          : text("%d processors of %s W by design", hardware.cpuSockets(), entry);
      basis += share < 1 ? ", " + count(given) + " of " + hardware.cpuThreads() + " threads" : "";
    }
    basis += switch (entry.source()) {
      case "boavizta" -> " (which its maker does not tell; by BoaviztAPI)";
      case "line" -> " (typical of the product line)";
      default -> "";
    };
    return new ProcessorModel(IDLE_SHARE * watts, watts, true, basis);
  }

  private static ProcessorModel unknown(Hardware hardware, double given) {
    String who = hardware.cpuModel().isEmpty()
        ? "unknown processor"
        : "processor of unknown power (" + hardware.cpuModel() + ")";
    if (hardware.virtual()) {
      Cloud cloud = Cloud.of(hardware.vendor());
      return new ProcessorModel(
          cloud.idleWatts * given,
          cloud.busyWatts * given,
          false,
          text(
              "%s virtual %s of %.2f W idle, %.2f W busy (Cloud Carbon Footprint, %s), %s",
              count(given),
              given == 1 ? "processor" : "processors",
              cloud.idleWatts,
              cloud.busyWatts,
              cloud == Cloud.OTHER ? "mean of clouds" : cloud.name(),
              who));
    }
    double watts = WATTS_PER_THREAD * given;
    return new ProcessorModel(
        IDLE_SHARE * watts,
        watts,
        true,
        text("%.0f W for each of %s threads, %s", WATTS_PER_THREAD, count(given), who));
  }

  private static String text(String format, Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof ProcessorTable.Entry entry) {
        values[i] = count(entry.watts());
      }
    }
    return String.format(Locale.ROOT, format, values);
  }

  private static String count(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%.1f", number);
  }

  /** This process's part: what its processor time is of all threads' time. */
  ProcessorModel ofProcess() {
    return new ProcessorModel(0, fullWatts, false, basis);
  }

  /**
   * The power at a load.
   *
   * @param load the share of the threads that is busy, clamped to 0..1; NaN if unknown
   */
  double watts(double load) {
    if (Double.isNaN(load)) {
      return UNKNOWN_SHARE * fullWatts;
    }
    double busy = Math.min(1, Math.max(0, load));
    return idleWatts + (fullWatts - idleWatts) * (cubic ? busy * busy * busy : busy);
  }

  /** Whose energy the model gives. */
  static Scope scope(Hardware hardware) {
    return hardware.threadsFrom().isEmpty() && !hardware.virtual()
        ? Scope.DEVICE
        : Scope.ALLOCATION;
  }
}
