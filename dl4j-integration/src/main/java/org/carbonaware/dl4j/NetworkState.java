package org.carbonaware.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.FedTraining;
import org.carbonaware.control.integration.FrameworkVersion;
import org.carbonaware.control.integration.SavedAttributes;
import org.carbonaware.control.integration.TrainedSamples;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that decides how a network trains on: parameters, optimizer state, counters, the random state
 * of the fitting thread and the position in the data.
 *
 * <p>Between two batches the state is captured as it is. Inside {@code iterationDone(i)} DL4J has
 * applied the update but neither raised the counter nor applied the constraints
 * (StochasticGradientDescent.optimize, 1.0.0-M2.1): then the capture notes the raised counter and
 * that the constraints are still to be applied.
 */
final class NetworkState implements FedTraining {
  private static final Logger log = LoggerFactory.getLogger(NetworkState.class);
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER = "updater.bin";
  static final String VERSION =
      FrameworkVersion.of(MultiLayerNetwork.class, "org.deeplearning4j", "deeplearning4j-nn");
  private static final Pattern COUNTERS =
      Pattern.compile("\"(iterationCount|epochCount)\"\\s*:\\s*\\d+");

  private final CarbonController controller;
  private final Network network;
  private final DataPosition position;
  private final boolean insideIterationDone;
  private final TrainedSamples samples;
  private Snapshot.@Nullable File normalizer;
  private volatile boolean exact = true;
  private int iterationBefore;

  private NetworkState(
      CarbonController controller,
      Network network,
      DataPosition position,
      boolean insideIterationDone) {
    this.controller = controller;
    this.network = network;
    this.position = position;
    this.insideIterationDone = insideIterationDone;
    this.samples = new TrainedSamples(controller, position);
  }

  /** Captures will be made between two batches. */
  static NetworkState betweenBatches(
      CarbonController controller, Network network, DataPosition position) {
    return new NetworkState(controller, network, position, false);
  }

  /** Captures will be made inside {@code iterationDone}. */
  static NetworkState insideIterationDone(
      CarbonController controller, Network network, DataPosition position) {
    return new NetworkState(controller, network, position, true);
  }

  void setNormalizer(Snapshot.File fitted) {
    normalizer = fitted;
  }

  @Override
  public void batchGiven() {
    iterationBefore = network.iteration();
  }

  /** A batch is about to be trained. */
  void fed(DataSet batch) {
    INDArray input = batch.getFeatures();
    if (input != null && samples.given(input.size(0))) {
      describe(input.size(0), input);
    }
  }

  /** As {@link #fed(DataSet)}, for several inputs. */
  void fed(MultiDataSet batch) {
    INDArray[] inputs = batch.getFeatures();
    if (inputs != null
        && inputs.length > 0
        && inputs[0] != null
        && samples.given(inputs[0].size(0))) {
      describe(inputs[0].size(0), inputs);
    }
  }

  /** As {@link #fed(DataSet)}, from inside the iteration that trains the batch. */
  void fedNow() {
    long batchSamples = network.samples();
    if (batchSamples > 0 && samples.given(batchSamples)) {
      describe(batchSamples, network.inputs());
    }
  }

  /** What can't be told is left out of the record: nothing here fails the training. */
  private void describe(long batchSamples, @Nullable INDArray... inputs) {
    try {
      controller.describe(NetworkFacts.of(network, batchSamples, inputs));
    } catch (RuntimeException | LinkageError e) {
      log.warn("the training can't be described", e);
    }
  }

  @Override
  public void epochTaken() {
    samples.epochEnded();
    controller.loss(network.model().score());
  }

  @Override
  public boolean batchTaken() {
    if (controller.wantsLoss()) {
      controller.loss(network.model().score()); // a plain field that each batch has set
    }
    if (network.iteration() == iterationBefore && exact) {
      exact = false;
      controller.warn(
          "a batch was asked for while the model had not trained the one before (several workers, a"
              + " reader ahead of fit, or a batch left out): pauses and progress hold, but a resume may not be"
              + " bit-exact; pass the data to fit directly");
    }
    return true;
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
    return TrainingIdentity.of("deeplearning4j", VERSION, json, network.toString());
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
    return new Snapshot.File(name, out -> VectorFile.write(copy, out));
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
    position.save(map);
    map.put("exact", Boolean.toString(exact));
    return map;
  }

  /** Everything that has to be the same in two trainings that are the same. */
  TrainingFingerprint.Builder fingerprint() {
    return TrainingFingerprint.builder().snapshot(capture());
  }

  /**
   * Puts a checkpoint's state into the network, the position, and this thread's random generator;
   * all of it, or nothing if the checkpoint is refused.
   */
  Restored restore(Checkpoint checkpoint) {
    SavedAttributes saved = SavedAttributes.of(checkpoint);
    Restored restored =
        new Restored(saved.number("randomRoot"), saved.number("randomNode"), saved.flag("exact"));
    INDArray updater = network.updaterState();
    INDArray savedParameters = VectorFile.read(checkpoint, PARAMETERS, network.params());
    INDArray savedUpdater = updater == null ? null : VectorFile.read(checkpoint, UPDATER, updater);
    int iteration = (int) saved.number("iteration");
    int epoch = (int) saved.number("epoch");
    network.setLayerCounters(
        (int) saved.number("layerIteration"), (int) saved.number("layerEpoch"));
    position.restore(saved);
    network.params().assign(savedParameters);
    if (updater != null && savedUpdater != null) {
      updater.assign(savedUpdater);
    }
    network.setCounters(iteration, epoch);
    if (saved.flag("constraintsToApply")) {
      network.model().applyConstraints(iteration, epoch);
    }
    restored.setRandomState();
    return restored;
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
}
