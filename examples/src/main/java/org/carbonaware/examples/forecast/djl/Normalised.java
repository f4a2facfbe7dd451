package org.carbonaware.examples.forecast.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;
import org.carbonaware.examples.forecast.task.LogScale;
import org.carbonaware.examples.forecast.task.Windows;
import org.jspecify.annotations.Nullable;

/**
 * A network between what normalises its inputs and what takes the scale of its answers back. The
 * normaliser is part of the model, as parameters that are saved with the others and never trained:
 * a resumed run goes on with the one it began with.
 */
final class Normalised extends AbstractBlock {
  private static final byte VERSION = 1;

  private final Block network;
  private final Parameter means;
  private final Parameter deviations;
  private final Parameter deviationOfAnswers;

  Normalised(LogScale scale, Block network) {
    super(VERSION);
    this.network = addChildBlock("network", network);
    this.means = addParameter(fixed("means", channels(scale.mean(), 0)));
    this.deviations = addParameter(fixed("deviations", channels(scale.deviation(), 1)));
    this.deviationOfAnswers =
        addParameter(fixed("deviationOfAnswers", new float[] {(float) scale.deviation()}));
  }

  /** One value for the hours of a day, another for the calendar. */
  private static float[] channels(double hours, float calendar) {
    float[] values = new float[Windows.CHANNELS];
    Arrays.fill(values, calendar);
    Arrays.fill(values, 0, Windows.HOURS, (float) hours);
    return values;
  }

  private static Parameter fixed(String name, float[] values) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.OTHER)
        .optRequiresGrad(false)
        .optShape(new Shape(values.length))
        .optInitializer((manager, shape, type) -> manager.create(values, shape))
        .build();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    network.initialize(manager, type, inputs);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    NDArray windows = inputs.singletonOrThrow();
    Device device = windows.getDevice();
    NDArray normalised = windows
        .sub(store.getValue(means, device, training))
        .div(store.getValue(deviations, device, training));
    NDArray answers =
        network.forward(store, new NDList(normalised), training, parameters).singletonOrThrow();
    return new NDList(answers.mul(store.getValue(deviationOfAnswers, device, training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return network.getOutputShapes(inputs);
  }
}
