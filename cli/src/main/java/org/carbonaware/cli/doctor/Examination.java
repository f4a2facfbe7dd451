package org.carbonaware.cli.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.config.Config;
import org.carbonaware.energy.Hardware;
import org.carbonaware.energy.Meters;
import org.carbonaware.grid.Grids;

/**
 * All looks at a computer, in the order in which they are told.
 *
 * @param findings what they found
 */
public record Examination(List<Finding> findings) {
  /** Copies the list. */
  public Examination {
    findings = List.copyOf(findings);
  }

  /**
   * What to look at besides the computer itself.
   *
   * @param ledger where runs are to be recorded; empty for where it is set, else
   *     {@code carbon-ledger}
   * @param checkpoints where checkpoints are to be kept; empty for where it is set, else
   *     {@code checkpoints}
   * @param classPath where to look for deep-learning back-ends; empty for this program's own
   * @param network whether providers may be asked over the network
   * @param configuration reads the configuration; may throw what is wrong with it
   */
  public record Wishes(
      Optional<Path> ledger,
      Optional<Path> checkpoints,
      Optional<String> classPath,
      boolean network,
      Supplier<Config> configuration) {}

  /**
   * Examines this computer. Blocks for some seconds; asks nobody over the network unless that is
   * wished.
   *
   * @param wishes what to look at
   * @return the findings
   */
  public static Examination ofThisComputer(Wishes wishes) {
    Map<String, String> environment = System.getenv();
    InstantSource clock = InstantSource.system();
    Path root = Path.of("/");
    Configured configured = Configured.by(wishes.configuration());
    return of(List.of(
        new JavaCheck(System::getProperty),
        new BackendsCheck(wishes.classPath()),
        new HardwareCheck(Hardware::detect),
        new MetersCheck(() -> Meters.explain(configured.meterOptions()), configured.watts()),
        new ClockCheck(clock, ClockCheck::askSystem),
        new ConfigurationCheck(wishes.configuration()),
        new KeysCheck(
            environment,
            configured.pathInFile("grid.electricityMapsKeyFile"),
            configured.path("grid.wattTimeCredentialsFile")),
        new CacheCheck(configured.path("grid.cacheDirectory").or(Grids::cacheDirectory), clock),
        new ProvidersCheck(wishes.network(), configured.providers(), clock),
        new DirectoryCheck(
            "ledger",
            configured.directory(wishes.ledger(), "ledger.directory", "carbon-ledger"),
            "--ledger"),
        new DirectoryCheck(
            "checkpoints",
            configured.directory(wishes.checkpoints(), "checkpoints.directory", "checkpoints"),
            "--checkpoints"),
        new ExecCheck(root, environment)));
  }

  static Examination of(List<Check> checks) {
    List<Finding> findings = new ArrayList<>();
    checks.forEach(check -> findings.addAll(check.look()));
    return new Examination(findings);
  }

  /**
   * Whether nothing fails.
   *
   * @return true unless one of the findings is a failure
   */
  public boolean healthy() {
    return count(Finding.Status.FAIL) == 0;
  }

  /**
   * How many findings have a status.
   *
   * @param status the status
   * @return their number
   */
  public int count(Finding.Status status) {
    return (int) findings.stream().filter(finding -> finding.status() == status).count();
  }
}
