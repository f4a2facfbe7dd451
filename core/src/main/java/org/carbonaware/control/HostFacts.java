package org.carbonaware.control;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.carbonaware.energy.Hardware;

/**
 * The computer that trains, for records and reports; everything may be unknown. It holds no name of
 * the computer, of its network or of a user.
 *
 * @param os the operating system as name, version and architecture, such as
 *     {@code Linux-6.1.0-amd64}
 * @param javaVersion such as {@code 17.0.15}
 * @param javaVm the virtual machine's name and version
 * @param cpuModel the processor's name as the system gives it
 * @param cpuThreads the machine's processor threads
 * @param givenThreads how many of them this process may keep busy
 * @param memoryBytes the machine's memory
 * @param givenMemoryBytes how much of it this process was given
 * @param gpus the models of the GPUs that the driver shows, one for each board, whether this
 *     process uses them or not; what it uses is among what is metered
 * @param virtual whether it says that it is a virtual machine
 * @param timeZone the time zone its clock shows
 * @param site where it stands, as far as that was told
 */
public record HostFacts(
    Optional<String> os,
    Optional<String> javaVersion,
    Optional<String> javaVm,
    Optional<String> cpuModel,
    OptionalInt cpuThreads,
    OptionalDouble givenThreads,
    OptionalLong memoryBytes,
    OptionalLong givenMemoryBytes,
    List<String> gpus,
    Optional<Boolean> virtual,
    Optional<ZoneId> timeZone,
    Site site) {
  /** Nothing is known. */
  public static final HostFacts UNKNOWN = new HostFacts(
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      OptionalInt.empty(),
      OptionalDouble.empty(),
      OptionalLong.empty(),
      OptionalLong.empty(),
      List.of(),
      Optional.empty(),
      Optional.empty(),
      Site.UNKNOWN);

  /** Copies the list. */
  public HostFacts {
    gpus = List.copyOf(gpus);
  }

  /**
   * Where a computer stands, as somebody told; nothing is looked up.
   *
   * @param coordinates its coordinates
   * @param cloudProvider the cloud that rents it out, such as {@code aws}
   * @param cloudRegion the cloud's name for the region, such as {@code eu-central-1}
   */
  public record Site(
      Optional<Coordinates> coordinates,
      Optional<String> cloudProvider,
      Optional<String> cloudRegion) {
    /** Nothing is known. */
    public static final Site UNKNOWN =
        new Site(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A point on Earth.
   *
   * @param latitude degrees north, -90 to 90
   * @param longitude degrees east, -180 to 180
   */
  public record Coordinates(double latitude, double longitude) {
    /** Checks the ranges. */
    public Coordinates {
      if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
        throw new IllegalArgumentException("latitude " + latitude + ", longitude " + longitude
            + ": expected -90 to 90 and -180 to 180 degrees");
      }
    }
  }

  /** What a computer's description tells. */
  static HostFacts of(Hardware hardware, Site site) {
    return new HostFacts(
        text(hardware.osName() + "-" + hardware.osVersion() + "-" + hardware.architecture()),
        text(hardware.javaVersion()),
        text(hardware.javaVm()),
        text(hardware.cpuModel()),
        OptionalInt.of(hardware.cpuThreads()),
        OptionalDouble.of(hardware.allocatedThreads()),
        bytes(hardware.memoryBytes()),
        bytes(hardware.allocatedMemoryBytes()),
        hardware.gpus(),
        Optional.of(hardware.virtual()),
        Optional.of(ZoneId.systemDefault()),
        site);
  }

  private static Optional<String> text(String value) {
    return Optional.of(value.strip()).filter(text -> !text.replace("-", "").isEmpty());
  }

  private static OptionalLong bytes(long count) {
    return count > 0 ? OptionalLong.of(count) : OptionalLong.empty();
  }
}
