package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        model,
        sockets,
        threads,
        given,
        given < threads ? "control group" : "",
        64L << 30,
        64L << 30,
        "",
        virtual,
        vendor);
  }

  @ParameterizedTest
  @CsvSource({
    "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz, 210, 48",
    "Intel(R) Xeon(R) CPU E5-2698 v4 @ 2.20GHz, 135, 40",
    "Intel(R) Xeon(R) Platinum 8480+, 350, 112",
    "Intel(R) Xeon(R) Platinum 8480C, 350, 112",
    "INTEL(R) XEON(R) PLATINUM 8592+, 350, 128",
    "Intel(R) Xeon(R) Gold 6448Y, 225, 64",
    "AMD EPYC 7742 64-Core Processor, 225, 128",
    "AMD EPYC 7R32, 280, 96",
    "AMD EPYC 9654 96-Core Processor, 360, 192",
    "AMD EPYC 7401P 24-Core Processor, 170, 0",
    "13th Gen Intel(R) Core(TM) i9-13900K, 125, 0",
    "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz, 15, 0",
    "Intel(R) Core(TM) i7-8565U CPU @ 1.80GHz, 15, 0",
    "Intel(R) Core(TM) i7-10750H CPU @ 2.60GHz, 45, 0",
    "13th Gen Intel(R) Core(TM) i9-13980HX, 55, 0",
    "12th Gen Intel(R) Core(TM) i7-1260P, 28, 0",
    "Intel(R) Core(TM) i7-9700K CPU @ 3.60GHz, 95, 0",
    "Intel(R) Core(TM) i5-8400 CPU @ 2.80GHz, 65, 0",
    "Intel(R) Core(TM) i9-10980XE CPU @ 3.00GHz, 165, 0",
    "Intel(R) Core(TM) Ultra 7 155H, 28, 0",
    "AMD Ryzen 9 5950X 16-Core Processor, 105, 0",
    "AMD Ryzen 9 7950X 16-Core Processor, 170, 0",
    "AMD Ryzen 7 PRO 5850U with Radeon Graphics, 15, 0",
    "AMD Ryzen 7 5800H with Radeon Graphics, 45, 0",
    "AMD Ryzen 5 3600 6-Core Processor, 65, 0",
    "AMD Ryzen Threadripper 1950X 16-Core Processor, 180, 0",
    "AMD Ryzen Threadripper PRO 5995WX 64-Cores, 280, 0",
    "AMD Ryzen Threadripper PRO 7995WX 96-Cores, 350, 0",
    "AMD Ryzen AI 9 HX 370 w/ Radeon 890M, 28, 0",
    "AWS Graviton2, 110, 64",
    "ARM Neoverse N1, 210, 80",
  })
  void commonProcessorsAreKnown(String name, double watts, int threads) {
    assertThat(ProcessorTable.find(name)).hasValueSatisfying(entry -> {
      assertThat(entry.watts()).isEqualTo(watts);
      assertThat(entry.threads()).isEqualTo(threads);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "AMD EPYC", "Intel Xeon Processor (Skylake, IBRS)", "QEMU Virtual CPU version 2.5+", "''",
    "Intel(R) Xeon(R) CPU @ 2.20GHz", "AMD EPYC 77420", "Xeon Gold 61480", "VIA Nano"
  })
  void othersAreNotTakenForThem(String name) {
    assertThat(ProcessorTable.find(name)).isEmpty();
  }

  @Test
  void everyLineOfTheTableIsOfAProcessorThatMayBe() {
    assertThat(ProcessorTable.entries()).hasSizeGreaterThan(100).allSatisfy(entry -> {
      assertThat(entry.watts()).isBetween(5.0, 500.0);
      assertThat(entry.threads()).isBetween(0, 384);
      assertThat(entry.source()).isIn("ark", "amd", "ampere", "nvidia", "line", "about");
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
        .isEqualTo("8 of 48 threads, 210 W by design (taken from a like model)");
    assertThat(ProcessorModel.scope(guest)).isEqualTo(Scope.ALLOCATION);
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
