package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.TrainedSamples;

/**
 * Tells the controller what is trained and, when it wants to know, the loss. A loss is computed
 * from the predictions of the batch and waits for the GPU, so never without being asked for. What
 * can't be told is left out; nothing here fails the training.
 */
final class ToldTraining extends TrainingListenerAdapter {
  /** A multiplication and an addition, forward and twice as many backward. */
  private static final double OPERATIONS = 2 * 3;

  private final CarbonController controller;
  private final TrainedSamples samples;
  private boolean lossFails;

  ToldTraining(CarbonController controller, DataPosition position) {
    this.controller = controller;
    this.samples = new TrainedSamples(controller, position);
  }

  @Override
  public void onTrainingBatch(Trainer trainer, BatchData data) {
    Batch batch = data.getBatch();
    if (samples.given(batch.getSize())) {
      controller.describe(
          facts(trainer, OptionalLong.of(batch.getSize()), operations(trainer, batch)));
    }
    if (controller.wantsLoss() && !lossFails) {
      tellLoss(trainer, data);
    }
  }

  void epochEnded() {
    samples.epochEnded();
  }

  /** What is known before there is data. */
  void describe(Trainer trainer) {
    controller.describe(facts(trainer, OptionalLong.empty(), OptionalDouble.empty()));
  }

  private static TrainingFacts facts(
      Trainer trainer, OptionalLong batchSize, OptionalDouble operations) {
    Engine engine = trainer.getManager().getEngine();
    String name = trainer.getModel().getName();
    return new TrainingFacts(
        Optional.ofNullable(name).filter(text -> !text.isBlank()),
        Optional.of("DJL " + engine.getEngineName()),
        Optional.of(
            Engine.getDjlVersion() + ", " + engine.getEngineName() + " " + engine.getVersion()),
        parameters(trainer.getModel().getBlock()),
        OptionalLong.empty(),
        batchSize,
        operations,
        Optional.of(devices(trainer.getDevices())),
        Optional.empty());
  }

  private static OptionalLong parameters(Block block) {
    long sum = 0;
    for (Parameter parameter : block.getParameters().values()) {
      if (!parameter.isInitialized()) {
        return OptionalLong.empty();
      }
      sum += parameter.requiresGradient() ? parameter.getShape().size() : 0;
    }
    return OptionalLong.of(sum);
  }

  private static String devices(Device... devices) {
    return Arrays.stream(devices)
        .map(device -> device.isGpu() ? "cuda:" + device.getDeviceId() : device.getDeviceType())
        .collect(Collectors.joining(", "));
  }

  private static OptionalDouble operations(Trainer trainer, Batch batch) {
    try {
      NDList data = batch.getData();
      Shape[] inputs = new Shape[data.size()];
      for (int i = 0; i < inputs.length; i++) {
        Shape shape = data.get(i).getShape();
        if (shape.dimension() == 0 || shape.get(0) != batch.getSize()) {
          return OptionalDouble.empty(); // not one sample after the other
        }
        inputs[i] = new Shape(1).addAll(shape.slice(1));
      }
      double multiplications = BlockWork.multiplications(trainer.getModel().getBlock(), inputs);
      return multiplications > 0
          ? OptionalDouble.of(OPERATIONS * multiplications)
          : OptionalDouble.empty();
    } catch (RuntimeException e) { // blocks refuse inputs of shapes they did not expect
      return OptionalDouble.empty();
    }
  }

  private void tellLoss(Trainer trainer, BatchData data) {
    try {
      double sum = 0;
      int parts = 0;
      for (Map.Entry<Device, NDList> predictions : data.getPredictions().entrySet()) {
        NDList labels = data.getLabels().get(predictions.getKey());
        try (NDArray loss = trainer.getLoss().evaluate(labels, predictions.getValue());
            NDArray total = loss.sum();
            NDArray value = total.toType(DataType.FLOAT64, true)) {
          sum += value.getDouble();
          parts++;
        }
      }
      if (parts > 0) {
        controller.loss(sum / parts);
      }
    } catch (RuntimeException e) {
      lossFails = true; // such as a loss that can be computed once only: it is not asked again
    }
  }
}
