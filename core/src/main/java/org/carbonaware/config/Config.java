package org.carbonaware.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.carbonaware.config.Settings.Held;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerConfig;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.MeterOptions;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.plan.Policy;

/**
 * The configuration of trainings and of the command line. Its layers, the weakest first: defaults,
 * {@code /etc/carbon-aware.yaml}, the user's file, the project's file, environment variables,
 * flags. All that is wrong in them is told at once, and every value knows where it is from.
 *
 * <p>{@code docs/configuration.md} lists all settings. Secrets come from variables or private files
 * and are shown nowhere. Immutable, safe for several threads.
 */
public final class Config implements ControllerConfig {
  /** Where figures are from whose source is not told. */
  static final String SOURCE = "configuration";

  private final Settings settings;
  private final List<String> files;
  private final List<String> notes;

  Config(Settings settings, List<String> files, List<String> notes) {
    this.settings = settings;
    this.files = List.copyOf(files);
    this.notes = List.copyOf(notes);
  }

  /**
   * Loads what holds for this process. Blocks on the disk.
   *
   * @return the configuration
   * @throws ConfigException with all that is wrong
   */
  public static Config load() {
    return loader().load();
  }

  /**
   * The same with a file instead of the project's.
   *
   * @param file must be there
   * @return the configuration
   * @throws ConfigException with all that is wrong
   */
  public static Config load(Path file) {
    return loader().file(file).load();
  }

  /**
   * For those who say where the layers are.
   *
   * @return a loader that starts with what {@link #load()} uses
   */
  public static ConfigLoader loader() {
    return new ConfigLoader();
  }

  /**
   * The JSON Schema of configuration files, draft 2020-12.
   *
   * @return the schema; it takes a file exactly if {@link #load} does, rules between settings aside
   */
  public static ObjectNode schema() {
    return ConfigSchema.document();
  }

  /**
   * The files that were read.
   *
   * @return their names, the weakest first
   */
  public List<String> files() {
    return files;
  }

  /**
   * What is not wrong, but hardly meant.
   *
   * @return sentences, possibly none
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * All settings, those without a value too.
   *
   * @return in the order of the documentation
   */
  public List<Setting> settings() {
    return Keys.all().stream().map(this::setting).collect(Collectors.toUnmodifiableList());
  }

  private Setting setting(ConfigKey<?> key) {
    Optional<? extends Held<?>> entry = settings.entry(key);
    return new Setting(
        key.path(), entry.map(Held::shown), key.otherwise(), key.unit(), entry.map(Held::origin));
  }

  /**
   * One setting.
   *
   * @param key such as {@code job.deadline}
   * @return the setting
   * @throws IllegalArgumentException if there is none of this name
   */
  public Setting setting(String key) {
    return setting(Keys.find(key)
        .orElseThrow(() -> new IllegalArgumentException(key + ": " + Keys.unknown(key))));
  }

  /**
   * The zone.
   *
   * @return empty if none is set
   */
  public Optional<Zone> zone() {
    return settings.get(GridKeys.ZONE);
  }

  /**
   * What intensities are to count.
   *
   * @return empty if it is left to the sources
   */
  public Optional<Basis> basis() {
    return settings.get(GridKeys.BASIS);
  }

  /**
   * The sources that are set, as one. Reads key files and traces, but asks no network.
   *
   * @param zone the zone it will be asked for
   * @return a source
   * @throws org.carbonaware.grid.GridException if a key, a trace or the zone can't be used
   * @throws ConfigException if a source counts something else than is set
   */
  public GridSource gridSource(Zone zone) {
    return new GridSetup(settings).source(zone);
  }

  /**
   * One source by its name, whichever are set, with the keys, files and addresses that are set. May
   * read a key file or a trace, but asks no network.
   *
   * @param name as in {@code grid.sources}, such as {@code electricity-maps}
   * @param zone the zone it will be asked for
   * @param basis what figures shall count, where the source leaves a choice
   * @return a source
   * @throws org.carbonaware.grid.GridException if what the source needs is not set or can't be used
   * @throws IllegalArgumentException if there is no source of this name, or it has no such figures
   */
  public GridSource gridSource(String name, Zone zone, Basis basis) {
    return new GridSetup(settings).source(GridKeys.sourceNamed(name), zone, basis);
  }

  /**
   * Whether one of the sources that are set may know zones that are none of Electricity Maps'.
   *
   * @return false for the usual sources
   */
  public boolean takesOtherZones() {
    return GridRules.takesOtherZones(settings);
  }

  /**
   * How the outlook is made where the source has none. Reads the provider's forecasts, if set.
   *
   * @return the forecaster
   */
  public Forecaster forecaster() {
    return new GridSetup(settings).forecaster();
  }

  /**
   * When to run.
   *
   * @return the policy
   */
  public Policy policy() {
    return new PolicySetup(settings).policy();
  }

  /**
   * A policy by its name, with the figures that are set for it.
   *
   * @param name one of {@link org.carbonaware.plan.Policies#names()}
   * @return the policy
   * @throws IllegalArgumentException naming the policies there are
   */
  public Policy policy(String name) {
    return new PolicySetup(settings).policy(name);
  }

  /**
   * How to meter, as far as it is set; of the machine's power only {@link #meter} knows.
   *
   * @return the options
   */
  public MeterOptions meterOptions() {
    return new FootprintSetup(settings).options();
  }

  /**
   * Opens the meter that is set. Never fails: what can't be metered is modelled.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   */
  public EnergyMeter meter(LongSupplier nanoTime) {
    return meter(meterOptions(), nanoTime);
  }

  /**
   * The same with other options than are set.
   *
   * @param options such as {@link #meterOptions()} with the processes of a program
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   */
  public EnergyMeter meter(MeterOptions options, LongSupplier nanoTime) {
    return new FootprintSetup(settings).meter(options, nanoTime);
  }

  /**
   * The time kept in hand before the deadline.
   *
   * @return empty for the usual
   */
  public Optional<Duration> margin() {
    return settings.get(RunKeys.MARGIN);
  }

  /**
   * Where the record of runs is kept.
   *
   * @return empty if nowhere
   */
  public Optional<Path> ledgerDirectory() {
    return settings.get(RunKeys.LEDGER);
  }

  /**
   * The login of the ledger's database, for JDBC. Reads the password's file.
   *
   * @return properties that hold a secret: never show them
   * @throws ConfigException if the file can't be used
   */
  public Properties databaseLogin() {
    return DatabaseLogin.of(settings);
  }

  /**
   * A controller's builder with all that is set here, for the code to add the rest and start.
   *
   * @return a new builder; its ledger, if one is set, is made
   * @throws org.carbonaware.CarbonAwareException if the ledger's directory or the provider's
   *     forecasts can't be used
   */
  @Override
  public CarbonControllerBuilder toControllerBuilder() {
    return new ControllerSetup(settings).builder();
  }

  /**
   * The same for a program in processes of its own, which knows nothing of the controller: without
   * what is set of the work, its deadline, pauses and checkpoints, which only whoever runs it can
   * say, and without a log of decisions.
   *
   * @param ledger the record of the run; the database that is set follows it
   * @return a new builder
   * @throws org.carbonaware.CarbonAwareException if the provider's forecasts or the database can't
   *     be used
   */
  public CarbonControllerBuilder toProgramBuilder(Ledger ledger) {
    return new ControllerSetup(settings).programBuilder(ledger);
  }

  /**
   * The configuration as JSON, without secrets.
   *
   * @return a document whose {@code schema} is {@code carbon-aware/config/v1}
   */
  public ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/config/v1");
    files.forEach(document.putArray("files")::add);
    notes.forEach(document.putArray("notes")::add);
    ArrayNode array = document.putArray("settings");
    Keys.all().forEach(key -> array.add(row(key)));
    return document;
  }

  private <T> ObjectNode row(ConfigKey<T> key) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("key", key.path());
    Optional<Held<T>> entry = settings.entry(key);
    if (entry.isEmpty()) {
      return row.putNull("value").putNull("layer").putNull("origin");
    }
    row.set("value", key.kind().json(entry.get().value()));
    Origin origin = entry.get().origin();
    return row.put("layer", origin.layer().label()).put("origin", origin.where());
  }

  /** The values that are set, without secrets. */
  @Override
  public String toString() {
    return settings().stream()
        .filter(Setting::isSet)
        .map(setting -> setting.key() + "=" + setting.value().orElse(""))
        .collect(Collectors.joining(", ", "Config{", "}"));
  }
}
