package org.carbonaware.examples.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the driver's tool {@code nvidia-smi}; without it there is no driver and so no device. */
public final class NvidiaSmi implements CudaDevices {
  private static final List<String> COMMAND =
      List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader");
  private static final Pattern LINE = Pattern.compile("\\s*(.+?)\\s*,\\s*(\\d+)\\.(\\d+)\\s*");

  /** Makes a finder. */
  public NvidiaSmi() {}

  @Override
  public List<CudaDevice> find() {
    try {
      Process process = new ProcessBuilder(COMMAND)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      process.getOutputStream().close();
      return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList());
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** The devices in the tool's answer; lines of another form, such as errors, are left out. */
  static List<CudaDevice> parse(List<String> lines) {
    return lines.stream().map(NvidiaSmi::device).flatMap(Optional::stream).toList();
  }

  private static Optional<CudaDevice> device(String line) {
    Matcher match = LINE.matcher(line);
    return match.matches()
        ? Optional.of(new CudaDevice(
            match.group(1), Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3))))
        : Optional.empty();
  }
}
