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
  private static final Pattern COUNTERS =
      Pattern.compile("\"(iterationCount|epochCount)\"\\s*:\\s*\\d+");

  private final Network network;
  private final Position position;
  private final boolean insideIterationDone;
  private Snapshot.@Nullable File normalizer;
  private volatile boolean exact = true;

  private NetworkState(Network network, Position position, boolean insideIterationDone) {
    this.network = network;
    this.position = position;
    this.insideIterationDone = insideIterationDone;
  }

  /** Captures will be made between two batches. */
  static NetworkState betweenBatches(Network network, Position position) {
    return new NetworkState(network, position, false);
  }

  /** Captures will be made inside {@code iterationDone}. */
  static NetworkState insideIterationDone(Network network, Position position) {
    return new NetworkState(network, position, true);
  }

  void setNormalizer(Snapshot.File fitted) {
    normalizer = fitted;
  }

  /** The updates made so far, by the model's own count. */
  int iteration() {
    return network.iteration();
  }

  boolean isExact() {
    return exact;
  }

  /** Captures will not be all of a training, such as one of several replicas. */
  void setInexact() {
    exact = false;
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
      Snapshot.File fitted = normalizer;
      if (fitted != null) {
        files.add(fitted);
      }
      return new Snapshot(identity(), attributes(), files);
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
    map.put("epochsTold", Boolean.toString(position.epochsTold()));
    map.put("exact", Boolean.toString(exact));
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
      if (!value.equals("true") && !value.equals("false")) {
        builder.counter(name, Long.parseLong(value));
      }
    });
    return builder;
  }

  /**
   * Puts a checkpoint's state into the network, the position, and this thread's random generator;
   * all of it, or nothing if the checkpoint is refused.
   */
  Restored restore(Checkpoint checkpoint) {
    Saved saved = new Saved(checkpoint.manifest().training());
    Restored restored =
        new Restored(saved.number("randomRoot"), saved.number("randomNode"), saved.flag("exact"));
    INDArray updater = network.updaterState();
    INDArray savedParameters = read(checkpoint, PARAMETERS, network.params());
    INDArray savedUpdater = updater == null ? null : read(checkpoint, UPDATER, updater);
    int iteration = (int) saved.number("iteration");
    int epoch = (int) saved.number("epoch");
    network.setLayerCounters(
        (int) saved.number("layerIteration"), (int) saved.number("layerEpoch"));
    position.restore(
        saved.number("epochsTrained"),
        saved.number("batchesInEpoch"),
        saved.number("dataResets"),
        saved.flag("epochsTold"));
    network.params().assign(savedParameters);
    if (savedUpdater != null) {
      network.setUpdaterState(savedUpdater);
    }
    network.setCounters(iteration, epoch);
    if (saved.flag("constraintsToApply")) {
      network.model().applyConstraints(iteration, epoch);
    }
    restored.setRandomState();
    return restored;
  }

  private static INDArray read(Checkpoint checkpoint, String name, INDArray like) {
    try (InputStream in = checkpoint.open(name)) {
      return ArrayFile.read(in, like.dataType(), like.length()).reshape(like.shape());
    } catch (ArrayFile.UnexpectedArrayException e) {
      throw new CheckpointException(
          "checkpoint " + checkpoint.location() + " can't be loaded: " + name + " has "
              + e.getMessage() + "; use another checkpoint directory",
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException(
          "checkpoint " + checkpoint.location() + ": " + name + " can't be read: " + e, e);
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
