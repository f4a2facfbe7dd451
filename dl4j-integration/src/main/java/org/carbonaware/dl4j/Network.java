package org.carbonaware.dl4j;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What MultiLayerNetwork and ComputationGraph have in common, under one name each. */
abstract class Network {
  private final Model model;
  private final NeuralNetwork fittable;
  private final Layer[] layers;

  private Network(Model model, NeuralNetwork fittable, Layer[] layers) {
    this.model = model;
    this.fittable = fittable;
    this.layers = layers;
  }

  /**
   * Wraps an initialised model; initialises one that is not. Waits for the model's monitor, so only
   * a thread that trains it, or does before it is trained, may call this.
   */
  static Network of(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      if (!network.isInitCalled()) {
        network.init();
      }
      return new Layered(network);
    }
    if (model instanceof ComputationGraph graph) {
      if (graph.params() == null) {
        graph.init();
      }
      return new Graph(graph);
    }
    throw new IllegalArgumentException("can't control a " + model.getClass().getName()
        + ": expected a MultiLayerNetwork or a ComputationGraph");
  }

  abstract String configurationJson();

  abstract int iteration();

  abstract int epoch();

  abstract void setCounters(int iteration, int epoch);

  /** The optimizer's state as a view that may be written to, or null if it has none. */
  abstract @Nullable INDArray updaterState();

  abstract BackpropType backpropType();

  /** The model's own list. Takes no lock of the model, so any thread may ask while it fits. */
  abstract Collection<TrainingListener> listeners();

  /** The inputs of the batch being trained; some or all may be missing between batches. */
  abstract @Nullable INDArray[] inputs();

  /** The samples of the batch being trained; 0 if there is none. */
  long samples() {
    INDArray input = firstInput();
    return input == null ? 0 : input.size(0);
  }

  abstract @Nullable INDArray firstInput();

  /** As {@link LayerWork} has it, for all layers; NaN if one is not known. */
  abstract double multiplicationsPerSample(InputType... inputs);

  /** For records. */
  String name() {
    return model.getClass().getSimpleName() + ", " + layers.length + " layers";
  }

  void incrementEpoch() {
    setCounters(iteration(), epoch() + 1);
    setLayerCounters(iteration(), epoch());
  }

  Model model() {
    return model;
  }

  NeuralNetwork fittable() {
    return fittable;
  }

  INDArray params() {
    return model.params();
  }

  /** The counters the layers hold themselves, for schedules; all layers hold the same. */
  int layerIteration() {
    return layers.length == 0 ? 0 : layers[0].getIterationCount();
  }

  int layerEpoch() {
    return layers.length == 0 ? 0 : layers[0].getEpochCount();
  }

  void setLayerCounters(int iteration, int epoch) {
    for (Layer layer : layers) {
      layer.setIterationCount(iteration);
      layer.setEpochCount(epoch);
    }
  }

  @Override
  public String toString() {
    return name() + ", " + params().length() + " parameters";
  }

  private static final class Layered extends Network {
    private final MultiLayerNetwork network;

    Layered(MultiLayerNetwork network) {
      super(network, network, network.getLayers());
      this.network = network;
    }

    @Override
    String configurationJson() {
      return network.getLayerWiseConfigurations().toJson();
    }

    @Override
    int iteration() {
      return network.getLayerWiseConfigurations().getIterationCount();
    }

    @Override
    int epoch() {
      return network.getLayerWiseConfigurations().getEpochCount();
    }

    @Override
    void setCounters(int iteration, int epoch) {
      network.getLayerWiseConfigurations().setIterationCount(iteration);
      network.getLayerWiseConfigurations().setEpochCount(epoch);
    }

    @Override
    @Nullable
    INDArray updaterState() {
      return network.getUpdater().getStateViewArray();
    }

    @Override
    BackpropType backpropType() {
      return network.getLayerWiseConfigurations().getBackpropType();
    }

    @Override
    Collection<TrainingListener> listeners() {
      return network.getListeners();
    }

    @Override
    @Nullable
    INDArray firstInput() {
      return network.getInput();
    }

    @Override
    @Nullable
    INDArray[] inputs() {
      return new INDArray[] {network.getInput()};
    }

    @Override
    double multiplicationsPerSample(InputType... inputs) {
      MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
      InputType input = inputs[0];
      double sum = 0;
      for (int i = 0; i < configuration.getConfs().size(); i++) {
        InputPreProcessor before = configuration.getInputPreProcess(i);
        input = before == null ? input : before.getOutputType(input);
        var layer = configuration.getConf(i).getLayer();
        sum += LayerWork.multiplications(layer, input);
        input = layer.getOutputType(i, input);
      }
      return sum;
    }
  }

  private static final class Graph extends Network {
    private static final Set<Class<?>> FREE = Set.of(
        ElementWiseVertex.class,
        MergeVertex.class,
        PreprocessorVertex.class,
        ReshapeVertex.class,
        ScaleVertex.class,
        ShiftVertex.class,
        StackVertex.class,
        SubsetVertex.class,
        UnstackVertex.class);

    private final ComputationGraph graph;

    Graph(ComputationGraph graph) {
      super(graph, graph, graph.getLayers());
      this.graph = graph;
    }

    @Override
    String configurationJson() {
      return graph.getConfiguration().toJson();
    }

    @Override
    int iteration() {
      return graph.getConfiguration().getIterationCount();
    }

    @Override
    int epoch() {
      return graph.getConfiguration().getEpochCount();
    }

    @Override
    void setCounters(int iteration, int epoch) {
      graph.getConfiguration().setIterationCount(iteration);
      graph.getConfiguration().setEpochCount(epoch);
    }

    @Override
    @Nullable
    INDArray updaterState() {
      return graph.getUpdater().getStateViewArray();
    }

    @Override
    BackpropType backpropType() {
      return graph.getConfiguration().getBackpropType();
    }

    @Override
    Collection<TrainingListener> listeners() {
      return graph.getListeners();
    }

    @Override
    @Nullable
    INDArray firstInput() {
      INDArray[] inputs = graph.getInputs();
      return inputs == null || inputs.length == 0 ? null : inputs[0];
    }

    @Override
    @Nullable
    INDArray[] inputs() {
      return graph.getInputs();
    }

    @Override
    double multiplicationsPerSample(InputType... inputs) {
      ComputationGraphConfiguration configuration = graph.getConfiguration();
      Map<String, InputType> types =
          new HashMap<>(configuration.getLayerActivationTypes(false, false, inputs));
      for (int i = 0; i < inputs.length; i++) {
        types.put(configuration.getNetworkInputs().get(i), inputs[i]);
      }
      double sum = 0;
      for (Map.Entry<String, GraphVertex> vertex : configuration.getVertices().entrySet()) {
        if (vertex.getValue() instanceof LayerVertex layer) {
          List<String> from = configuration.getVertexInputs().get(vertex.getKey());
          InputType given = from == null ? null : types.get(from.get(0));
          if (given == null) {
            return Double.NaN;
          }
          InputPreProcessor before = layer.getPreProcessor();
          InputType input = before == null ? given : before.getOutputType(given);
          sum += LayerWork.multiplications(layer.getLayerConf().getLayer(), input);
        } else if (!FREE.contains(vertex.getValue().getClass())) {
          return Double.NaN;
        }
      }
      return sum;
    }
  }
}
