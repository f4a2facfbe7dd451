package org.carbonaware.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.cli.doctor.Finding.Status;
import org.carbonaware.config.Config;
import org.carbonaware.energy.Hardware;
import org.carbonaware.energy.MeterCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir
  Path folder;

  private static Finding only(Check check) {
    List<Finding> findings = check.look();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @ParameterizedTest
  @SuppressWarnings("NullAway") // what is not set is null
  @CsvSource({"17,OK", "25,OK", "11,FAIL", "1.8,FAIL"})
  void javaMustBeYoungEnough(String version, Status status) {
    Finding finding = only(new JavaCheck(name -> switch (name) {
      case "java.specification.version", "java.version" -> version;
      case "os.arch" -> null;
      default -> "X";
    }));
    assertThat(finding.status()).isEqualTo(status);
    assertThat(finding.text()).isEqualTo("Java " + version + " of X on X unknown");
    assertThat(finding.advice()).isEqualTo(status == Status.OK ? "" : "install Java 17 or later");
  }

  @Test
  void findsBackEndsOnAClassPathWithoutLoadingThem() throws Exception {
    assertThat(only(new BackendsCheck(Optional.of(folder.toString()))).status())
        .isEqualTo(Status.WARN);
    Path engine = folder.resolve("ai/djl/pytorch/engine/PtEngine.class");
    Files.createDirectories(engine.getParent());
    Files.writeString(engine, "no class at all");
    Finding found =
        only(new BackendsCheck(Optional.of("/nowhere.jar" + java.io.File.pathSeparator + folder)));
    assertThat(found).isEqualTo(Finding.ok("back-ends", "DJL PyTorch"));
    assertThat(only(new BackendsCheck(Optional.empty())).status()).isEqualTo(Status.OK);
  }

  @Test
  void tellsWhatAControlGroupGives() {
    Hardware machine = new Hardware(
        "Linux",
        "6",
        "amd64",
        "17",
        "",
        "EPYC",
        1,
        64,
        4,
        "control group",
        512_000_000_000L,
        16_000_000_000L,
        "control group",
        true,
        "Amazon EC2",
        List.of());
    assertThat(new HardwareCheck(() -> machine).look())
        .containsExactly(
            Finding.ok(
                "processors",
                "64 threads, EPYC, virtual (Amazon EC2); 4.0 of them are given to this process by"
                    + " control group"),
            Finding.ok("memory", "512.0 GB; 16.0 GB are given to this process by control group"));
  }

  @Test
  void saysWhatToDoForCountersThatCanNotBeRead() {
    List<Finding> findings = new MetersCheck(
            () -> List.of(
                new MeterCheck("NVML", false, "no NVIDIA driver"),
                new MeterCheck(
                    "NVML", false, "too old; the driver shows 2, whose energy is not counted"),
                new MeterCheck("RAPL", false, "permission denied; allow it with: sudo chmod a+r x"),
                new MeterCheck("RAPL", false, "none in virtual machines"),
                new MeterCheck("CPU model", true, "by load"),
                new MeterCheck("allocation", true, "4 of 64"),
                new MeterCheck("calibration", false, "none"),
                new MeterCheck("ranks", true, "2 of 8")),
            Optional.empty())
        .look();
    assertThat(findings)
        .extracting(Finding::area, Finding::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("NVML", Status.OK),
            org.assertj.core.groups.Tuple.tuple("NVML", Status.WARN),
            org.assertj.core.groups.Tuple.tuple("RAPL", Status.WARN),
            org.assertj.core.groups.Tuple.tuple("RAPL", Status.WARN),
            org.assertj.core.groups.Tuple.tuple("CPU model", Status.OK),
            org.assertj.core.groups.Tuple.tuple("ranks", Status.OK));
    assertThat(findings.get(2).advice()).startsWith("do so; until then the processors'");
    assertThat(findings.get(3).advice()).startsWith("nothing to be done here; the processors'");
  }

  @Test
  void judgesTheClockAsFarAsTheSystemTells() {
    assertThat(only(new ClockCheck(CLOCK, () -> Optional.of(true))).text())
        .startsWith("kept by NTP; how far it is off can't be measured");
    Finding free = only(new ClockCheck(CLOCK, () -> Optional.of(false)));
    assertThat(free.status()).isEqualTo(Status.WARN);
    assertThat(free.advice()).contains("timedatectl set-ntp true");
    assertThat(only(new ClockCheck(CLOCK, Optional::empty)).status()).isEqualTo(Status.OK);
    InstantSource reset = InstantSource.fixed(Instant.EPOCH);
    assertThat(only(new ClockCheck(reset, () -> Optional.of(true))).status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void tellsOfConfigurationFilesAndAllThatIsWrongInThem() throws Exception {
    Check check = new ConfigurationCheck(() -> Config.loader()
        .environment(Map.of())
        .home(folder)
        .workingDirectory(folder)
        .systemFile(folder.resolve("etc.yaml"))
        .load());
    assertThat(only(check).text()).isEqualTo("no file; variables, flags and the defaults hold");
    Path system = folder.resolve("etc.yaml");
    Files.writeString(system, "zone: DE\n");
    assertThat(only(check).status()).isEqualTo(Status.OK);
    assertThat(only(check).text()).endsWith("etc.yaml");
    Files.writeString(system, "zon: DE\njobs: 1\n");
    assertThat(check.look()).hasSize(2).allSatisfy(finding -> {
      assertThat(finding.status()).isEqualTo(Status.FAIL);
      assertThat(finding.text()).matches("(.*/)?etc.yaml:[12]:1: .*no such key; .*");
    });
  }

  @Test
  void neverTellsAKey() throws Exception {
    Path file = folder.resolve("key");
    Files.writeString(file, "secret-in-a-file");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    List<Map<String, String>> environments = List.of(
        Map.of(
            "CARBON_ELECTRICITYMAPS_KEY",
            "secret-value",
            "WATTTIME_USER",
            "secret-user",
            "WATTTIME_PASSWORD",
            "secret-password"),
        Map.of("CARBON_ELECTRICITYMAPS_KEY_FILE", file.toString()),
        Map.of("CARBON_ELECTRICITYMAPS_KEY", "secret with a space", "WATTTIME_USER", "secret"),
        Map.of());
    List<List<Finding>> findings = environments.stream()
        .map(environment -> new KeysCheck(environment, Optional.empty(), Optional.empty()).look())
        .toList();
    assertThat(findings.toString()).doesNotContain("secret");
    assertThat(findings.get(0))
        .containsExactly(Finding.ok(
            "keys", "Electricity Maps by CARBON_ELECTRICITYMAPS_KEY, WattTime by WATTTIME_USER"));
    assertThat(findings.get(1).get(0).text()).startsWith("Electricity Maps by ");
    assertThat(findings.get(2))
        .extracting(Finding::status)
        .containsExactly(Status.FAIL, Status.WARN);
    assertThat(findings.get(3)).extracting(Finding::status).containsExactly(Status.OK);
  }

  @Test
  void tellsHowOldTheCacheIs() throws Exception {
    assertThat(only(new CacheCheck(Optional.empty(), CLOCK)).status()).isEqualTo(Status.WARN);
    Path cache = folder.resolve("grid");
    assertThat(only(new CacheCheck(Optional.of(cache), CLOCK)).text()).startsWith("empty; ");
    Files.createDirectory(cache);
    Path kept = Files.createFile(cache.resolve("DE.json"));
    Files.setLastModifiedTime(kept, FileTime.from(NOW.minus(Duration.ofHours(5))));
    assertThat(only(new CacheCheck(Optional.of(cache), CLOCK)))
        .isEqualTo(Finding.ok("cache", "1 file in " + cache + ", the newest 5 h old"));
    Files.setLastModifiedTime(kept, FileTime.from(NOW.minus(Duration.ofDays(3))));
    assertThat(only(new CacheCheck(Optional.of(cache), CLOCK)).status()).isEqualTo(Status.WARN);
  }

  @Test
  void asksProvidersOnlyWhenTold() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/good", exchange -> {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    });
    server.createContext("/bad", exchange -> {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
    });
    server.start();
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try {
      String address = "http://localhost:" + server.getAddress().getPort();
      assertThat(only(new ProvidersCheck(false, Map.of("A", URI.create(address)), CLOCK))
              .text())
          .isEqualTo("not asked; --network asks them");
      assertThat(only(new ProvidersCheck(
              true, Map.of("A", URI.create(address + "/good")), InstantSource.system())))
          .isEqualTo(Finding.ok("providers", "A answers"));
      assertThat(only(new ProvidersCheck(
                  true, Map.of("A", URI.create(address + "/bad")), InstantSource.system()))
              .text())
          .isEqualTo("A answers with status 503");
      assertThat(only(new ProvidersCheck(
                  true, Map.of("A", URI.create("http://localhost:" + closed)), CLOCK))
              .text())
          .startsWith("A can't be reached at localhost: ");
      InstantSource slow = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-10));
      List<Finding> late =
          new ProvidersCheck(true, Map.of("A", URI.create(address + "/good")), slow).look();
      assertThat(late).hasSize(2);
      assertThat(late.get(1).text()).matches("(599|60[01]) s behind a provider's");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void writesWhereItMustBePossibleToWrite() throws Exception {
    Finding there = only(new DirectoryCheck("ledger", folder, "--ledger"));
    assertThat(there.status()).isNotEqualTo(Status.FAIL);
    assertThat(there.text()).startsWith(folder + " takes files and forces them to the device; ");
    Path deep = folder.resolve("a/b");
    assertThat(only(new DirectoryCheck("ledger", deep, "--ledger")).text())
        .startsWith(deep + " (to be made in " + folder + ") takes files");
    assertThat(folder).isEmptyDirectory();
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(only(new DirectoryCheck("ledger", file.resolve("x"), "--ledger")))
        .isEqualTo(Finding.fail("ledger", file + " is no directory", "name another with --ledger"));
  }

  @Test
  void tellsWhetherProgramsCanBeHeld() throws Exception {
    Files.createDirectories(folder.resolve("proc/self"));
    Map<String, String> with = Map.of("PATH", "/nowhere:" + System.getenv("PATH"));
    assertThat(only(new ExecCheck(folder, with)).text()).contains("found by ps");
    Files.writeString(folder.resolve("proc/self/stat"), "1");
    assertThat(only(new ExecCheck(folder, with)).text()).contains("that left them too");
    assertThat(only(new ExecCheck(folder, Map.of("PATH", "/nowhere"))).status())
        .isEqualTo(Status.WARN);
  }

  @Test
  void keepsEachFindingOnOneLine() {
    assertThat(Finding.warn("a", "two\nlines\u001b[31m", "x\r\ny"))
        .isEqualTo(Finding.warn("a", "two lines [31m", "x y"));
  }
}
