package org.carbonaware.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deep-learning back-ends on a class path, by their classes; none is loaded.
 *
 * @param classPath as the java command takes it; this program's own if empty
 */
record BackendsCheck(Optional<String> classPath) implements Check {
  private static final String AREA = "back-ends";
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("DL4J", "org/deeplearning4j/nn/multilayer/MultiLayerNetwork.class");
    KNOWN.put("ND4J on the processor", "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class");
    KNOWN.put("ND4J on CUDA", "org/nd4j/linalg/jcublas/JCublasBackend.class");
    KNOWN.put("DJL", "ai/djl/Model.class");
    KNOWN.put("DJL PyTorch", "ai/djl/pytorch/engine/PtEngine.class");
    KNOWN.put("DJL TensorFlow", "ai/djl/tensorflow/engine/TfEngine.class");
    KNOWN.put("DJL MXNet", "ai/djl/mxnet/engine/MxEngine.class");
  }

  @Override
  public List<Finding> look() {
    if (classPath.isEmpty()) {
      List<String> own = found(BackendsCheck.class.getClassLoader());
      return List.of(Finding.ok(
          AREA,
          own.isEmpty()
              ? "none on this command's own class path; --class-path looks at a training's"
              : String.join(", ", own)));
    }
    try (URLClassLoader loader = new URLClassLoader(urls(classPath.get()), null)) {
      List<String> found = found(loader);
      return List.of(
          found.isEmpty()
              ? Finding.warn(
                  AREA,
                  "none on the class path given",
                  "add DL4J with an ND4J back-end, or DJL with an engine")
              : Finding.ok(AREA, String.join(", ", found)));
    } catch (IOException e) {
      return List.of(
          Finding.fail(AREA, "the class path can't be read: " + e.getMessage(), "check it"));
    }
  }

  private static List<String> found(ClassLoader loader) {
    return KNOWN.entrySet().stream()
        .filter(entry -> loader.getResource(entry.getValue()) != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static URL[] urls(String path) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String part : path.split(File.pathSeparator, -1)) {
      urls.add(Path.of(part).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
