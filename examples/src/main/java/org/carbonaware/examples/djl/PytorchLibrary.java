package org.carbonaware.examples.djl;

import ai.djl.util.ClassLoaderUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.carbonaware.examples.cuda.CudaCheck;
import org.carbonaware.examples.cuda.CudaDevices;

/**
 * A native library of PyTorch on the class path. DJL would download what it misses there, or fall
 * back to the processor without a word; the demo says so instead.
 *
 * @param flavor what it calculates with, such as {@code cpu} or {@code cu124}
 * @param platform where it runs, such as {@code linux-x86_64}
 */
record PytorchLibrary(String flavor, String platform) {
  private static final String DESCRIPTION = "native/lib/pytorch.properties";

  /** The libraries that DJL would find. */
  static List<PytorchLibrary> onClassPath() {
    List<PytorchLibrary> found = new ArrayList<>();
    try {
      for (URL url :
          Collections.list(ClassLoaderUtils.getContextClassLoader().getResources(DESCRIPTION))) {
        Properties description = new Properties();
        try (InputStream in = url.openStream()) {
          description.load(in);
        }
        read(description).ifPresent(found::add);
      }
    } catch (IOException e) {
      return List.of(); // as good as none
    }
    return found;
  }

  /** Reads DJL's description of a library; empty for a placeholder, which holds no library. */
  static Optional<PytorchLibrary> read(Properties description) {
    String classifier = description.getProperty("classifier", "");
    String flavor = description.getProperty("flavor", "");
    if (description.containsKey("placeholder") || classifier.isEmpty()) {
      return Optional.empty();
    }
    if (flavor.isEmpty()) {
      int dash = classifier.indexOf('-');
      return Optional.of(
          new PytorchLibrary(classifier.substring(0, dash), classifier.substring(dash + 1)));
    }
    return Optional.of(new PytorchLibrary(flavor, classifier));
  }

  /** This computer's platform in DJL's words. */
  static String platformHere() {
    return platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static String platform(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String os = name.startsWith("win") ? "win" : name.startsWith("mac") ? "osx" : "linux";
    return os + "-" + (osArch.equals("amd64") ? "x86_64" : osArch);
  }

  /**
   * What stands against training with these libraries here.
   *
   * @param platform this computer's
   * @param devices asked only if a library is made for CUDA
   * @return one sentence with the remedy; empty if nothing does
   */
  static Optional<String> problem(
      List<PytorchLibrary> found, String platform, CudaDevices devices) {
    if (found.isEmpty()) {
      return Optional.of("PyTorch's native library is not on the class path; with Maven it comes"
          + " by -Dexample=djl");
    }
    if (found.stream().noneMatch(library -> library.platform().equals(platform))) {
      String others =
          found.stream().map(PytorchLibrary::platform).distinct().collect(Collectors.joining(", "));
      return Optional.of("PyTorch's native library on the class path is for " + others
          + ", this computer is " + platform + "; leave out -Dexample=djl to train with DL4J");
    }
    return found.stream().anyMatch(library -> library.flavor().startsWith("cu"))
        ? CudaCheck.noDevice(devices)
        : Optional.empty();
  }
}
