package org.carbonaware.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Spelling;
import org.carbonaware.grid.zones.Zones;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names a live source, and the sources that were made by it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GridChoice {
  static final String WHAT_TO_SET =
      "Set CARBON_ELECTRICITYMAPS_KEY for live data of most zones, give a file with --trace, or ask"
          + " tables with --source yearly-average.";

  private static final List<String> NAMES = List.of(
      "live",
      "electricity-maps",
      "energy-charts",
      "uk-neso",
      "watt-time",
      "carbon-aware-sdk",
      "document",
      "typical",
      "yearly-average");
  private static final List<String> WITH_OTHER_ZONES =
      List.of("watt-time", "carbon-aware-sdk", "document");

  @Option(
      names = "--source",
      defaultValue = "live",
      paramLabel = "NAME",
      description =
          "Who is asked, instead of the configured sources: live (chooses by zone and keys"
              + " at hand), electricity-maps, energy-charts, uk-neso, watt-time, typical, yearly-average, carbon-aware-sdk=ADDRESS,"
              + " document=FILE or document=ADDRESS.")
  String source;

  private final Map<String, GridSource> made = new HashMap<>();

  /** The zone by its usual key, where the source uses these. */
  Zone zone(CommandLine command, Zone asked) {
    if (WITH_OTHER_ZONES.contains(name(command))) {
      return asked;
    }
    return Zones.find(asked)
        .map(KnownZone::zone)
        .orElseThrow(
            () -> new ParameterException(command, "--zone: " + Zones.unknown(asked.key())));
  }

  /**
   * The source for a zone, the same whenever it is asked for.
   *
   * @param basis what figures shall count, where the source leaves a choice
   * @throws GridException lasting, if what it needs is not set
   */
  GridSource of(CommandLine command, Zone zone, Basis basis) {
    String name = name(command);
    String key = name.equals("live") ? zone.key() : "";
    GridSource known = made.get(key);
    if (known == null) {
      known = make(command, name, zone, basis);
      made.put(key, known);
    }
    return known;
  }

  private GridSource make(CommandLine command, String name, Zone zone, Basis basis) {
    return switch (name) {
      case "live" ->
        command.getParseResult().hasMatchedOption("--source")
            ? Grids.live(zone)
            : Main.of(command).configuration().get().gridSource(zone);
      case "electricity-maps" -> electricityMaps(command, basis);
      case "energy-charts" -> Grids.energyCharts();
      case "uk-neso" -> Grids.ukNeso();
      case "watt-time" -> Grids.wattTime(account());
      case "carbon-aware-sdk" -> Grids.carbonAwareSdk(address(command), basis);
      case "document" ->
        rest().contains("://")
            ? Grids.document(address(command), basis)
            : Grids.document(file(command), basis);
      case "typical" -> Grids.typical();
      default -> Grids.yearlyAverage();
    };
  }

  private String name(CommandLine command) {
    String asked = source.contains("=") ? source.substring(0, source.indexOf('=')) : source;
    String plain = Spelling.normalized(asked).replace("-", "");
    String found = NAMES.stream()
        .filter(name -> Spelling.normalized(name).replace("-", "").equals(plain))
        .findFirst()
        .orElseThrow(() -> new ParameterException(command, unknown(asked)));
    boolean placed = found.equals("document") || found.equals("carbon-aware-sdk");
    if (placed == rest().isEmpty()) {
      throw new ParameterException(
          command,
          "--source " + source + ": expected "
              + (placed ? found + "=ADDRESS, such as http://localhost:8080" : found + " alone"));
    }
    return found;
  }

  private static String unknown(String asked) {
    String meant =
        Spelling.closest(asked, NAMES, name -> List.of(Spelling.normalized(name)), 1).stream()
            .map(name -> "did you mean " + name + "? ")
            .collect(Collectors.joining());
    return "--source: " + Spelling.quoted(asked) + " is not known; " + meant + "there are "
        + String.join(", ", NAMES);
  }

  private String rest() {
    int at = source.indexOf('=');
    return at < 0 ? "" : source.substring(at + 1);
  }

  private static GridSource electricityMaps(CommandLine command, Basis basis) {
    if (basis == Basis.MARGINAL) {
      throw new ParameterException(
          command, "--basis marginal: Electricity Maps has lifecycle and direct figures");
    }
    Map<String, String> environment = System.getenv();
    Optional<ApiKey> key = ApiKey.find(environment, "CARBON_ELECTRICITYMAPS_KEY")
        .or(() -> ApiKey.find(environment, "ELECTRICITYMAPS_API_KEY"));
    return Grids.electricityMaps(
        key.orElseThrow(() ->
            GridException.lasting("Electricity Maps: no key; set CARBON_ELECTRICITYMAPS_KEY")),
        basis);
  }

  private static Credentials account() {
    return System.getenv().containsKey("CARBON_WATTTIME_USER")
        ? Credentials.fromEnvironment("CARBON_WATTTIME_USER", "CARBON_WATTTIME_PASSWORD")
        : Credentials.fromEnvironment("WATTTIME_USER", "WATTTIME_PASSWORD");
  }

  private URI address(CommandLine command) {
    try {
      return new URI(rest());
    } catch (URISyntaxException e) {
      throw new ParameterException(
          command, "--source " + source + ": expected an address such as http://localhost:8080", e);
    }
  }

  private Path file(CommandLine command) {
    try {
      return Path.of(rest());
    } catch (InvalidPathException e) {
      throw new ParameterException(command, "--source " + source + ": no name of a file", e);
    }
  }
}
