package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorModelTest {
  private static final Offset<Double> EXACT = within(1e-9);

  static Hardware hardware(
      String model, int sockets, int threads, double given, boolean virtual, String vendor) {
    return new Hardware(
        "Linux",
        "6",
        "amd64",
        "17",
        "OpenJDK 64-Bit Server VM 17",
        model,
        sockets,
        threads,
        given,
        given < threads ? "control group" : "",
        64L << 30,
        64L << 30,
        "",
        virtual,
        vendor,
        List.of());
  }

  /** Names as {@code /proc/cpuinfo} gives them. */
  @ParameterizedTest
  @CsvSource({
    "Intel(R) Xeon(R) Platinum 8124M CPU @ 3.00GHz, 240, 36",
    "Intel(R) Xeon(R) Platinum 8171M CPU @ 2.60GHz, 165, 52",
    "Intel(R) Xeon(R) Platinum 8175M CPU @ 2.50GHz, 240, 48",
    "Intel(R) Xeon(R) Platinum 8180 CPU @ 2.50GHz, 205, 56",
    "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz, 210, 48",
    "Intel(R) Xeon(R) Platinum 8272CL CPU @ 2.60GHz, 195, 52",
    "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz, 270, 64",
    "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz, 300, 64",
    "Intel(R) Xeon(R) Platinum 8358 CPU @ 2.60GHz, 250, 64",
    "Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz, 330, 96",
    "Intel(R) Xeon(R) Platinum 8488C, 385, 96",
    "Intel(R) Xeon(R) Platinum 8480+, 350, 112",
    "Intel(R) Xeon(R) Platinum 8480C, 330, 96",
    "Intel(R) Xeon(R) Platinum 8462Y+, 300, 64",
    "INTEL(R) XEON(R) PLATINUM 8562Y+, 300, 64",
    "INTEL(R) XEON(R) PLATINUM 8581C CPU @ 2.60GHz, 340, 108",
    "INTEL(R) XEON(R) PLATINUM 8592+, 350, 128",
    "Intel(R) Xeon(R) 6980P, 500, 256",
    "Intel(R) Xeon(R) Gold 6140 CPU @ 2.30GHz, 140, 36",
    "Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz, 205, 48",
    "Intel(R) Xeon(R) Gold 6448Y, 225, 64",
    "Intel(R) Xeon(R) Gold 6133 CPU @ 2.50GHz, 150, 32",
    "Intel(R) Xeon(R) Silver 4214R CPU @ 2.40GHz, 100, 24",
    "Intel(R) Xeon(R) Silver 4514Y, 150, 32",
    "Intel(R) Xeon(R) Bronze 3204 CPU @ 1.90GHz, 85, 12",
    "Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz, 145, 36",
    "Intel(R) Xeon(R) CPU E5-2698 v4 @ 2.20GHz, 135, 40",
    "Intel(R) Xeon(R) CPU E5-2667 v2 @ 3.30GHz, 95, 16",
    "Intel(R) Xeon(R) CPU E3-1240 v5 @ 3.50GHz, 80, 8",
    "Intel(R) Xeon(R) E-2288G CPU @ 3.70GHz, 71, 12",
    "Intel(R) Xeon(R) w9-3495X, 350, 112",
    "AMD EPYC 7401P 24-Core Processor, 155, 48",
    "AMD EPYC 7571, 200, 64",
    "AMD EPYC 7262 8-Core Processor, 155, 16",
    "AMD EPYC 7742 64-Core Processor, 225, 128",
    "AMD EPYC 7R32, 280, 96",
    "AMD EPYC 7B12, 240, 128",
    "AMD EPYC 7K62 48-Core Processor, 190, 64",
    "AMD EPYC 75F3 32-Core Processor, 280, 64",
    "AMD EPYC 7543P 32-Core Processor, 225, 64",
    "AMD EPYC 7763 64-Core Processor, 280, 128",
    "AMD EPYC 7B13, 225, 60",
    "AMD EPYC 7R13 Processor, 225, 96",
    "AMD EPYC 9354P 32-Core Processor, 280, 64",
    "AMD EPYC 9654 96-Core Processor, 360, 192",
    "AMD EPYC 9R14, 280, 96",
    "AMD EPYC 9V74 80-Core Processor, 320, 96",
    "AMD EPYC 9755 128-Core Processor, 500, 256",
    "AMD EPYC 4545P 16-Core Processor, 65, 24",
    "13th Gen Intel(R) Core(TM) i9-13900K, 125, 0",
    "Intel(R) Core(TM) i9-14900KS, 150, 0",
    "13th Gen Intel(R) Core(TM) i7-1365U, 15, 0",
    "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz, 28, 8",
    "Intel(R) Core(TM) i7-8565U CPU @ 1.80GHz, 15, 0",
    "Intel(R) Core(TM) i7-10750H CPU @ 2.60GHz, 45, 0",
    "13th Gen Intel(R) Core(TM) i9-13980HX, 55, 0",
    "13th Gen Intel(R) Core(TM) i5-1340P, 28, 0",
    "Intel(R) Core(TM) i7-9700K CPU @ 3.60GHz, 95, 0",
    "Intel(R) Core(TM) i7-6700K CPU @ 4.00GHz, 91, 0",
    "Intel(R) Core(TM) i7-4770HQ CPU @ 2.20GHz, 47, 8",
    "Intel(R) Core(TM) i5-8400 CPU @ 2.80GHz, 65, 0",
    "Intel(R) Core(TM) i9-10980XE CPU @ 3.00GHz, 165, 0",
    "Intel(R) Core(TM) i9-7900X CPU @ 3.30GHz, 140, 0",
    "Intel(R) Core(TM) Ultra 7 155H, 28, 0",
    "Intel(R) Core(TM) Ultra 7 155U, 15, 0",
    "Intel(R) Core(TM) Ultra 7 255HX, 55, 0",
    "Intel(R) Core(TM) Ultra 7 258V, 17, 0",
    "Intel(R) Core(TM) Ultra 9 285K, 125, 0",
    "AMD Ryzen 9 5900X 12-Core Processor, 105, 0",
    "AMD Ryzen 9 7950X 16-Core Processor, 170, 0",
    "AMD Ryzen 9 7950X3D 16-Core Processor, 120, 0",
    "AMD Ryzen 9 9950X3D 16-Core Processor, 170, 0",
    "AMD Ryzen 7 PRO 5850U with Radeon Graphics, 15, 0",
    "AMD Ryzen 7 PRO 5750GE with Radeon Graphics, 35, 0",
    "AMD Ryzen 7 7840U w/ Radeon 780M Graphics, 28, 0",
    "AMD Ryzen 7 8840HS w/ Radeon 780M Graphics, 28, 0",
    "AMD Ryzen 5 5600H, 45, 0",
    "AMD Ryzen 9 5900HX with Radeon Graphics, 45, 0",
    "AMD Ryzen 9 7945HX with Radeon Graphics, 55, 0",
    "AMD Ryzen 5 3600 6-Core Processor, 65, 0",
    "AMD Ryzen 5 5600G with Radeon Graphics, 65, 0",
    "AMD Ryzen Threadripper 1950X 16-Core Processor, 180, 0",
    "AMD Ryzen Threadripper 2990WX 32-Core Processor, 250, 0",
    "AMD Ryzen Threadripper PRO 5995WX 64-Cores, 280, 0",
    "AMD Ryzen Threadripper PRO 7995WX 96-Cores, 350, 0",
    "AMD Ryzen AI 9 HX PRO 370 w/ Radeon 890M, 28, 0",
    "AMD RYZEN AI MAX+ 395 w/ Radeon 8060S, 55, 0",
    "AWS Graviton, 40, 16",
    "AWS Graviton2, 150, 64",
    "AWS Graviton3, 220, 64",
    "AWS Graviton4, 300, 96",
    "ARM Neoverse N1, 210, 80",
    "ARM Neoverse V2, 250, 72",
    "Ampere One, 350, 192",
  })
  void commonProcessorsAreKnown(String name, double watts, int threads) {
    assertThat(ProcessorTable.find(name)).hasValueSatisfying(entry -> {
      assertThat(entry.watts()).isEqualTo(watts);
      assertThat(entry.threads()).isEqualTo(threads);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "AMD EPYC",
    "Intel Xeon Processor (Skylake, IBRS)",
    "QEMU Virtual CPU version 2.5+",
    "''",
    "Intel(R) Xeon(R) CPU @ 2.20GHz",
    "AMD EPYC 77420",
    "Xeon Gold 61480",
    "VIA Nano",
    "NoXeon Gold 6148",
    "AMD EPYC-Milan Processor",
    "Intel(R) Xeon(R) Processor @ 2.50GHz",
    "ARM Neoverse N2",
    "AMD EPYC Processor (with IBPB)",
    "Intel Core Processor (Haswell, no TSX)",
    "common KVM processor"
  })
  void othersAreNotTakenForThem(String name) {
    assertThat(ProcessorTable.find(name)).isEmpty();
  }

  @Test
  void everyLineOfTheTableIsOfAProcessorThatMayBe() {
    assertThat(ProcessorTable.entries()).hasSizeGreaterThan(250).allSatisfy(entry -> {
      assertThat(entry.watts()).isBetween(5.0, 500.0);
      assertThat(entry.threads()).isBetween(0, 384);
      assertThat(entry.source()).isIn("ark", "amd", "cc", "boavizta", "press", "line");
    });
    assertThat(ProcessorTable.entries().stream().map(e -> e.pattern().pattern()))
        .doesNotHaveDuplicates();
  }

  @Test
  void powerGrowsWithTheThirdPowerOfTheLoadFromATenth() {
    ProcessorModel model =
        ProcessorModel.of(hardware("AMD EPYC 7742 64-Core Processor", 2, 256, 256, false, ""));
    assertThat(model.watts(0)).isCloseTo(45, EXACT);
    assertThat(model.watts(1)).isCloseTo(450, EXACT);
    assertThat(model.watts(0.5)).isCloseTo(450 * (0.1 + 0.9 * 0.125), EXACT);
    assertThat(model.watts(-1)).isCloseTo(45, EXACT);
    assertThat(model.watts(7)).isCloseTo(450, EXACT);
    assertThat(model.watts(Double.NaN)).isCloseTo(225, EXACT);
    assertThat(model.basis()).isEqualTo("2 processors of 225 W by design");
  }

  @Test
  void aProcessIsChargedItsShareOfThePowerByDesign() {
    ProcessorModel model = ProcessorModel.of(
            hardware("AMD EPYC 7742 64-Core Processor", 1, 128, 128, false, ""))
        .ofProcess();
    assertThat(model.watts(0)).isZero();
    assertThat(model.watts(0.25)).isCloseTo(225 / 4.0, EXACT);
  }

  @Test
  void aContainerIsChargedItsThreadsNotTheHost() {
    Hardware part = hardware("AMD EPYC 7742 64-Core Processor", 2, 256, 8, false, "");
    ProcessorModel model = ProcessorModel.of(part);
    assertThat(model.watts(1)).isCloseTo(450 * 8 / 256.0, EXACT);
    assertThat(model.basis()).endsWith(", 8 of 256 threads");
    assertThat(ProcessorModel.scope(part)).isEqualTo(Scope.ALLOCATION);
  }

  @Test
  void aVirtualMachineIsChargedItsThreadsOfTheRealProcessor() {
    Hardware guest =
        hardware("Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz", 1, 8, 8, true, "Amazon EC2");
    ProcessorModel model = ProcessorModel.of(guest);
    assertThat(model.watts(1)).isCloseTo(210 * 8 / 48.0, EXACT);
    assertThat(model.basis())
        .isEqualTo(
            "8 threads at 210 W by design for 48 (which its maker does not tell; by BoaviztAPI)");
    assertThat(ProcessorModel.scope(guest)).isEqualTo(Scope.ALLOCATION);
  }

  @Test
  void aContainerThatIsShownOnlyItsThreadsIsChargedThem() { // as those of LXC are
    Hardware part = hardware("AMD EPYC 7742 64-Core Processor", 1, 63, 63, false, "");
    assertThat(ProcessorModel.of(part).watts(1)).isCloseTo(225 * 63 / 128.0, EXACT);
    Hardware half = hardware("AMD EPYC 7742 64-Core Processor", 1, 64, 64, false, "");
    assertThat(ProcessorModel.of(half).watts(1)).as("one thread a core").isCloseTo(225, EXACT);
  }

  @Test
  void moreThreadsThanAProcessorHasAreMoreProcessors() { // which ARM's do not tell
    ProcessorModel model =
        ProcessorModel.of(hardware("ARM Neoverse N1", 1, 160, 160, false, "Other"));
    assertThat(model.watts(1)).isCloseTo(420, EXACT);
    assertThat(
            ProcessorModel.of(hardware("ARM Neoverse N1", 1, 80, 80, false, "")).basis())
        .isEqualTo("210 W by design");
  }

  @ParameterizedTest
  @CsvSource({"2, 7.44", "4, 14.88", "5, 15", "8, 15"})
  void aGuestOfALaptopIsChargedItsThreadsAtMostTheProcessor(int threads, double watts) {
    Hardware guest =
        hardware("Intel(R) Core(TM) i7-8565U CPU @ 1.80GHz", 1, threads, threads, true, "");
    assertThat(ProcessorModel.of(guest).watts(1)).isCloseTo(watts, EXACT);
  }

  @Test
  void aProcessorThatIsNoGuestIsChargedItsPowerByDesignHoweverFewItsThreads() {
    Hardware desktop = hardware("AMD Ryzen 9 7950X 16-Core Processor", 1, 32, 32, false, "");
    assertThat(ProcessorModel.of(desktop).watts(1)).isCloseTo(170, EXACT);
  }

  @Test
  void aGuestWithMostOfAProcessorIsChargedThatAndALimitInItToo() {
    String name = "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz";
    assertThat(ProcessorModel.of(hardware(name, 1, 40, 40, true, "")).watts(1))
        .isCloseTo(210 * 40 / 48.0, EXACT);
    assertThat(ProcessorModel.of(hardware(name, 1, 40, 10, true, "")).watts(1))
        .isCloseTo(210 * 10 / 48.0, EXACT);
  }

  @Test
  void namesAreComparedWithoutWhatMakersAddToThem() {
    assertThat(ProcessorTable.plain("Intel(R) Xeon(R) Gold 6140 CPU @ 2.30GHz"))
        .isEqualTo("intel xeon gold 6140");
    assertThat(ProcessorTable.plain("  AMD EPYC 7R13   48-Core Processor "))
        .isEqualTo("amd epyc 7r13");
  }

  @Test
  void aLineIsSaidToBeOne() {
    assertThat(ProcessorModel.of(
                hardware("Intel(R) Xeon(R) Gold 6133 CPU @ 2.50GHz", 2, 80, 80, false, ""))
            .basis())
        .isEqualTo("2 processors of 150 W by design (typical of the product line)");
  }

  @ParameterizedTest
  @CsvSource({
    "Amazon EC2, 0.74, 3.5",
    "Microsoft Corporation, 0.74, 3.54",
    "Google, 0.68, 4.11",
    "'', 0.72, 3.72",
    "QEMU, 0.72, 3.72"
  })
  void virtualProcessorsOfUnknownPowerAreChargedAsTheirCloudDoes(
      String vendor, double idle, double busy) {
    ProcessorModel model = ProcessorModel.of(hardware("AMD EPYC", 1, 4, 4, true, vendor));
    assertThat(model.watts(0)).isCloseTo(4 * idle, EXACT);
    assertThat(model.watts(1)).isCloseTo(4 * busy, EXACT);
    assertThat(model.watts(0.5)).isCloseTo(2 * (idle + busy), EXACT);
    assertThat(model.basis())
        .startsWith("4 virtual processors of ")
        .contains("Cloud Carbon Footprint")
        .endsWith("processor of unknown power (AMD EPYC)");
  }

  @Test
  void anUnknownProcessorIsChargedFourWattsForEachThread() {
    ProcessorModel model = ProcessorModel.of(hardware("", 1, 16, 12, false, ""));
    assertThat(model.watts(1)).isCloseTo(48, EXACT);
    assertThat(model.watts(0)).isCloseTo(4.8, EXACT);
    assertThat(model.basis()).isEqualTo("4 W for each of 12 threads, unknown processor");
    assertThat(ProcessorModel.of(hardware("VIA Nano", 1, 1, 1, false, "")).basis())
        .isEqualTo("4 W for each of 1 threads, processor of unknown power (VIA Nano)");
  }
}
