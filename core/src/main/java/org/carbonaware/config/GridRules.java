package org.carbonaware.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.carbonaware.config.GridKeys.SourceName;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.zones.Zones;

/** What must hold between the settings of the grid. */
final class GridRules {
  /** Sources that may know zones of their own. */
  private static final Set<SourceName> OTHER_ZONES = Set.of(
      SourceName.TRACE, SourceName.DOCUMENT, SourceName.CARBON_AWARE_SDK, SourceName.WATT_TIME);

  private final Settings settings;
  private final Problems problems;

  GridRules(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** The sources in order, the usual ones where none are set. */
  static List<SourceName> sources(Settings settings) {
    return settings.get(GridKeys.SOURCES).orElse(List.of(SourceName.LIVE));
  }

  /** Whether a source may know zones that are none of Electricity Maps'. */
  static boolean takesOtherZones(Settings settings) {
    return sources(settings).stream().anyMatch(OTHER_ZONES::contains);
  }

  void check() {
    if (problems.mention(GridKeys.SOURCES) || problems.mention(GridKeys.BASIS)) {
      return;
    }
    List<SourceName> sources = sources(settings);
    sources.forEach(this::ingredients);
    basis(sources);
    zone();
    if (sources.contains(SourceName.WATT_TIME)) {
      login();
    }
    if (Set.of("provider", "blend").contains(settings.value(GridKeys.FORECAST_MODEL))
        && !settings.isSet(GridKeys.PROVIDER_FORECASTS)) {
      wrong(GridKeys.FORECAST_MODEL, "needs " + GridKeys.PROVIDER_FORECASTS.path());
    }
  }

  private void wrong(ConfigKey<?> key, String text) {
    problems.add(settings.where(key), key.path(), text);
  }

  private void ingredients(SourceName source) {
    switch (source) {
      case ELECTRICITY_MAPS ->
        needsOne(source, GridKeys.ELECTRICITY_MAPS_KEY_FILE, GridKeys.ELECTRICITY_MAPS_KEY);
      case WATT_TIME ->
        needsOne(source, GridKeys.WATT_TIME_CREDENTIALS_FILE, GridKeys.WATT_TIME_USER);
      case CARBON_AWARE_SDK -> needsOne(source, GridKeys.CARBON_AWARE_SDK_URL);
      case DOCUMENT -> needsOne(source, GridKeys.DOCUMENT_FILE, GridKeys.DOCUMENT_URL);
      case TRACE -> needsOne(source, GridKeys.TRACE);
      case LIVE, ENERGY_CHARTS, UK_NESO, TYPICAL, YEARLY_AVERAGE, SYNTHETIC -> {
        // need nothing
      }
    }
    if (source == SourceName.DOCUMENT
        && settings.isSet(GridKeys.DOCUMENT_FILE)
        && settings.isSet(GridKeys.DOCUMENT_URL)) {
      wrong(GridKeys.DOCUMENT_URL, "with " + GridKeys.DOCUMENT_FILE + "; expected one of them");
    }
  }

  private void needsOne(SourceName source, ConfigKey<?>... keys) {
    for (ConfigKey<?> key : keys) {
      if (settings.isSet(key) || problems.mention(key)) {
        return;
      }
    }
    wrong(
        GridKeys.SOURCES,
        named(source) + " needs "
            + List.of(keys).stream()
                .map(key -> key.secret()
                    ? "the environment variable " + key.variables().get(0)
                    : key.path())
                .collect(Collectors.joining(" or ")));
  }

  private static String named(SourceName source) {
    return ChoiceKind.of(SourceName.class).shown(source);
  }

  /** What a source counts, where that does not depend on its user. */
  private static Optional<Basis> fixed(SourceName source) {
    return switch (source) {
      case ENERGY_CHARTS, TYPICAL, YEARLY_AVERAGE, SYNTHETIC -> Optional.of(Basis.LIFECYCLE);
      case UK_NESO -> Optional.of(Basis.DIRECT);
      case WATT_TIME -> Optional.of(Basis.MARGINAL);
      case LIVE, ELECTRICITY_MAPS, CARBON_AWARE_SDK, DOCUMENT, TRACE -> Optional.empty();
    };
  }

  /** The basis that is set, else that of the first source that has no choice. */
  static Optional<Basis> basis(Settings settings) {
    return settings
        .get(GridKeys.BASIS)
        .or(() ->
            sources(settings).stream().flatMap(source -> fixed(source).stream()).findFirst());
  }

  private void basis(List<SourceName> sources) {
    Optional<Basis> counted = basis(settings);
    ConfigKey<?> at = settings.isSet(GridKeys.SOURCES) ? GridKeys.SOURCES : GridKeys.BASIS;
    for (SourceName source : sources) {
      Optional<Basis> other = fixed(source).filter(basis -> !Optional.of(basis).equals(counted));
      other.ifPresent(basis -> wrong(
          at,
          named(source) + " counts " + basis.label() + ", others "
              + counted.map(Basis::label).orElse("") + "; expected sources of one basis"));
    }
    if (sources.contains(SourceName.ELECTRICITY_MAPS)
        && counted.equals(Optional.of(Basis.MARGINAL))) {
      wrong(at, "electricity-maps counts lifecycle or direct, not marginal");
    }
  }

  private void zone() {
    if (settings.isSet(GridKeys.ZONE) && !takesOtherZones(settings)) {
      try {
        Zones.require(settings.value(GridKeys.ZONE));
      } catch (GridException e) {
        wrong(GridKeys.ZONE, String.valueOf(e.getMessage()));
      }
    }
  }

  private void login() {
    boolean user = settings.isSet(GridKeys.WATT_TIME_USER);
    boolean password = settings.isSet(GridKeys.WATT_TIME_PASSWORD);
    if (user != password) {
      ConfigKey<?> missing = user ? GridKeys.WATT_TIME_PASSWORD : GridKeys.WATT_TIME_USER;
      wrong(
          user ? GridKeys.WATT_TIME_USER : GridKeys.WATT_TIME_PASSWORD,
          "needs the environment variable " + missing.variables().get(0) + ", too");
    } else if (user) {
      try {
        Credentials.of(
            settings.value(GridKeys.WATT_TIME_USER).reveal(),
            settings.value(GridKeys.WATT_TIME_PASSWORD).reveal());
      } catch (GridException e) {
        wrong(GridKeys.WATT_TIME_USER, String.valueOf(e.getMessage()));
      }
    }
  }
}
