package org.carbonaware.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.nvml.NvmlOptions;
import org.carbonaware.energy.nvml.ShownGpu;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts together the best meter that a computer offers, and keeps what was tried. Whatever fails is
 * replaced by the next best; nothing is thrown. Used once.
 */
final class Detection {
  private static final Logger log = LoggerFactory.getLogger(Detection.class);

  private static final String GPU_DEVICES = "proc/driver/nvidia/gpus";

  private final Host host;
  private final MeterOptions options;
  private final LongSupplier nanoTime;
  private final HostFiles files;
  private final Hardware hardware;
  private final LocalRanks ranks;
  private final List<MeterCheck> checks = new ArrayList<>();

  Detection(Host host, MeterOptions options, LongSupplier nanoTime) {
    this.host = host;
    this.options = options;
    this.nanoTime = nanoTime;
    this.files = new HostFiles(host.root());
    this.hardware = Hardware.detect(host.root(), host.environment());
    this.ranks = LocalRanks.of(host.environment());
  }

  /** What was tried, after {@link #meter} or {@link #gpus}. */
  List<MeterCheck> checks() {
    return List.copyOf(checks);
  }

  /** The best of what there is. */
  EnergyMeter meter() {
    List<EnergyMeter> gpus = gpus().map(this::chargedGpus).stream().toList();
    List<EnergyMeter> rest = new ArrayList<>();
    Optional<EnergyMeter> counters = counters();
    String whyNot = checks.get(checks.size() - 1).text();
    counters.ifPresent(rest::add);
    List<Kind> counted = counters.stream()
        .flatMap(meter -> meter.read().components().stream())
        .map(Component::kind)
        .toList();
    if (!counted.contains(Kind.MACHINE)) {
      if (!counted.contains(Kind.CPU)) {
        rest.add(0, processors(whyNot));
      }
      if (!counted.contains(Kind.RAM)) {
        rest.add(memory());
      }
    }
    checks.add(new MeterCheck("allocation", !hardware.wholeMachine(), allocation()));
    checks.add(new MeterCheck(
        "ranks",
        !ranks.alone(),
        ranks.alone() ? "one process on this machine" : rankNote().substring(2)));
    Optional<Calibration> calibration = options.calibration;
    checks.add(new MeterCheck(
        "calibration",
        calibration.isPresent(),
        calibration
            .map(Calibration::toString)
            .orElse("none: what the board, fans, disks and the power supply draw is not counted")));
    return together(gpus, rest);
  }

  /** The GPUs, and the rest of the machine as somebody knows it. */
  EnergyMeter meterBeside(EnergyMeter rest) {
    return together(gpus().map(this::chargedGpus).stream().toList(), List.of(rest));
  }

  private String rankNote() {
    return options.ranks.inWords(ranks);
  }

  /** GPUs, and what ranks share. */
  private EnergyMeter together(List<EnergyMeter> gpus, List<EnergyMeter> rest) {
    List<EnergyMeter> meters = new ArrayList<>(gpus);
    double share = options.ranks.share(ranks);
    String note = rankNote();
    rest.forEach(meter -> meters.add(note.isEmpty() ? meter : charged(meter, share, note)));
    EnergyMeter all = new SeveralMeters(meters);
    return options
        .calibration
        .map(found -> found.over(all, share, note, nanoTime))
        .orElse(all);
  }

  private static EnergyMeter charged(EnergyMeter meter, double share, String note) {
    return new ChargedMeter(meter, share, note);
  }

  /** The GPUs' meter, if there are any; where they can't be read, a model of them. */
  Optional<EnergyMeter> gpus() {
    String whyNot;
    try {
      EnergyMeter meter = Bounded.call(
          "the NVIDIA driver",
          host.gpuPatience(),
          () -> read(host.gpus().open(gpuOptions(), nanoTime)),
          EnergyMeter::close);
      checks.add(new MeterCheck("NVML", true, oneLine(described(meter))));
      return Optional.of(meter);
    } catch (MeterUnavailableException e) {
      whyNot = oneLine(e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      whyNot = oneLine("native libraries can't be called: " + e);
    }
    return unreadGpus(whyNot);
  }

  private NvmlOptions gpuOptions() {
    NvmlOptions boards = NvmlOptions.ofDefaults();
    return options.processes.map(boards::of).orElse(boards);
  }

  private Optional<EnergyMeter> unreadGpus(String whyNot) {
    List<ShownGpu> shown;
    try {
      shown = Bounded.call(
          "the NVIDIA driver's files",
          host.counterPatience(),
          () -> ShownGpu.visible(host.root(), host.environment()));
    } catch (MeterUnavailableException e) {
      shown = List.of();
    }
    if (shown.isEmpty()) {
      checks.add(new MeterCheck("NVML", false, whyNot));
      return Optional.empty();
    }
    EnergyMeter meter = UnreadGpus.meter(shown, whyNot, nanoTime);
    long unknown = shown.stream().filter(gpu -> gpu.fullWatts().isEmpty()).count();
    String text = whyNot + "; of " + shown.size() + " that the driver shows, the energy of "
        + (shown.size() - unknown) + " is assumed and of " + unknown + " unknown";
    log.warn("NVIDIA GPUs are not metered: {}", text);
    checks.add(new MeterCheck("NVML", false, text));
    return Optional.of(meter);
  }

  /** The first reading may hang as well as the opening. */
  private static EnergyMeter read(EnergyMeter meter) {
    try {
      meter.read();
      return meter;
    } catch (RuntimeException | Error e) {
      meter.close();
      throw e;
    }
  }

  /**
   * Ranks that see all GPUs see the same ones, and only the first is charged; ranks that see fewer
   * have their own.
   */
  private EnergyMeter chargedGpus(EnergyMeter gpus) {
    int visible = gpus.read().components().size();
    int all = Math.max(visible, files.names(GPU_DEVICES).size());
    boolean shared = !ranks.alone() && visible > 1 && (long) visible * ranks.size() > all;
    return shared ? charged(gpus, options.ranks.share(ranks), options.ranks.inWords(ranks)) : gpus;
  }

  private Optional<EnergyMeter> counters() {
    try {
      EnergyMeter meter = Bounded.call(
          "the processors' counters",
          host.counterPatience(),
          () -> read(host.counters().open(hardware.cpuModel(), options.wholePlatform, nanoTime)),
          EnergyMeter::close);
      meter = CountedPower.of(meter, hardware, files);
      EnergyMeter shared = options.processShare ? shared(meter) : meter;
      if (hardware.allocatedThreads() < hardware.cpuThreads() && shared == meter) {
        shared = charged(
            meter,
            1,
            "; the whole machine's, though " + options.who() + " was given " + allocatedThreads());
      }
      checks.add(new MeterCheck("RAPL", true, described(shared)));
      return Optional.of(shared);
    } catch (MeterUnavailableException e) {
      checks.add(new MeterCheck("RAPL", false, oneLine(e.getMessage())));
    } catch (RuntimeException | LinkageError e) {
      checks.add(new MeterCheck("RAPL", false, oneLine("it failed: " + e)));
    }
    return Optional.empty();
  }

  private EnergyMeter shared(EnergyMeter meter) {
    CpuTimes times = new CpuTimes(files, options.processorTime);
    return times.look()
        ? new ProcessShareMeter(meter, times, options.who())
        : charged(meter, 1, "; no share of " + options.who() + ": /proc/stat can't be read");
  }

  private EnergyMeter processors(String whyNot) {
    ProcessorModel model = ProcessorModel.of(hardware);
    CpuTimes times = new CpuTimes(files);
    boolean wholeLoad = !options.processShare && hardware.threadsFrom().isEmpty() && times.look();
    double threads = hardware.allocatedThreads() / ranks.size(); // ranks are taken to be alike
    CpuLoad load = wholeLoad
        ? CpuLoad.ofMachine(times)
        : CpuLoad.ofProcess(
            options.processorTime.orElse(host.cpuNanos()),
            options.processShare ? hardware.allocatedThreads() : threads);
    String how = "model: " + model.basis()
        + (options.processShare
            ? ", by " + options.who() + "'s processor time"
            : wholeLoad ? ", by the machine's load" : ", by " + options.who() + "'s load")
        + (hardware.threadsFrom().isEmpty() ? "" : ", limited by " + hardware.threadsFrom());
    EnergyMeter meter = new CpuModelMeter(
        options.processShare ? model.ofProcess() : model,
        load,
        hardware.cpuModel(),
        options.processShare ? Scope.PROCESS : ProcessorModel.scope(hardware),
        oneLine(how + "; no RAPL: " + whyNot),
        nanoTime);
    checks.add(new MeterCheck("CPU model", true, oneLine(how)));
    return meter;
  }

  private EnergyMeter memory() {
    RamModel model = RamModel.of(hardware);
    checks.add(new MeterCheck("RAM model", true, oneLine(model.how())));
    return model.meter("; no counter of the memory", nanoTime);
  }

  private String allocation() {
    String threads = hardware.threadsFrom().isEmpty()
        ? "all " + hardware.cpuThreads() + " threads"
        : allocatedThreads();
    String memory = hardware.memoryFrom().isEmpty()
        ? "all memory"
        : String.format(
            Locale.ROOT,
            "%.1f of %.1f GB (%s)",
            MemorySize.gigabytes(hardware.allocatedMemoryBytes()),
            MemorySize.gigabytes(hardware.memoryBytes()),
            hardware.memoryFrom());
    return threads + ", " + memory;
  }

  private String allocatedThreads() {
    return String.format(
        Locale.ROOT,
        "%.1f of %d threads (%s)",
        hardware.allocatedThreads(),
        hardware.cpuThreads(),
        hardware.threadsFrom());
  }

  private static String described(EnergyMeter meter) {
    List<Component> components = meter.read().components();
    return String.join(
        ", ",
        components.stream()
            .map(component -> component.name() + " by " + component.technique().label())
            .toList());
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
