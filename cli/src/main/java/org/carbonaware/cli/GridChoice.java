package org.carbonaware.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carbonaware.config.Config;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Zone;
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
  private static final List<String> OTHER_ZONES =
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
    String name = name(command);
    if (isConfigured(command) ? config(command).takesOtherZones() : OTHER_ZONES.contains(name)) {
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
      case "electricity-maps" -> electricityMaps(command, zone, basis);
      case "carbon-aware-sdk" ->
        rest().isEmpty()
            ? config(command).gridSource(name, zone, basis)
            : Grids.carbonAwareSdk(address(command), basis);
      case "document" -> document(command, zone, basis);
      default ->
        isConfigured(command)
            ? config(command).gridSource(zone)
            : config(command).gridSource(name, zone, basis);
    };
  }

  /** Whether the configuration says who is asked. */
  private static boolean isConfigured(CommandLine command) {
    return !command.getParseResult().hasMatchedOption("--source");
  }

  private static Config config(CommandLine command) {
    return Main.of(command).configuration().get();
  }

  private GridSource document(CommandLine command, Zone zone, Basis basis) {
    if (rest().isEmpty()) {
      return config(command).gridSource("document", zone, basis);
    }
    return rest().contains("://")
        ? Grids.document(address(command), basis)
        : Grids.document(file(command), basis);
  }

  private String name(CommandLine command) {
    String asked = source.contains("=") ? source.substring(0, source.indexOf('=')) : source;
    String plain = Spelling.normalized(asked).replace("-", "");
    String found = NAMES.stream()
        .filter(name -> Spelling.normalized(name).replace("-", "").equals(plain))
        .findFirst()
        .orElseThrow(() -> new ParameterException(command, unknown(asked)));
    boolean placed = found.equals("document") || found.equals("carbon-aware-sdk");
    if (placed ? rest().isEmpty() && !isPlaced(command, found) : !rest().isEmpty()) {
      throw new ParameterException(
          command,
          "--source " + source + ": expected "
              + (placed ? found + "=ADDRESS, such as http://localhost:8080" : found + " alone"));
    }
    return found;
  }

  /** Whether the configuration says where a source is. */
  private static boolean isPlaced(CommandLine command, String source) {
    List<String> keys = source.equals("document")
        ? List.of("grid.documentFile", "grid.documentUrl")
        : List.of("grid.carbonAwareSdkUrl");
    return keys.stream().anyMatch(key -> config(command).setting(key).isSet());
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

  private static GridSource electricityMaps(CommandLine command, Zone zone, Basis basis) {
    if (basis == Basis.MARGINAL) {
      throw new ParameterException(
          command, "--basis marginal: Electricity Maps has lifecycle and direct figures");
    }
    return config(command).gridSource("electricity-maps", zone, basis);
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
