package org.carbonaware.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.carbonaware.cli.RegionFigures.Job;
import org.carbonaware.cli.RegionFigures.Work;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigException;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.cloud.CloudProvider;
import org.carbonaware.grid.cloud.CloudRegion;
import org.carbonaware.grid.cloud.CloudRegions;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceGridSource;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says where it is cleanest to run. */
@Command(
    name = "compare-regions",
    description = "Ranks zones, or the regions of a cloud, by what it emits to run there: now, or a"
        + " job in its cleanest window. On a trace without --at, over all of it.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer compare-regions --trace grids.csv --work 24h --slack 24h",
      "  carbon-trainer compare-regions --cloud aws --work 12h --slack 12h"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompareRegions implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(31);

  @Mixin
  TraceOptions input;

  @Option(
      names = "--cloud",
      paramLabel = "aws|gcp|azure",
      description = "Compare the regions of this cloud.")
  @Nullable
  CloudProvider cloud;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The moment of the trace at which to ask; only rows up to it are known.")
  @Nullable
  Instant at;

  @Option(
      names = "--work",
      paramLabel = "DURATION",
      description = "Compare for a job that runs this long.")
  @Nullable
  Duration work;

  @Option(
      names = "--slack",
      paramLabel = "DURATION",
      description = "How much later that job may end; 0h if not given.")
  @Nullable
  Duration slack;

  @FromConfig("metering.fullWatts")
  @Option(
      names = "--power-watts",
      defaultValue = "1000",
      paramLabel = "W",
      description = "What that job draws.")
  double watts;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    input.dropConfiguredTrace(command);
    input.dropConfiguredZone(command);
    Optional<Work> job = job();
    Found found = input.trace != null ? onTrace(command, job) : live(job);
    if (found.regions.isEmpty()) {
      PrintWriter err = command.getErr();
      err.println(Printable.line(spec.qualifiedName() + ": no grid data to be had: "
          + String.join("; ", new LinkedHashSet<>(found.unavailable.values()))));
      err.println(
          input.trace != null
              ? "See '" + spec.qualifiedName() + " --help'."
              : "Set CARBON_ELECTRICITYMAPS_KEY for live data of most zones, or give a file with"
                  + " --trace.");
      err.flush();
      return ExitCodes.NO_GRID_DATA;
    }
    found.unavailable.forEach(
        (zone, why) -> Main.of(command).note(command, zone + " is left out: " + why));
    RegionsView view = new RegionsView(
        found.regions.stream().sorted(RegionFigures.CLEANEST_FIRST).toList(),
        found.unavailable,
        input.basis,
        found.when,
        job,
        input.trace != null);
    PrintWriter out = command.getOut();
    Terminal terminal = Main.of(command).terminal();
    out.print(
        Main.of(command).json
            ? Printable.json(view.document().toPrettyString()) + System.lineSeparator()
            : terminal.print(view.lines(terminal)));
    out.flush();
    return ExitCodes.DONE;
  }

  /** What was found of which zones, and when. */
  private record Found(List<RegionFigures> regions, Map<Zone, String> unavailable, String when) {}

  private Optional<Work> job() {
    if (!(watts > 0 && watts < Double.POSITIVE_INFINITY)) {
      throw wrong("--power-watts " + watts + ": expected more than 0");
    }
    if (at != null && input.trace == null) {
      throw wrong("--at needs a --trace: the live grid is asked for now");
    }
    if (work == null) {
      if (slack != null) {
        throw wrong("--slack needs a --work: how long the job runs, such as 24h");
      }
      return Optional.empty();
    }
    Work job = new Work(work, slack == null ? Duration.ZERO : slack, watts / 1000);
    if (work.toSeconds() < 1 || job.window().compareTo(LONGEST) > 0) {
      throw wrong("--work " + DurationConverter.shortText(work)
          + ": expected more than 0, and with --slack at most 31 days");
    }
    return Optional.of(job);
  }

  /** The zones of the cloud with its regions in each, by the usual keys. */
  private Map<Zone, List<CloudRegion>> cloudRegions(CloudProvider provider) {
    return CloudRegions.all().stream()
        .filter(region -> region.provider() == provider)
        .collect(Collectors.groupingBy(
            region -> region.zone().zone(), LinkedHashMap::new, Collectors.toList()));
  }

  private List<CloudRegion> cloudRegionsIn(Zone zone) {
    Zone usual = Zones.find(zone).map(KnownZone::zone).orElse(zone);
    return CloudRegions.all().stream()
        .filter(region -> cloud == null || region.provider() == cloud)
        .filter(region -> region.zone().isWithin(usual))
        .toList();
  }

  private Found onTrace(CommandLine command, Optional<Work> job) {
    Trace trace = input.read(command);
    List<Zone> zones = trace.zones();
    if (cloud != null) {
      zones = zones.stream().filter(zone -> !cloudRegionsIn(zone).isEmpty()).toList();
      tellMissing(command, cloud, zones);
    }
    List<RegionFigures> regions = new ArrayList<>();
    Map<Zone, String> unavailable = new LinkedHashMap<>();
    for (Zone zone : zones) {
      IntensitySeries series = trace.series(zone);
      if (at == null) {
        add(
            zone,
            inHindsight(series, job),
            "the trace is shorter than the job",
            regions,
            unavailable);
      } else {
        GridSource source = TraceGridSource.of(trace, () -> at);
        add(
            zone,
            atOnce(source, zone, at, job),
            "the trace has no value at " + at,
            regions,
            unavailable);
      }
    }
    return new Found(regions, unavailable, at == null ? span(trace, zones) : "at " + at);
  }

  private static void add(
      Zone zone,
      Optional<RegionFigures> figures,
      String why,
      List<RegionFigures> regions,
      Map<Zone, String> unavailable) {
    figures.ifPresentOrElse(regions::add, () -> unavailable.put(zone, why));
  }

  private static String span(Trace trace, List<Zone> zones) {
    return zones.stream()
        .map(trace::series)
        .findFirst()
        .map(series -> "from " + series.start() + " to " + series.end())
        .orElse("");
  }

  private void tellMissing(CommandLine command, CloudProvider provider, List<Zone> zones) {
    Set<Zone> there = zones.stream()
        .flatMap(zone -> cloudRegionsIn(zone).stream())
        .map(region -> region.zone().zone())
        .collect(Collectors.toSet());
    List<String> missing = cloudRegions(provider).keySet().stream()
        .filter(zone -> !there.contains(zone))
        .map(Zone::key)
        .toList();
    if (zones.isEmpty()) {
      throw wrong("--cloud " + provider.label() + ": the trace has none of its zones, which are "
          + String.join(", ", missing));
    }
    if (!missing.isEmpty()) {
      Main.of(command)
          .note(
              command,
              "the trace lacks " + missing.size() + " zones of " + provider.label() + ": "
                  + String.join(", ", missing));
    }
  }

  private Optional<RegionFigures> inHindsight(IntensitySeries series, Optional<Work> job) {
    OptionalDouble mean = series.mean();
    Optional<Job> done = job.flatMap(work -> RegionFigures.inHindsight(series, work));
    return mean.isEmpty() || done.isPresent() != job.isPresent()
        ? Optional.empty()
        : Optional.of(new RegionFigures(
            series.zone(),
            cloudRegionsIn(series.zone()),
            mean.getAsDouble(),
            done,
            series.provenance()));
  }

  private Found live(Optional<Work> job) {
    Set<Zone> zones = new LinkedHashSet<>();
    for (Zone zone : input.zones) {
      zones.add(Zones.find(zone).map(KnownZone::zone).orElseGet(() -> other(zone)));
    }
    if (cloud != null) {
      Set<Zone> all = cloudRegions(cloud).keySet();
      if (zones.isEmpty()) {
        zones.addAll(all);
      } else {
        zones.retainAll(all);
      }
    }
    if (zones.isEmpty()) {
      throw wrong(
          cloud == null
              ? "expected --zones such as DE,FR, a --cloud, or a file with --trace"
              : "--zones: " + cloud.label() + " has no region in any of them");
    }
    Config config = config();
    Instant now = InstantSource.system().instant();
    List<RegionFigures> regions = new ArrayList<>();
    Map<Zone, String> unavailable = new LinkedHashMap<>();
    RegionAsking.inParallel(zones, zone -> atOnce(source(config, zone), zone, now, job))
        .forEach((zone, answer) -> answer.addTo(zone, regions, unavailable));
    return new Found(regions, unavailable, "at " + now.truncatedTo(ChronoUnit.MINUTES));
  }

  /** A zone that only a configured source may know. */
  private Zone other(Zone zone) {
    if (!config().takesOtherZones()) {
      throw wrong("--zones: " + Zones.unknown(zone.key()));
    }
    return zone;
  }

  private Config config() {
    return Main.of(spec.commandLine()).configuration().get();
  }

  /**
   * A configured source of the basis that all zones are compared on; else what tables there are.
   */
  private GridSource source(Config config, Zone zone) {
    String why;
    try {
      GridSource live = config.gridSource(zone);
      if (live.basis() == input.basis) {
        return live;
      }
      why = live.name() + " counts " + live.basis().label() + ", not " + input.basis.label()
          + " figures, which can't be compared";
    } catch (ConfigException e) { // what is right for one's own zone need not be for others
      why = String.valueOf(e.getMessage());
    }
    if (input.basis != Basis.LIFECYCLE) {
      throw GridException.lasting(why);
    }
    return Grids.typical().orElse(Grids.yearlyAverage());
  }

  private Optional<RegionFigures> atOnce(
      GridSource source, Zone zone, Instant now, Optional<Work> job) {
    Duration ahead = job.map(Work::window).orElse(Duration.ofDays(1));
    GridLook look = GridLook.at(source, zone, now, ahead, config().forecaster());
    Optional<Intensity> present = look.now();
    if (present.isEmpty()) {
      if (look.troubles().isEmpty()) {
        return Optional.empty();
      }
      throw GridException.passing(String.join("; ", look.troubles()), null);
    }
    if (job.isEmpty()) {
      Intensity value = present.get();
      return Optional.of(new RegionFigures(
          zone, cloudRegionsIn(zone), value.gramsPerKwh(), Optional.empty(), value.provenance()));
    }
    Optional<IntensitySeries> outlook = look.view().outlook();
    Instant end = now.plus(job.get().window());
    Optional<Job> expected =
        outlook.flatMap(series -> RegionFigures.expected(series, now, job.get()));
    if (expected.isEmpty()) {
      throw GridException.lasting(outlook
          .map(series -> "its forecast ends " + series.end() + ", before " + end)
          .orElse("it has no forecast"));
    }
    Provenance provenance = outlook.orElseThrow().provenance();
    double mean = outlook.orElseThrow().between(now, end).mean().orElseThrow();
    return Optional.of(new RegionFigures(zone, cloudRegionsIn(zone), mean, expected, provenance));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
