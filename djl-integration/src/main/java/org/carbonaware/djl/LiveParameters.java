package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's parameters as they are trained, by their names in the model, which are the same in
 * every process (ids are not). With several devices, or with a model on another device than the
 * training, what is trained are copies in the trainer's parameter store; the model's own arrays
 * follow when the trainer is closed.
 */
final class LiveParameters {
  /**
   * What is trained of a parameter on one device.
   *
   * @param of the parameter's name
   * @param index the place of the device among the trainer's
   */
  record Replica(String of, Parameter parameter, int index, Device device, NDArray array) {
    /** A name of its own; the one on the first device has the parameter's. */
    String name() {
      return index == 0 ? of : of + "@" + index;
    }
  }

  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Device> devices;
  private final Model model;
  private final int size;

  private LiveParameters(Trainer trainer) {
    this.model = trainer.getModel();
    this.size = model.getBlock().getParameters().size();
    ParameterStore store = Glimpse.storeOf(trainer);
    this.devices = List.of(trainer.getDevices());
    for (Pair<String, Parameter> named : model.getBlock().getParameters()) {
      Parameter parameter = named.getValue();
      if (!byName.containsValue(parameter)) { // not one that is tied
        if (byName.put(named.getKey(), parameter) != null) {
          throw new IllegalArgumentException("two parameters of the model are named "
              + named.getKey() + ": only one could be saved; let getParameters tell them apart");
        }
        // The store's own index of several devices may be another than it was asked for.
        devices.stream()
            .map(device -> store.getValue(parameter, device, true))
            .forEach(array -> replicas.add(new Replica(
                named.getKey(),
                parameter,
                devices.indexOf(array.getDevice()),
                array.getDevice(),
                array)));
      }
    }
  }

  /**
   * Finds the parameters of a trainer.
   *
   * @throws IllegalStateException if it is not initialized
   */
  static LiveParameters of(Trainer trainer) {
    if (!trainer.getModel().getBlock().isInitialized()) {
      throw new IllegalStateException(
          "the trainer is not initialized: call trainer.initialize(shapes of one batch of input) first");
    }
    return new LiveParameters(trainer);
  }

  Map<String, Parameter> byName() {
    return byName;
  }

  List<Device> devices() {
    return devices;
  }

  /** Whether the model has got, or lost, parameters since. */
  boolean areOthersNow() {
    return model.getBlock().getParameters().size() != size;
  }

  /** What is trained, on every device. */
  List<Replica> replicas() {
    return replicas;
  }

  /** The devices of the model's own arrays on which nothing is trained. */
  List<Device> strayDevices() {
    return byName.values().stream()
        .map(parameter -> parameter.getArray().getDevice())
        .filter(device -> !devices.contains(device))
        .distinct()
        .toList();
  }

  /** What shapes the model: blocks, and parameters with types and shapes. */
  String describe(Block block) {
    StringBuilder text = new StringBuilder();
    describe(block, text);
    byName.forEach((name, parameter) -> text.append(name)
        .append(' ')
        .append(parameter.getArray().getDataType())
        .append(parameter.getArray().getShape())
        .append('\n'));
    return text.toString();
  }

  private static void describe(Block block, StringBuilder text) {
    text.append(block.getClass().getName()).append('(');
    for (Pair<String, Block> child : block.getChildren()) {
      text.append(child.getKey()).append(' ');
      describe(child.getValue(), text);
    }
    text.append(")\n");
  }

  long size() {
    return byName.values().stream().mapToLong(each -> each.getArray().size()).sum();
  }

  /**
   * Sees a trainer's parameter store, which the trainer shows to blocks only: it stands in for the
   * model's block for one evaluation of nothing.
   */
  private static final class Glimpse extends AbstractBlock {
    private @Nullable ParameterStore store;

    static ParameterStore storeOf(Trainer trainer) {
      Model model = trainer.getModel();
      Block block = model.getBlock();
      Glimpse glimpse = new Glimpse();
      model.setBlock(glimpse);
      try {
        trainer.evaluate(new NDList());
      } finally {
        model.setBlock(block);
      }
      ParameterStore seen = glimpse.store;
      if (seen == null) {
        throw new IllegalStateException("a " + trainer.getClass().getName()
            + " on devices " + Arrays.toString(trainer.getDevices())
            + " does not show its parameters: use the one of model.newTrainer");
      }
      return seen;
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore parameterStore,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> parameters) {
      store = parameterStore;
      return inputs;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }
}
