package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.fidelity.FidelityReport;
import org.carbonaware.checkpoint.fidelity.ResumeFidelity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose parameters are not one plain array per layer resume exactly too. */
class ModelsTest {
  @TempDir
  private Path directory;

  enum Built implements Supplier<Block> {
    /** One layer in two places. */
    TIED {
      @Override
      public Block get() {
        Block tied = Linear.builder().setUnits(ToyTrainings.FEATURES).build();
        return new SequentialBlock().add(tied).add(tied).add(classes());
      }
    },
    PARALLEL {
      @Override
      public Block get() {
        return new SequentialBlock()
            .add(new ParallelBlock(
                lists ->
                    new NDList(lists.get(0).singletonOrThrow().add(lists.get(1).get(0))),
                List.of(
                    Linear.builder().setUnits(7).build(),
                    Linear.builder().setUnits(7).build())))
            .add(LayerNorm.builder().build())
            .add(classes());
      }
    },
    OF_ONES_OWN {
      @Override
      public Block get() {
        return new SequentialBlock().add(new Scaled()).add(classes());
      }
    };

    private static Block classes() {
      return Linear.builder().setUnits(ToyTrainings.CLASSES).build();
    }
  }

  /** With a single number, counters that are no floats and never updated, and nothing at all. */
  private static final class Scaled extends AbstractBlock {
    private final Parameter scale = added("scale", true);
    private final Parameter seen = added("seen", false);
    private final Parameter empty = added("empty", false);

    private Parameter added(String name, boolean trained) {
      return addParameter(Parameter.builder()
          .setName(name)
          .setType(Parameter.Type.OTHER)
          .optInitializer(Initializer.ONES)
          .optRequiresGrad(trained)
          .build());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
      scale.setShape(new Shape());
      seen.setShape(new Shape(2));
      empty.setShape(new Shape(0, 3));
    }

    @Override
    public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
      beforeInitialize(inputShapes);
      prepare(inputShapes);
      scale.initialize(manager, dataType);
      seen.initialize(manager, DataType.INT64);
      empty.initialize(manager, dataType);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> parameters) {
      NDArray input = inputs.singletonOrThrow();
      if (training) {
        store.getValue(seen, input.getDevice(), true).addi(input.getShape().get(0));
      }
      return new NDList(input.mul(store.getValue(scale, input.getDevice(), training)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }

  @ParameterizedTest
  @EnumSource(Built.class)
  void resumesExactly(Built built) {
    DjlFidelityScenario scenario = DjlFidelityScenario.of("model", () -> {
      Model model = Model.newInstance("toy", Device.cpu(), "PyTorch");
      model.setBlock(built.get());
      ToyTrainings.Kind data = ToyTrainings.Kind.MLP;
      return new DjlFidelityScenario.Fresh(
          model,
          ToyTrainings.config(ToyTrainings.Updater.ADAM.optimizer()),
          ToyTrainings.data(data, ToyTrainings.BATCHES_PER_EPOCH),
          data.input());
    });

    FidelityReport report = ResumeFidelity.check(scenario, 30, 17, directory);

    assertThat(report.exact()).as(report.summary()).isTrue();
  }
}
