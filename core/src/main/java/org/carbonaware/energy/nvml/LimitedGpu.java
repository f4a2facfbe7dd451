package org.carbonaware.energy.nvml;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.carbonaware.energy.nvml.GpuPowerLimit.Limits;
import org.carbonaware.energy.nvml.GpuPowerLimit.Outcome;
import org.carbonaware.energy.nvml.GpuPowerLimit.Result;

/** One GPU whose power limit is set, and what it was before. Belongs to one thread. */
final class LimitedGpu {
  private static final double MILLI = 1e-3;

  private final String name;
  private final NvmlGpu gpu;
  private OptionalLong former = OptionalLong.empty();
  private long ours;

  LimitedGpu(String name, NvmlGpu gpu) {
    this.name = name;
    this.gpu = gpu;
  }

  Limits limits() {
    return new Limits(
        name,
        gpu.identity().name(),
        watts(gpu.limitMilliwatts()),
        watts(gpu.defaultLimitMilliwatts()),
        watts(gpu.leastLimitMilliwatts()),
        watts(gpu.highestLimitMilliwatts()));
  }

  Result set(double watts) {
    Answer before = gpu.limitMilliwatts();
    Answer least = gpu.leastLimitMilliwatts();
    Answer highest = gpu.highestLimitMilliwatts();
    int milliwatts = (int) Math.round(watts / MILLI);
    boolean tooLow = least.isThere() && milliwatts < least.value();
    boolean tooHigh = highest.isThere() && milliwatts > highest.value();
    int code = tooLow || tooHigh ? NvmlCodes.INVALID_ARGUMENT : gpu.setLimit(milliwatts);
    if (code != NvmlCodes.OK) {
      return failed(watts, code);
    }
    if (former.isEmpty() && before.isThere()) {
      former = OptionalLong.of(before.value());
    }
    ours = milliwatts;
    return result(Outcome.SET, format("is limited to %.0f W", watts));
  }

  /** Sets what was set before; empty if there is nothing to restore. */
  List<Result> restore() {
    if (former.isEmpty()) {
      return List.of();
    }
    Answer now = gpu.limitMilliwatts();
    if (now.isThere() && now.value() != ours) {
      former = OptionalLong.empty(); // someone else has decided since
      return List.of();
    }
    int milliwatts = (int) former.getAsLong();
    int code = gpu.setLimit(milliwatts);
    if (code != NvmlCodes.OK) {
      return List.of(failed(milliwatts * MILLI, code));
    }
    former = OptionalLong.empty();
    return List.of(result(Outcome.SET, format("is limited to %.0f W again", milliwatts * MILLI)));
  }

  private Result failed(double watts, int code) {
    return switch (code) {
      case NvmlCodes.NO_PERMISSION ->
        result(
            Outcome.NO_PERMISSION,
            format(
                "may not be limited to %.0f W by this user: run with CAP_SYS_ADMIN or as root, or"
                    + " let root run \"nvidia-smi -i %s -pl %.0f\"",
                watts, gpu.identity().uuid(), watts));
      case NvmlCodes.INVALID_ARGUMENT ->
        result(Outcome.OUT_OF_RANGE, format("can't be limited to %.0f W%s", watts, range()));
      case NvmlCodes.NOT_SUPPORTED ->
        result(Outcome.NOT_SUPPORTED, "can't be limited: its model does not support that");
      case NvmlCodes.FUNCTION_NOT_FOUND ->
        result(Outcome.NOT_SUPPORTED, "can't be limited: the driver is too old");
      default -> result(Outcome.FAILED, "can't be limited now: " + NvmlCodes.words(code));
    };
  }

  private String range() {
    Answer least = gpu.leastLimitMilliwatts();
    Answer highest = gpu.highestLimitMilliwatts();
    return least.isThere() && highest.isThere()
        ? format(": expected %.0f to %.0f W", least.value() * MILLI, highest.value() * MILLI)
        : "";
  }

  private Result result(Outcome outcome, String message) {
    return new Result(name, outcome, name + " (" + gpu.identity().name() + ") " + message);
  }

  private static OptionalDouble watts(Answer milliwatts) {
    return milliwatts.isThere()
        ? OptionalDouble.of(milliwatts.value() * MILLI)
        : OptionalDouble.empty();
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
