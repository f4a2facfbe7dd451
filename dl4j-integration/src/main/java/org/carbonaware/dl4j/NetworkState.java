package org.carbonaware.dl4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All that decides how a network trains on: parameters, optimizer state, counters, the random state
 * of the fitting thread and the position in the data.
 *
 * <p>Between two batches the state is captured as it is. Inside {@code iterationDone(i)} DL4J has
 * applied the update but neither raised the counter nor applied the constraints
 * (StochasticGradientDescent.optimize, 1.0.0-M2.1): then the capture notes the raised counter and
 * that the constraints are still to be applied.
 */
final class NetworkState implements TrainingState {
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER = "updater.bin";
  private static final String NORMALIZER = "normalizer.bin";
  private static final Pattern COUNTERS =
      Pattern.compile("\"(iterationCount|epochCount)\"\\s*:\\s*\\d+");

  private final Network network;
  private final Position position;
  private @Nullable Normalizer<?> normalizer;
  private boolean insideIterationDone;
  private boolean replica;

  NetworkState(Network network, Position position) {
    this.network = network;
    this.position = position;
  }

  void setNormalizer(Normalizer<?> fitted) {
    normalizer = fitted;
  }

  /** Where captures will be made: inside {@code iterationDone}, or between two batches. */
  void setInsideIterationDone(boolean inside) {
    insideIterationDone = inside;
  }

  /** Captures will be of one of several replicas that train in parallel. */
  void setReplica(boolean oneOfSeveral) {
    replica = oneOfSeveral;
  }

  TrainingIdentity identity() {
    String json = COUNTERS.matcher(network.configurationJson()).replaceAll("\"$1\":0");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return new TrainingIdentity(
          "deeplearning4j",
          frameworkVersion(),
          HexFormat.of().formatHex(digest),
          network.toString());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  @SuppressWarnings("try") // the scope works by being open
  public Snapshot capture() {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      Nd4j.getExecutioner().commit();
      List<Snapshot.File> files = new ArrayList<>();
      files.add(file(PARAMETERS, network.params().dup()));
      INDArray updater = network.updaterState();
      if (updater != null) {
        files.add(file(UPDATER, updater.dup()));
      }
      Normalizer<?> fitted = normalizer;
      if (fitted != null) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NormalizerSerializer.getDefault().write(fitted, bytes);
        files.add(new Snapshot.File(NORMALIZER, bytes::writeTo));
      }
      return new Snapshot(identity(), attributes(), files);
    } catch (IOException e) {
      throw new CheckpointException("can't save the normalizer", e);
    }
  }

  private static Snapshot.File file(String name, INDArray copy) {
    return new Snapshot.File(name, out -> ArrayFile.write(copy, out));
  }

  private Map<String, String> attributes() {
    int counted = network.iteration() + (insideIterationDone ? 1 : 0);
    Map<String, String> map = new TreeMap<>();
    map.put("iteration", Integer.toString(counted));
    map.put("epoch", Integer.toString(network.epoch()));
    map.put(
        "layerIteration",
        Integer.toString(insideIterationDone ? counted : network.layerIteration()));
    map.put("layerEpoch", Integer.toString(network.layerEpoch()));
    map.put("constraintsToApply", Boolean.toString(insideIterationDone));
    map.put("randomRoot", Long.toString(Nd4j.getRandom().rootState()));
    map.put("randomNode", Long.toString(Nd4j.getRandom().nodeState()));
    map.put("epochsTrained", Long.toString(position.epochs()));
    map.put("batchesInEpoch", Long.toString(position.batchesInEpoch()));
    map.put("dataResets", Long.toString(position.resets()));
    map.put("exact", Boolean.toString(!replica));
    return map;
  }

  /** Everything that has to be the same in two trainings that are the same. */
  TrainingFingerprint.Builder fingerprint() {
    TrainingFingerprint.Builder builder = TrainingFingerprint.builder();
    for (Snapshot.File file : capture().files()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        file.content().writeTo(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      builder.array(file.name(), bytes.toByteArray());
    }
    attributes().forEach((name, value) -> {
      if (!name.equals("constraintsToApply") && !name.equals("exact")) {
        builder.counter(name, Long.parseLong(value));
      }
    });
    return builder;
  }

  /**
   * Puts a checkpoint's state into the network, the position, and this thread's random generator.
   */
  Restored restore(Checkpoint checkpoint) {
    Saved saved = new Saved(checkpoint.manifest().training());
    try {
      network.params().assign(read(checkpoint, PARAMETERS, network.params()));
      INDArray updater = network.updaterState();
      if (updater != null) {
        network.setUpdaterState(read(checkpoint, UPDATER, updater));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException("checkpoint " + checkpoint.location() + " can't be read", e);
    }
    int iteration = (int) saved.number("iteration");
    int epoch = (int) saved.number("epoch");
    network.setCounters(iteration, epoch);
    network.setLayerCounters(
        (int) saved.number("layerIteration"), (int) saved.number("layerEpoch"));
    if (saved.flag("constraintsToApply")) {
      network.model().applyConstraints(iteration, epoch);
    }
    position.restore(
        saved.number("epochsTrained"), saved.number("batchesInEpoch"), saved.number("dataResets"));
    Restored restored =
        new Restored(saved.number("randomRoot"), saved.number("randomNode"), saved.flag("exact"));
    restored.setRandomState();
    return restored;
  }

  private static INDArray read(Checkpoint checkpoint, String name, INDArray like)
      throws IOException {
    try (InputStream in = checkpoint.open(name)) {
      return ArrayFile.read(in, like.dataType(), like.length()).reshape(like.shape());
    }
  }

  @Override
  public String releaseMemory() {
    if (Nd4j.getEnvironment().isCPU()) {
      return "nothing to release on the CPU";
    }
    Nd4j.getMemoryManager().purgeCaches();
    Nd4j.getMemoryManager().invokeGc();
    return "purged ND4J's caches; parameters and optimizer state stay on the device";
  }

  /** What is set again on the thread that will fit. */
  record Restored(long randomRoot, long randomNode, boolean exact) {
    void setRandomState() {
      Nd4j.getRandom().setStates(randomRoot, randomNode);
    }
  }

  private record Saved(Map<String, String> attributes) {
    long number(String name) {
      try {
        return Long.parseLong(attributes.getOrDefault(name, ""));
      } catch (NumberFormatException e) {
        throw new CheckpointException("the checkpoint has no sound \"" + name + "\"", e);
      }
    }

    boolean flag(String name) {
      return Boolean.parseBoolean(attributes.getOrDefault(name, ""));
    }
  }

  private static String frameworkVersion() {
    String path = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";
    try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(path)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
